import type { Retraction, Review } from './approval.ts'
import type { Reply } from './reply.ts'
import type { VersionRef } from './stored.ts'

/**
 * A slot's own digest; one that stands for slots that went by; a story that could not wait; a word about what was posted before; a reply that somebody
 * shows to a channel; what editors are shown of one that waits for them.
 */
export type DeliveryKind = 'digest' | 'made-up' | 'alert' | 'note' | 'shown' | 'draft'

/**
 * How far a delivery is. Open: `due` (its slot has come), `composed` (what it says is stored), `waiting` (for an editor, and for nothing else),
 * `posting` (a part of it is, or may be, posted). Ended: `done`, `quiet` (there was nothing to post), `missed` (its slot went by while nothing ran, and a later one
 * stands for it), `failed` (not posted, with the reason), `unsure` (nobody can tell whether its last part was posted).
 */
export type DeliveryStage =
  | 'due'
  | 'composed'
  | 'waiting'
  | 'posting'
  | 'done'
  | 'quiet'
  | 'missed'
  | 'failed'
  | 'unsure'

/** One row of the ledger: what one subscription gets for one slot. Instants are ISO 8601 UTC. */
export type Delivery = {
  id: string
  /** empty for what no subscription asked for: a note, a reply that is shown, the draft of one */
  subscription: string
  platform: string
  space: string
  channel: string
  topic: string
  kind: DeliveryKind
  /** what makes it the only one of its subscription: the instant of its slot, `alert` and the article's id, `note` with the version that it is about and its place, `shown` with the reply and its place, or `draft` and the id of what it shows */
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
  /** how it stands with the editors; null where nobody has to approve it */
  review: Review | null
  /** that it was taken back after it was posted */
  retracted: Retraction | null
}

/** A delivery as it is put into the ledger: open, or `missed` from the start. `reply` is given where what it says is written already. */
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
> & { stage: 'due' | 'missed'; reply?: Reply }

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
    | 'review'
  >
>

/** Whether nothing more happens to it by itself. */
export function isEnded(stage: DeliveryStage): boolean {
  return stage !== 'due' && stage !== 'composed' && stage !== 'waiting' && stage !== 'posting'
}

/** Whether it tells a channel something of its own, which an editor may want to see first: a note follows what stands there, a draft is for editors. */
export function isForApproval(kind: DeliveryKind): boolean {
  return kind !== 'note' && kind !== 'draft'
}

/** Whether an editor let it go out, or nobody has to any more. */
export function isApproved({ review }: Pick<Delivery, 'review'>): boolean {
  return review?.acts.some(({ did }) => did === 'approved' || did === 'freed') ?? false
}

/** The id of the draft that shows a delivery to editors. */
export function draftIdOf(delivery: string): string {
  return `${delivery}-d`
}

/** The delivery that a draft shows: `draft x1` → `x1`; undefined where it is no draft. */
export function shownByDraft({ kind, slot }: Pick<Delivery, 'kind' | 'slot'>): string | undefined {
  return kind === 'draft' ? slot.replace(/^draft /, '') : undefined
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
