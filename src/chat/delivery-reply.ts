import type { Delivery } from '../domain/delivery.ts'
import type { StoredFeed } from '../domain/feed.ts'
import type { Reply } from '../domain/reply.ts'
import type { Subscription } from '../domain/subscription.ts'
import type { ComposedDelivery } from '../pipeline/deliveries/compose-due.ts'
import { describeSlot } from '../pipeline/subscriptions/describe-schedule.ts'
import { makeReply } from './make-reply.ts'
import { sharedNotes, storyCards } from './story-cards.ts'

/** A feed that failed so often in a row is worth a word to those who wait for its news. */
const failuresTold = 3
const feedsNamed = 2
/** What comes later than this says so. */
const punctualMs = 60 * 60_000

/**
 * Lays out what a channel gets for a slot: what it is, its stories, and what a reader should know of how it came about. Null where there
 * is nothing to say. `feeds` are all that are followed.
 */
export function deliveryReply(
  delivery: Delivery,
  { schedule, quietDays }: Subscription,
  { since, until, stories, left, isCut }: ComposedDelivery,
  feeds: StoredFeed[],
): Reply | null {
  const failing = feeds.filter(({ failures, stopped }) => failures >= failuresTold || stopped !== null)
  // Silence would be false where nothing could be read.
  const isBlind = feeds.length > 0 && failing.length === feeds.length
  if (stories.length === 0 && (delivery.kind === 'alert' || (quietDays === 'nothing' && !isBlind))) return null
  const sinceText = since === null ? '' : `since ${localTime(since, schedule.zone)}`
  const isLate = Date.parse(until) - Date.parse(delivery.dueAt) > punctualMs
  const late = delivery.kind === 'made-up' || isLate ? [madeUpNote(delivery, schedule.zone)] : []
  if (stories.length === 0) {
    return makeReply({ notes: [`${delivery.topic}: nothing new ${sinceText}.`, ...late, ...feedsNote(failing)] })
  }
  return makeReply({
    heading:
      delivery.kind === 'alert'
        ? `Alert: ${delivery.topic}`
        : `${delivery.topic}: ${countedStories(stories.length)} ${sinceText}`,
    cards: storyCards(stories),
    notes: [
      ...sharedNotes(stories),
      ...late,
      ...leftNote(left, isCut, delivery.topic),
      ...partNote(stories),
      ...feedsNote(failing),
    ],
  })
}

/** A heading after one of so many stories was left out: `ferry: 3 stories since Monday` → `ferry: 2 stories since Monday`. */
export function recountedHeading(heading: string, stories: number): string {
  const counted = `: ${countedStories(stories)}`
  const at = heading.lastIndexOf(counted)
  if (at < 0) return heading
  return `${heading.slice(0, at)}: ${countedStories(stories - 1)}${heading.slice(at + counted.length)}`
}

/** `2` → `2 stories` */
export function countedStories(stories: number): string {
  return `${stories} ${stories === 1 ? 'story' : 'stories'}`
}

function madeUpNote({ missed, dueAt }: Delivery, zone: string): string {
  const due = localTime(dueAt, zone)
  if (missed === 0) return `This comes late: it was due ${due}.`
  return `I was not running. This stands for ${missed + 1} digests, the last of them due ${due}.`
}

function leftNote(left: number, isCut: boolean, topic: string): string[] {
  if (left === 0) return isCut ? [`More stories may fit. Ask for ${topic} to see the newest.`] : []
  return [
    `${isCut ? 'At least ' : ''}${left} more ${left === 1 ? 'story fits' : 'stories fit'}. Ask for ${topic} to see the newest.`,
  ]
}

function partNote(stories: ComposedDelivery['stories']): string[] {
  const parts = stories.filter(({ stored }) => stored.value.isExcerpt).length
  return parts === 0 ? [] : [partText(parts)]
}

function partText(parts: number): string {
  return `${parts === 1 ? 'One article was' : `${parts} articles were`} read only in part.`
}

/** Notes after one of so many articles that were read only in part was left out. */
export function recountedParts(notes: string[], parts: number): string[] {
  return notes.flatMap((note) => (note !== partText(parts) ? [note] : parts > 1 ? [partText(parts - 1)] : []))
}

function feedsNote(failing: StoredFeed[]): string[] {
  if (failing.length === 0) return []
  const named = failing.slice(0, feedsNamed).map(({ title, url }) => title ?? URL.parse(url)?.host ?? url)
  const more = failing.length > feedsNamed ? ` and ${failing.length - feedsNamed} more` : ''
  return [`Not read for now: ${named.join(', ')}${more}. The list of feeds says why.`]
}

/** `2026-05-06T06:00:00Z` in Europe/Berlin → `Wed 6 May, 08:00` */
function localTime(at: string, zone: string): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO(zone)
  const time = local.toPlainTime().toString({ smallestUnit: 'minute' })
  return describeSlot({ day: local.toPlainDate().toString(), time, at })
}
