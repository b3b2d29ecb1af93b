import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seededRandom } from '../storage/generated-articles.ts'
import { type Asked, type Platforms, startPlatforms } from './ask-at-once.ts'
import { fillStore, sampleWords } from './fill-store.ts'

/*
 * What a burst of commands costs the bot: `node test/bench/burst.ts [articles] [commands]`, else 10,000 stored articles and 50
 * commands at once, half of them in Slack and half in Discord, each from another person and on another topic. The bot is one
 * process, started as package.json starts it; both platforms are servers in this process, which does nothing else meanwhile.
 * Words that begin with dashes are handed to the bot's Node: `--cpu-prof --cpu-prof-dir=FOLDER`.
 */
const goals = { ackMs: 300, replyMs: 1_500, memoryMb: 350 }
const bursts = ['cold', 'warm', 'warm again']
const startWithinMs = 60_000

const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: { nutgraf: string }
}
const bounds = scripts.nutgraf.split(' ').filter((word) => word.startsWith('--'))
const words = process.argv.slice(2)
const flags = words.filter((word) => word.startsWith('--'))
const [articles = 10_000, commands = 50] = words.filter((word) => !word.startsWith('--')).map(Number)

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-burst-'))
// However this ends, nothing stays behind.
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const interrupted = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort(new Error(name)))
process.exitCode = (await measure(`sqlite:${join(folder, 'burst.db')}`)) ? 0 : 1

async function measure(database: string): Promise<boolean> {
  const from = performance.now()
  await fillStore(database, articles, interrupted.signal)
  print(`${articles.toLocaleString('en-US')} articles stored in ${((performance.now() - from) / 1000).toFixed(0)} s`)
  const platforms = await startPlatforms(Math.ceil(commands / 2))
  const bot = startBot({ DATABASE_URL: database, ...platforms.env })
  try {
    await bot.connected
    print(`connected after ${bot.age().toFixed(0)} ms; ${commands} commands at once, half in Slack, half in Discord\n`)
    print(row(['', '', 'acked p50', 'p99', 'max', 'reply p50', 'p99', 'max']))
    const isGood = []
    for (const [index, name] of bursts.entries()) isGood.push(await measureBurst(platforms, bot, index, name))
    print(`goals: acknowledged p99 < ${goals.ackMs} ms, whole reply p99 < ${goals.replyMs} ms`)
    const { peakMb } = bot.cost()
    print(`peak memory of the bot ${peakMb.toFixed(0)} MB (goal < ${goals.memoryMb} MB)`)
    for (const fault of platforms.faults()) print(`against a rule of the platform: ${JSON.stringify(fault)}`)
    return isGood.every(Boolean) && platforms.faults().length === 0
  } finally {
    await bot.end()
    await platforms.close()
  }
}

/** One burst, printed; true where everything was acknowledged and answered. */
async function measureBurst(platforms: Platforms, bot: Bot, index: number, name: string): Promise<boolean> {
  const [before, ours] = [bot.cost(), process.cpuUsage()]
  const asked = await Promise.race([platforms.askAtOnce(topicsOf(index)), bot.ended])
  const [after, spent] = [bot.cost(), process.cpuUsage(ours)]
  for (const [platform, own] of Map.groupBy(asked, (one) => one.platform)) printFigures(name, platform, own)
  printFigures(name, 'both', asked)
  const briefed = asked.filter(({ text }) => text.includes('Extracted, not written'))
  const empty = asked.filter(({ text }) => text.includes('No stored article is about'))
  const others = asked.filter((one) => !briefed.includes(one) && !empty.includes(one))
  print(
    `${name}: ${briefed.length} briefs, ${empty.length} times nothing stored, ${others.length} times something else; CPU of the bot ${(after.cpuMs - before.cpuMs).toFixed(0)} ms, of the servers ${((spent.user + spent.system) / 1000).toFixed(0)} ms; memory so far ${after.peakMb.toFixed(0)} MB`,
  )
  for (const { platform, ackMs, text } of others)
    print(`  ${platform}, ${ackMs === null ? 'not acknowledged' : 'acknowledged'}: ${text.slice(0, 300) || 'nothing'}`)
  print('')
  return others.length === 0 && asked.every(({ ackMs }) => ackMs !== null)
}

/** One or two words of the samples for each command; other words in each burst, so that no brief is one that was made before. */
function topicsOf(burst: number): string[] {
  const random = seededRandom(burst + 1)
  const known = sampleWords()
  const word = () => known[Math.floor(random() * known.length)] ?? 'fire'
  return Array.from({ length: commands }, () => (random() < 0.5 ? word() : `${word()} ${word()}`))
}

type Bot = ReturnType<typeof startBot>

function startBot(env: Record<string, string>) {
  const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...bounds, ...flags, main, 'start'], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  let said = ''
  const exit = once(child, 'exit')
  const ended = Promise.race([
    exit.then(([code]) => Promise.reject<Asked[]>(new Error(`the bot ended with ${code}:\n${said}`))),
    once(interrupted.signal, 'abort').then(() => Promise.reject<Asked[]>(interrupted.signal.reason)),
  ])
  ended.catch(() => undefined)
  const connected = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the bot did not connect:\n${said}`)), startWithinMs)
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (!said.includes('"connected to Slack"') || !said.includes('"connected to Discord"')) return
      clearTimeout(timer)
      resolve()
    })
    ended.catch(reject).finally(() => clearTimeout(timer))
  })
  return {
    connected,
    ended,
    age: () => performance.now() - startedAt,
    /** Processor time and the peak of memory so far, by proc(5); NaN where this system has no /proc. */
    cost() {
      try {
        const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')
        const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
        // Fields 14 and 15, in ticks of 10 ms.
        const cpuMs = (Number(fields[11]) + Number(fields[12])) * 10
        return { cpuMs, peakMb: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024 }
      } catch {
        return { cpuMs: Number.NaN, peakMb: Number.NaN }
      }
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 12_000)
      await exit
      clearTimeout(timer)
    },
  }
}

function printFigures(name: string, platform: string, asked: readonly Asked[]): void {
  const columns = [asked.map(({ ackMs }) => ackMs), asked.map(({ replyMs }) => replyMs)].flatMap((times) => {
    const sorted = times.map((time) => time ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)
    return [0.5, 0.99, 1].map((share) => {
      const time = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
      return Number.isFinite(time) ? `${time.toFixed(0)} ms` : 'none'
    })
  })
  print(row([name, platform, ...columns]))
}

function row([name = '', platform = '', ...columns]: string[]): string {
  return `${name.padEnd(11)} ${platform.padEnd(8)} ${columns.map((column) => column.padStart(13)).join('')}`.trimEnd()
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
