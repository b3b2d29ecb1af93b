import { pino } from 'pino'
import type { Log } from '../domain/log.ts'
import type { LogLevel } from './read-settings.ts'

/** Writes one line of JSON for each entry. Tokens and what people wrote are never fields. */
export function createLog(level: LogLevel, write: (line: string) => void): Log {
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write })
  return {
    info: (message, fields = {}) => log.info(fields, message),
    warn: (message, fields = {}) => log.warn(fields, message),
    fault: (message, error) => log.error({ err: error }, message),
  }
}
