import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'

/*
 * What polling costs, beside newsboat on the same feeds in the same run where it is installed: `node test/bench/polled-feeds.ts
 * [feeds] [entries]`, else 1,000 feeds of 30 full-text entries on servers of this machine. Each poll is a process of its own.
 * newsboat keeps every entry and analyzes none; ours keeps the newest ten of a feed that it meets for the first time.
 * Ours runs with the bounds of memory that package.json starts it with.
 */
const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: { nutgraf: string }
}
const bounds = scripts.nutgraf.split(' ').filter((word) => word.startsWith('--'))
const [feeds = 1000, entries = 30] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(join(tmpdir(), 'nutgraf-polled-'))
const farm = spawn(process.execPath, [scriptAt('feed-farm.ts'), String(feeds), String(entries)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const [line] = (await once(createInterface({ input: farm.stdout }), 'line')) as [string]
  await compare(JSON.parse(line) as { stage: string; urls: string[] })
} finally {
  farm.kill()
  rmSync(folder, { recursive: true, force: true })
}

type Cost = { wallMs: number; cpuMs: number; peakMb: number; out: string }
type Poll = { name: string; ours: Cost; plain: Cost; newsboat: Cost | null }

async function compare({ stage, urls }: { stage: string; urls: string[] }): Promise<void> {
  const newsboat = spawnSync('newsboat', ['--version']).status === 0 ? newsboatIn(join(folder, 'newsboat'), urls) : null
  if (newsboat === null) print('newsboat is not installed: ours stands alone.')
  const next = async (changed: number) =>
    (await (await fetch(`${stage}?changed=${changed}`)).json()) as Record<string, number>
  const ports = [...new Set(urls.map((url) => new URL(url).port))].join(',')
  const polls: Poll[] = []
  // newsboat asks without validators until its third poll, so it is taken to the same point first.
  const steps: [name: string, changed: number, warm: number][] = [
    ['first poll', 0, 0],
    ['unchanged', 0, 1],
    ['1 % changed', 0.01, 0],
  ]
  for (const [index, [name, changed, warm]] of steps.entries()) {
    if (newsboat !== null && index > 0) newsboat.analyze()
    for (let n = 0; n < warm; n++) await newsboat?.poll()
    await next(changed)
    const at = new Date(Date.UTC(2026, 4, 20, 8 + index)).toISOString()
    const plain = await ours(join(folder, 'plain.db'), at, ports, index === 0 ? urls : [], ['--plain'])
    const sent = await next(0)
    const whole = await ours(join(folder, 'whole.db'), at, ports, index === 0 ? urls : [], [])
    await next(0)
    polls.push({ name, ours: whole, plain, newsboat: newsboat === null ? null : await newsboat.poll() })
    const theirs = await next(0)
    print(`${name}: ours fetched ${megabytes(sent['bytes'])}, newsboat ${megabytes(theirs['bytes'])}; ${whole.out}`)
  }
  for (const poll of polls) {
    print(rowOf(poll.name, 'whole (analysis and search)', poll.ours, poll.newsboat))
    print(rowOf(poll.name, 'fetch, parse, store alone', poll.plain, poll.newsboat))
    if (poll.newsboat !== null) print(rowOf(poll.name, 'newsboat', poll.newsboat, null))
  }
  for (const name of ['plain.db', 'whole.db']) print(`${name}: ${megabytes(statSync(join(folder, name)).size)}`)
}

function rowOf(poll: string, what: string, cost: Cost, other: Cost | null): string {
  const ratio = other === null ? '' : `   ${(other.wallMs / cost.wallMs).toFixed(1)} times newsboat's speed`
  return `${poll.padEnd(12)} ${what.padEnd(28)} ${(cost.wallMs / 1000).toFixed(2).padStart(7)} s   CPU ${(cost.cpuMs / 1000).toFixed(2).padStart(7)} s   peak ${cost.peakMb.toFixed(0).padStart(4)} MB${ratio}`
}

function ours(file: string, at: string, ports: string, urls: string[], flags: string[]): Promise<Cost> {
  const env = { ...process.env, NUTGRAF_ALLOW_ADDRESSES: '127.0.0.1', NUTGRAF_ALLOW_PORTS: ports }
  return run(
    process.execPath,
    [...bounds, scriptAt('poll-once.ts'), `sqlite:${file}`, at, ...flags],
    env,
    urls.map((url) => `${url}\n`).join(''),
  )
}

function newsboatIn(home: string, urls: string[]) {
  mkdirSync(home)
  writeFileSync(join(home, 'urls'), `${urls.join('\n')}\n`)
  writeFileSync(join(home, 'config'), 'reload-threads 12\nauto-reload no\n')
  const cache = join(home, 'cache.db')
  const env = { ...process.env, HOME: home, http_proxy: '', https_proxy: '', no_proxy: '*' }
  return {
    poll: () =>
      run('newsboat', ['-u', join(home, 'urls'), '-c', cache, '-C', join(home, 'config'), '-x', 'reload'], env, ''),
    // Without it its choice of an index is quadratic.
    analyze() {
      const database = new DatabaseSync(cache)
      database.exec('analyze')
      database.close()
    },
  }
}

/** Runs a program and samples what it takes: processor time and the peak of its memory, by /proc. */
async function run(program: string, args: string[], env: NodeJS.ProcessEnv, input: string): Promise<Cost> {
  const from = performance.now()
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString()
  })
  let cpuMs = 0
  let peakMb = 0
  const sample = setInterval(() => {
    try {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')
      // Fields 14 and 15 of proc(5), in ticks of 10 ms.
      cpuMs = Math.max(cpuMs, (Number(fields[11]) + Number(fields[12])) * 10)
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      peakMb = Math.max(peakMb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
    } catch {
      // It has ended, or this system has no /proc.
    }
  }, 20)
  const [code] = await once(child, 'exit')
  clearInterval(sample)
  if (code !== 0) throw new Error(`${program} ended with ${code}`)
  return { wallMs: performance.now() - from, cpuMs, peakMb, out: out.trim() }
}

function scriptAt(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url))
}

function megabytes(bytes: number | undefined): string {
  return `${((bytes ?? 0) / 1_048_576).toFixed(1)} MB`
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
