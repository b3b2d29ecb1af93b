import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { CommandContext, ExitCode } from './cli/context.ts'
import { openWriting } from './cli/open-writing.ts'
import { runProgram } from './cli/program.ts'
import { webOf } from './cli/web-of.ts'
import type { Adapter, Finding } from './domain/adapter.ts'
import type { Log } from './domain/log.ts'
import type { Store } from './domain/store.ts'
import type { Writer } from './domain/writing.ts'
import type { WriterDeps } from './model/create-writer.ts'
import type { Settings } from './operation/read-settings.ts'
import { createTargetReader, type TargetReader } from './reading/target-reader.ts'

/** How we name ourselves to the sites that we read. */
const userAgent = 'Nutgraf/0.1.0 (news briefs for a team; honours robots.txt)'

/** Where the store is when no setting says otherwise. */
const defaultDatabase = 'sqlite:data/nutgraf.db'

const now = () => new Date()
const random = () => Math.random()
const elapsed = () => performance.now()
const newId = () => randomUUID().replaceAll('-', '').slice(0, 16)

/** The parts of a process that the program uses. */
export type AppProcess = Pick<NodeJS.Process, 'argv' | 'env' | 'stdin' | 'stdout' | 'stderr' | 'once'>

/** Puts the program together: the only place that reads the clock, the dice and the environment. */
export async function runApp(process: AppProcess): Promise<ExitCode> {
  const { env, stdin } = process
  const documents = createTargetReader({ stdin, now, userAgent, env })
  try {
    return await runProgram(process.argv.slice(2), createContext(process, documents))
  } finally {
    await documents.close()
  }
}

function createContext(process: AppProcess, documents: TargetReader): CommandContext {
  const { env, stdin, stdout, stderr } = process
  const writers = new WeakMap<Store['usage'], Promise<Writer | null>>()
  const writerOf: CommandContext['openWriter'] = ({ usage }) => {
    // What is known of a server, and the turns at it, are shared by all who ask.
    const writer = writers.get(usage) ?? openWriter({ env, stderr }, usage)
    writers.set(usage, writer)
    return writer
  }
  return {
    stdin,
    write: async (text) => {
      if (!stdout.write(text) && !stdout.destroyed) await once(stdout, 'drain')
    },
    complain: (line) => void stderr.write(`${withoutControls(line)}\n`),
    now,
    random,
    elapsed,
    newId,
    documents,
    openFeedReader: () => documents.openFeedReader(),
    openStore: async (other) => {
      const { openStore } = await import('./storage/open.ts')
      return openStore(other ?? { url: env['DATABASE_URL'] ?? defaultDatabase, now })
    },
    openAdapters: (store) => openAdapters({ env, stderr }, documents, store, writerOf),
    modelSettings: async () => (await import('./operation/read-model-settings.ts')).readModelSettings(env),
    openWriter: writerOf,
    checkModel: (store) => checkModel({ env, stderr }, store),
    stop: () => stopSignal(process),
    style: {
      columns: stdout.columns ?? 100,
      hasColour: stdout.isTTY === true && env['NO_COLOR'] === undefined,
    },
  }
}

/** Connects to nothing yet: makes the platforms whose tokens are set, each with what a conversation needs. */
async function openAdapters(
  { env, stderr }: Pick<AppProcess, 'env' | 'stderr'>,
  documents: TargetReader,
  store: Store,
  openWriter: CommandContext['openWriter'],
): Promise<{ adapters: Adapter[]; log: Log } & Pick<Settings, 'health' | 'keepDays'>> {
  const [{ readSettings }, { createLog }, { createRateLimiter }, { createTurns }, { slackWording, discordWording }] =
    await Promise.all([
      import('./operation/read-settings.ts'),
      import('./operation/create-log.ts'),
      import('./chat/rate-limit.ts'),
      import('./chat/in-order.ts'),
      import('./chat/wording.ts'),
    ])
  const { slack, discord, policy, asksPerMinute, logLevel, health, keepDays } = readSettings(env)
  const log = createLog(logLevel, (line) => void stderr.write(line))
  const web = webOf({ documents, openFeedReader: () => documents.openFeedReader() })
  const limiter = createRateLimiter(now, asksPerMinute)
  const turns = createTurns(() => new Promise((resolve) => setImmediate(resolve)))
  const writing = await openWriting({ openWriter }, store)
  const conversation = { store, now, newId, random, web, policy, limiter, turns, writing }
  const adapters: Adapter[] = []
  if (slack !== null) {
    const { createSlackAdapter } = await import('./slack/slack-adapter.ts')
    adapters.push(
      createSlackAdapter({ settings: slack, conversation: { ...conversation, wording: slackWording }, log }),
    )
  }
  if (discord !== null) {
    const { createDiscordAdapter } = await import('./discord/discord-adapter.ts')
    adapters.push(
      createDiscordAdapter({ settings: discord, conversation: { ...conversation, wording: discordWording }, log }),
    )
  }
  return { adapters, log, health, keepDays }
}

async function openWriter(process: Pick<AppProcess, 'env' | 'stderr'>, usage: Store['usage']): Promise<Writer | null> {
  const deps = await writerDeps(process, usage)
  return deps === null ? null : (await import('./model/create-writer.ts')).createWriter(deps)
}

async function checkModel(
  process: Pick<AppProcess, 'env' | 'stderr'>,
  store: Pick<Store, 'usage'>,
): Promise<Finding[]> {
  const deps = await writerDeps(process, store.usage)
  if (deps !== null) return (await import('./model/check-model.ts')).checkModel(deps)
  return [{ what: 'no model is set: briefs are extracted, and answers quoted', isFine: true, advice: null }]
}

/** What a model needs; null, and nothing of it loaded, where the settings name none. */
async function writerDeps(
  { env, stderr }: Pick<AppProcess, 'env' | 'stderr'>,
  usage: Store['usage'],
): Promise<WriterDeps | null> {
  const { readModelSettings } = await import('./operation/read-model-settings.ts')
  const settings = readModelSettings(env)
  if (settings.endpoints.length === 0) return null
  const [{ readPrompts }, { createLog }, { readLogLevel }] = await Promise.all([
    import('./model/read-prompts.ts'),
    import('./operation/create-log.ts'),
    import('./operation/read-settings.ts'),
  ])
  const prompts = readPrompts(new URL('../prompts/', import.meta.url))
  const log = createLog(readLogLevel(env), (line) => void stderr.write(line))
  return { settings, prompts, usage, now, elapsed, random, log }
}

function stopSignal(process: Pick<AppProcess, 'once'>): AbortSignal {
  const stop = new AbortController()
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort())
  return stop.signal
}

// A file's name may hold anything, and a terminal would obey some of it; line breaks are ours.
function withoutControls(line: string): string {
  return line.replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}
