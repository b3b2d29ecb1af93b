import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type Call, type Fate, type Gate, openGate } from './gate.ts'
import type { StormPlatforms } from './platforms.ts'
import type { FastTime } from './storm-clock.ts'

/** One process of the program, which is started again and again behind the same doors. */
export type Bot = {
  start(): void
  /** `kill -9`; resolves when the process is gone. */
  kill(): Promise<void>
  /** Ends it as an operator does, and closes the doors; resolves to its exit code. */
  end(): Promise<number | null>
  isRunning(): boolean
  /** how often it was started */
  starts(): number
  /** lines of its log that tell of a fault of ours */
  faults: string[]
  /** what it logged since it was started last */
  said(): string
}

/** The program ends within ten seconds; on a busy machine it may take some more. */
const longestEndMs = 15_000

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const preload = new URL('./fast-time.ts', import.meta.url).href

/** Puts doors before both platforms; `meet` decides what happens to each call of this process. */
export async function createBot(
  { slack, discord }: StormPlatforms,
  { database, time, cache }: { database: string; time: FastTime; cache: string },
  meet: (call: Call) => Fate,
): Promise<Bot> {
  const gates: Gate[] = [
    await openGate('slack', new URL(slack.apiUrl).origin, meet),
    await openGate('discord', new URL(discord.url).origin, meet),
  ]
  const env = {
    PATH: process.env['PATH'] ?? '',
    FAST_TIME: JSON.stringify(time),
    NODE_COMPILE_CACHE: cache,
    DATABASE_URL: database,
    SLACK_BOT_TOKEN: slack.botToken(),
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: `${gates[0]?.origin}/api/`,
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: `${gates[1]?.origin}/api`,
  }
  let child: ChildProcess | null = null
  let gone: Promise<unknown> = Promise.resolve()
  let starts = 0
  let said = ''
  const faults: string[] = []

  async function stop(signal: NodeJS.Signals): Promise<number | null> {
    const stopping = child
    child = null
    if (stopping === null) return null
    stopping.kill(signal)
    const timer = setTimeout(() => {
      faults.push('a process did not end when it was told to')
      stopping.kill('SIGKILL')
    }, longestEndMs)
    await gone
    clearTimeout(timer)
    return stopping.exitCode
  }

  return {
    faults,
    said: () => said,
    starts: () => starts,
    isRunning: () => child !== null && child.exitCode === null,
    start() {
      starts++
      said = ''
      const started = spawn(process.execPath, ['--import', preload, main, 'start'], {
        env,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      child = started
      gone = once(started, 'close')
      let line = ''
      started.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString()
        const lines = (line + chunk.toString()).split('\n')
        line = lines.pop() ?? ''
        faults.push(...lines.filter(isFault))
      })
    },
    async kill() {
      await stop('SIGKILL')
    },
    async end() {
      const code = await stop('SIGTERM')
      await Promise.all(gates.map((gate) => gate.close()))
      return code
    },
  }
}

/** A database that is too busy for a moment heals by itself: deadlines go fast here too, and machines do not. */
function isFault(line: string): boolean {
  return !line.startsWith('{') || (line.includes('"level":50') && !/"code":"store-(?:busy|unavailable)"/.test(line))
}
