import type { Insertable, Selectable, Updateable } from 'kysely'
import { z } from 'zod'
import { retractionSchema, reviewSchema } from '../domain/approval.ts'
import { type Delivery, type DeliveryChange, isEnded, type PlannedDelivery } from '../domain/delivery.ts'
import { replySchema } from '../domain/reply.ts'
import type { DeliveryRow } from './delivery-tables.ts'
import { storable } from './storable.ts'

const kindSchema = z.enum(['digest', 'made-up', 'alert', 'note', 'shown', 'draft'])
/** The stages, as they stand in a row. */
export const stageSchema = z.enum([
  ...(['due', 'composed', 'waiting', 'posting', 'done', 'quiet', 'missed', 'failed', 'unsure'] as const),
])
const articlesSchema = z.array(z.object({ article: z.string(), version: z.number().int() }))
const messagesSchema = z.array(z.string())

/** A row, back as a delivery. */
export function deliveryOf(row: Selectable<DeliveryRow>): Delivery {
  const { subscription_id, due_at, sending_part, sending_at, try_at, ended_at, asked_at, missed, attempts, ...rest } =
    row
  const { id, platform, space, channel, topic, slot, under, since, until, problem } = rest
  return {
    id,
    subscription: subscription_id,
    platform,
    space,
    channel,
    topic,
    kind: kindSchema.parse(row.kind),
    slot,
    dueAt: due_at,
    under,
    missed,
    stage: stageSchema.parse(row.stage),
    since,
    until,
    // One that cannot be read must not hold up the others: its delivery says so.
    reply: replySchema.safeParse(JSON.parse(row.reply ?? 'null')).data ?? null,
    articles: articlesSchema.parse(JSON.parse(row.articles)),
    posted: messagesSchema.parse(JSON.parse(row.posted)),
    sending: sending_part === null || sending_at === null ? null : { part: sending_part, at: sending_at },
    attempts,
    tryAt: try_at,
    problem,
    endedAt: ended_at,
    askedAt: asked_at,
    review: row.review === null ? null : reviewSchema.parse(JSON.parse(row.review)),
    retracted: row.retracted === null ? null : retractionSchema.parse(JSON.parse(row.retracted)),
  }
}

/** A planned delivery as a new row. */
export function plannedRowOf(planned: PlannedDelivery, at: string): Insertable<DeliveryRow> {
  const { subscription, dueAt, stage, reply, ...rest } = storable(planned)
  const isOpen = stage === 'due'
  return {
    ...rest,
    subscription_id: subscription,
    due_at: dueAt,
    stage,
    reply: reply === undefined ? null : JSON.stringify(reply),
    articles: '[]',
    posted: '[]',
    attempts: 0,
    try_at: dueAt,
    try_ms: isOpen ? Date.parse(dueAt) : null,
    ended_at: isOpen ? null : at,
    held_ms: 0,
  }
}

/** What a step changes, as columns. */
export function changedColumns(given: DeliveryChange): Updateable<DeliveryRow> {
  const change = storable(given)
  const columns: Updateable<DeliveryRow> = {}
  if (change.stage !== undefined) columns.stage = change.stage
  if (change.since !== undefined) columns.since = change.since
  if (change.until !== undefined) columns.until = change.until
  if (change.reply !== undefined) columns.reply = change.reply === null ? null : JSON.stringify(change.reply)
  if (change.articles !== undefined) columns.articles = JSON.stringify(change.articles)
  if (change.posted !== undefined) columns.posted = JSON.stringify(change.posted)
  if (change.sending !== undefined) {
    columns.sending_part = change.sending?.part ?? null
    columns.sending_at = change.sending?.at ?? null
  }
  if (change.attempts !== undefined) columns.attempts = change.attempts
  if (change.problem !== undefined) columns.problem = change.problem
  if (change.endedAt !== undefined) columns.ended_at = change.endedAt
  if (change.tryAt !== undefined) {
    columns.try_at = change.tryAt
    columns.try_ms = Date.parse(change.tryAt)
  }
  if (change.review !== undefined) {
    columns.review = change.review === null ? null : JSON.stringify(change.review)
    columns.revision = change.review?.revision ?? 0
  }
  // What waits is claimed by nobody, and holds up nothing in its channel.
  if (change.stage !== undefined && (isEnded(change.stage) || change.stage === 'waiting')) columns.try_ms = null
  return columns
}
