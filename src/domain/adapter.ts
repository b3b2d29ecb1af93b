import type { Reply } from './reply.ts'
import type { ThreadRef } from './stored.ts'

/** One thing that `doctor` looked at: `advice` says what to do where it is not in order, which click included. */
export type Finding = { what: string; isFine: boolean; advice: string | null }

/** Where a message was posted, so that a thread can hang on it. */
export type Posted = { thread: ThreadRef }

/** A chat platform, as the program sees it. */
export interface Adapter {
  platform: 'slack' | 'discord'
  /** connects; throws AppError `config-invalid` or `platform-refused` with one sentence that says what to do, `platform-unreachable` where it may be tried again */
  start(): Promise<void>
  /** takes nothing new, ends what runs, and disconnects, within ten seconds */
  stop(): Promise<void>
  /** looks at tokens, scopes or permissions, intents, and channels that subscriptions name; starts nothing */
  check(channels: { space: string; channel: string }[]): Promise<Finding[]>
  /** posts a reply in a channel, the rest of a long one in its thread; throws AppError `channel-refused` where it cannot be posted there at all */
  post(to: { space: string; channel: string }, reply: Reply): Promise<Posted>
}
