import type { ConversationDeps, Web } from '../../src/chat/conversation-deps.ts'
import { createRateLimiter } from '../../src/chat/rate-limit.ts'
import { discordWording } from '../../src/chat/wording.ts'
import { createDiscordAdapter } from '../../src/discord/discord-adapter.ts'
import type { DiscordDeps, DiscordSettings } from '../../src/discord/discord-deps.ts'
import type { Adapter } from '../../src/domain/adapter.ts'
import type { Store } from '../../src/domain/store.ts'
import type { Writing } from '../../src/pipeline/writing/write-briefs.ts'
import { guardSample, now, openSampleStore } from '../chat-conversations/sample-store.ts'
import { type DiscordOptions, type DiscordServer, startDiscord } from '../discord-server/discord-server.ts'

/** What was logged, and how bad it was. */
export type Logged = { level: 'info' | 'warn' | 'fault'; message: string; error?: unknown }

/** What a test may change. */
export type Setting = {
  discord?: DiscordOptions
  settings?: Partial<DiscordSettings>
  policy?: ConversationDeps['policy']
  asksPerMinute?: number
  web?: Web
  writing?: Writing
  store?: Store
  /** which sample is stored, '' for all; the one of the Guard unless told */
  samples?: string
  /** what ids begin with, where a store is used by several */
  ids?: string
}

/** A local Discord with Nutgraf in it. */
export type Nutgraf = {
  server: DiscordServer
  adapter: Adapter
  store: Store
  logged: Logged[]
  conversation: ConversationDeps
  /** another adapter over the same store, as after a restart; not started yet */
  another(settings?: Partial<DiscordSettings>): Adapter
}

/** Identifying again does not wait its usual five seconds, and a bucket's window is short. */
const client: NonNullable<DiscordDeps['client']> = {
  ws: { buildIdentifyThrottler: () => ({ waitForIdentify: () => Promise.resolve() }) },
  rest: { retries: 1 },
}

/** Runs a test with Nutgraf at a local Discord; afterwards no payload has broken a rule, and no fault was logged. */
export async function withNutgraf(setting: Setting, run: (nutgraf: Nutgraf) => Promise<void>): Promise<void> {
  const nutgraf = await prepareNutgraf(setting)
  const { server, adapter, store, logged } = nutgraf
  try {
    await adapter.start()
    await run(nutgraf)
    const faults = [...server.faults, ...logged.filter(({ level }) => level === 'fault')]
    if (faults.length > 0) throw new Error(`faults: ${JSON.stringify(faults, errorsToo, 2)}`)
  } finally {
    await adapter.stop()
    await server.close()
    if (setting.store === undefined) await store.close()
  }
}

/** The same, with nothing started and nothing looked at afterwards. */
export async function prepareNutgraf(setting: Setting): Promise<Nutgraf> {
  const server = await startDiscord({ rateScale: 0.001, ...setting.discord })
  const store = setting.store ?? (await openSampleStore(setting.samples ?? guardSample))
  const logged: Logged[] = []
  let ids = 0
  const conversation: ConversationDeps = {
    store,
    now,
    newId: () => `${setting.ids ?? 'id'}-${++ids}`,
    random: () => 0,
    web: setting.web ?? null,
    writing: setting.writing ?? null,
    wording: discordWording,
    policy: setting.policy ?? { feeds: 'admins', subscriptions: 'anyone' },
    limiter: createRateLimiter(now, setting.asksPerMinute ?? 1_000),
    turns: null,
  }
  const log: DiscordDeps['log'] = {
    info: (message) => void logged.push({ level: 'info', message }),
    warn: (message) => void logged.push({ level: 'warn', message }),
    fault: (message, error) => void logged.push({ level: 'fault', message, error }),
  }
  const another = (settings: Partial<DiscordSettings> = {}) =>
    createDiscordAdapter({
      settings: { token: server.token, apiUrl: server.url, hasMessageContent: false, ...setting.settings, ...settings },
      conversation,
      log,
      client,
      drainMs: 1_500,
    })
  return { server, adapter: another(), store, logged, conversation, another }
}

function errorsToo(_key: string, value: unknown): unknown {
  return value instanceof Error ? `${value.stack}` : value
}
