import type { Log } from '../../src/domain/log.ts'
import type { Store } from '../../src/domain/store.ts'
import type { Writer } from '../../src/domain/writing.ts'
import { createWriter, type WriterDeps } from '../../src/model/create-writer.ts'
import { type EndpointSettings, type ModelLimits, usualLimits } from '../../src/model/endpoint-settings.ts'
import { readPrompts } from '../../src/model/read-prompts.ts'
import { createMemoryStore } from '../storage/memory-store.ts'

const noon = () => new Date('2026-05-08T12:00:00Z')

/** The prompts of the project. */
export const prompts = readPrompts(new URL('../../prompts/', import.meta.url))

/** Bounds that keep a test short. */
export const smallLimits: ModelLimits = { ...usualLimits, pauseMs: 5, mostBytes: 100_000 }

/** A writer for tests, with its store and what it logged. */
export type TestWriter = { writer: Writer; usage: Store['usage']; logged: string[]; log: Log }

/** What of a writer a test sets. */
export type TestWriterOptions = Partial<Omit<WriterDeps, 'settings'>> & {
  settings?: Partial<Omit<WriterDeps['settings'], 'endpoints'>>
  fallback?: Partial<EndpointSettings>
  first?: Partial<EndpointSettings>
}

/** Makes a writer over a server: `writerOver(server.url)`. Its clock stands still where no other is given, and chance is fixed. */
export function writerOver(baseUrl: string, options: TestWriterOptions = {}): TestWriter {
  const { settings, first, fallback, ...rest } = options
  const logged: string[] = []
  const note = (level: string) => (message: string, fields?: unknown) => {
    logged.push(`${level}: ${message}${fields === undefined ? '' : ` ${JSON.stringify(fields)}`}`)
  }
  const log: Log = {
    info: note('info'),
    warn: note('warn'),
    fault: (message, error) => void logged.push(`fault: ${message} ${error}`),
  }
  const usage = options.usage ?? createMemoryStore(options.now ?? noon).usage
  const endpoints = [
    endpointAt(baseUrl, first),
    ...(fallback === undefined ? [] : [endpointAt(baseUrl, fallback, true)]),
  ]
  const writer = createWriter({
    prompts,
    now: noon,
    elapsed: () => performance.now(),
    random: () => 0.5,
    log,
    limits: smallLimits,
    ...rest,
    usage,
    settings: { endpoints, dailyTokens: 0, seconds: 2, calls: 4, hasSecondOpinion: false, ...settings },
  })
  return { writer, usage, logged, log }
}

/** The settings of an endpoint, as the environment would give them. */
export function endpointAt(
  baseUrl: string,
  given: Partial<EndpointSettings> = {},
  isFallback = false,
): EndpointSettings {
  const names = isFallback
    ? { model: 'NUTGRAF_FALLBACK_MODEL', baseUrl: 'NUTGRAF_FALLBACK_BASE_URL', key: 'NUTGRAF_FALLBACK_API_KEY' }
    : { model: 'NUTGRAF_MODEL', baseUrl: 'OPENAI_BASE_URL', key: 'OPENAI_API_KEY' }
  return { model: isFallback ? 'second' : 'first', baseUrl, key: 'sk-test', isFallback, names, ...given }
}
