import type { Reply } from './reply.ts'

/** One thing that `doctor` looked at: `advice` says what to do where it is not in order, which click included. */
export type Finding = { what: string; isFine: boolean; advice: string | null }

/** A channel of a workspace or server. */
export type ChannelRef = { space: string; channel: string }

/**
 * One message of a reply that is posted on its own account. The first (`part` 0) stands in the channel, the others in its thread.
 * `mark` (up to 25 characters) is the same whenever this part is posted, and of no other: by it a platform posts it once, and it is found again.
 */
export type ReplyPartPost = { reply: Reply; part: number; mark: string; first: string | null }

/**
 * What became of a post: the message; or surely not posted, for good (`refused`: this channel takes none; `unfit`: not this one; `unready`: the
 * platform, until somebody mends it) or for now (`busy`, in this channel alone or everywhere); or `lost`: sent, without an answer.
 */
export type PostOutcome =
  | { kind: 'posted'; message: string }
  | { kind: 'refused' | 'unfit' | 'unready' | 'lost'; problem: string }
  | { kind: 'busy'; problem: string; retryMs: number; isEverywhere: boolean }

/** Whether a part stands in the channel: its message; no; or nobody can tell, with the reason. */
export type PostTrace =
  | { kind: 'found'; message: string }
  | { kind: 'absent' }
  | { kind: 'unknown'; problem: string }
  | { kind: 'busy'; problem: string; retryMs: number }

/** What a message of ours shall say from now on: one part of a reply that is laid out in `of` messages at most. `first` as when it was posted. */
export type ReplyPartChange = { reply: Reply; part: number; of: number; message: string; first: string | null }

/** What became of a change: made; the message is there no more; not to be made, for good; or not for now. */
export type ChangeOutcome =
  | { kind: 'changed' | 'gone' }
  | { kind: 'refused'; problem: string }
  | { kind: 'busy'; problem: string; retryMs: number }

/** Posts what nobody asked for just now. */
export interface Poster {
  platform: string
  /** into how many messages a reply falls, of so many at most */
  partsOf(reply: Reply, most?: number): number
  /** sends it once and never again by itself */
  postPart(to: ChannelRef, part: ReplyPartPost): Promise<PostOutcome>
  /** looks for a part that was sent at or after an instant (ISO 8601) */
  findPart(to: ChannelRef, part: ReplyPartPost, since: string): Promise<PostTrace>
  /** changes a message that was posted; the same change again does nothing more */
  replacePart(to: ChannelRef, change: ReplyPartChange): Promise<ChangeOutcome>
  /** tells one person in private something about a channel; false where that is not possible */
  tell(to: ChannelRef & { user: string }, sentence: string): Promise<boolean>
}

/** A chat platform, as the program sees it. */
export interface Adapter extends Poster {
  platform: 'slack' | 'discord'
  /** connects; throws AppError `config-invalid` or `platform-refused` with one sentence that says what to do, `platform-unreachable` where it may be tried again */
  start(): Promise<void>
  /** takes nothing new, ends what runs, and disconnects, within ten seconds */
  stop(): Promise<void>
  /** looks at tokens, scopes or permissions, intents, and channels that subscriptions name; starts nothing */
  check(channels: ChannelRef[]): Promise<Finding[]>
}
