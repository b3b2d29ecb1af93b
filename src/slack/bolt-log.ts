import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../domain/log.ts'

/** What Bolt and its clients have to say, for our log: warnings and errors. */
export function createBoltLog(log: Log): Logger {
  const warn = (...words: unknown[]) => log.warn(`Slack's client: ${words.map(String).join(' ').slice(0, 500)}`)
  return {
    debug() {},
    info() {},
    warn,
    error: warn,
    setLevel() {},
    setName() {},
    getLevel: () => LogLevel.WARN,
  }
}
