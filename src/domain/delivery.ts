import type { Reply } from './reply.ts'
import type { VersionRef } from './stored.ts'

/** A slot's own digest; one that stands for slots that went by; a story that could not wait; a word about what was posted before. */
export type DeliveryKind = 'digest' | 'made-up' | 'alert' | 'note'

/**
 * How far a delivery is. Open: `due` (its slot has come), `composed` (what it says is stored), `posting` (a part of it is, or may
 * be, posted). Ended: `done`, `quiet` (there was nothing to post), `missed` (its slot went by while nothing ran, and a later one
 * stands for it), `failed` (not posted, with the reason), `unsure` (nobody can tell whether its last part was posted).
 */
export type DeliveryStage = 'due' | 'composed' | 'posting' | 'done' | 'quiet' | 'missed' | 'failed' | 'unsure'

/** One row of the ledger: what one subscription gets for one slot. Instants are ISO 8601 UTC. */
export type Delivery = {
  id: string
  /** empty for a note: it follows a message, whoever asked for that */
  subscription: string
  platform: string
  space: string
  channel: string
  topic: string
  kind: DeliveryKind
  /** what makes it the only one of its subscription: the instant of its slot, `alert` and the article's id, or `note` with the version that it is about and its place */
  slot: string
  dueAt: string
  /** the message in whose thread it is posted; null for the channel itself */
  under: string | null
  /** how many earlier slots it stands for */
  missed: number
  stage: DeliveryStage
  /** what came from `since` to `until` is in it; null before it is composed, `since` also for a first one */
  since: string | null
  until: string | null
  reply: Reply | null
  /** what it shows, copies included */
  articles: VersionRef[]
  /** the messages that are posted, in the order of its parts */
  posted: string[]
  /** the part that is being posted, written before it is sent; null where none is */
  sending: { part: number; at: string } | null
  /** tries that failed in a row, and when the next is due */
  attempts: number
  tryAt: string
  /** why it is not posted yet, or was not, in one sentence */
  problem: string | null
  endedAt: string | null
  /** when somebody asked by hand that it is sent after all; null where nobody did */
  askedAt: string | null
}

/** A delivery as the schedule makes it: open, or `missed` from the start. */
export type PlannedDelivery = Pick<
  Delivery,
  | 'id'
  | 'subscription'
  | 'platform'
  | 'space'
  | 'channel'
  | 'topic'
  | 'kind'
  | 'slot'
  | 'dueAt'
  | 'under'
  | 'missed'
  | 'problem'
> & { stage: 'due' | 'missed' }

/** What one step of a delivery changes. */
export type DeliveryChange = Partial<
  Pick<
    Delivery,
    | 'stage'
    | 'since'
    | 'until'
    | 'reply'
    | 'articles'
    | 'posted'
    | 'sending'
    | 'attempts'
    | 'tryAt'
    | 'problem'
    | 'endedAt'
  >
>

/** Whether nothing more happens to it by itself. */
export function isEnded(stage: DeliveryStage): boolean {
  return stage !== 'due' && stage !== 'composed' && stage !== 'posting'
}

/** What a channel does not want to see: stories with a word, of a publisher, or one story by the id of its article. */
export type Mute = {
  platform: string
  space: string
  channel: string
  kind: 'word' | 'publisher' | 'story'
  /** as typed; of a story its article's id */
  value: string
  /** what is shown of it: a story's title, else the value */
  label: string
  createdBy: string
  createdAt: string
}
