import type { Kysely } from 'kysely'
import type { Delivery, DeliveryStage } from '../domain/delivery.ts'
import type { DeliveryFilter } from '../domain/delivery-store.ts'
import { deliveryOf, stageSchema } from './delivery-rows.ts'
import type { Tables } from './tables.ts'

/** Deliveries, newest first: all, or those of some stages, of some kinds or of one subscription. */
export async function readDeliveries(
  db: Kysely<Tables>,
  { limit, stages, kinds, subscription, under }: DeliveryFilter,
): Promise<Delivery[]> {
  // PostgreSQL knows no empty list.
  if (stages?.length === 0 || kinds?.length === 0) return []
  let query = db.selectFrom('deliveries').selectAll().orderBy('number', 'desc').limit(limit)
  if (stages !== undefined) query = query.where('stage', 'in', stages)
  if (kinds !== undefined) query = query.where('kind', 'in', kinds)
  if (subscription !== undefined) query = query.where('subscription_id', '=', subscription)
  if (under !== undefined) {
    query = query
      .where('platform', '=', under.platform)
      .where('space', '=', under.space)
      .where('channel', '=', under.channel)
      .where('under', '=', under.message)
  }
  return (await query.execute()).map(deliveryOf)
}

/** The articles that were shown in a channel since an instant, each with its highest version. */
export async function readShown(
  db: Kysely<Tables>,
  { platform, space, channel }: { platform: string; space: string; channel: string },
  since: string,
  except?: string,
): Promise<Map<string, number>> {
  let query = db
    .selectFrom('shown_articles')
    .select(({ fn }) => ['article_id', fn.max('version').as('version')])
    .where('platform', '=', platform)
    .where('space', '=', space)
    .where('channel', '=', channel)
    .where('shown_ms', '>=', Date.parse(since))
    .groupBy('article_id')
  if (except !== undefined) query = query.where('delivery_id', '!=', except)
  const rows = await query.execute()
  return new Map(rows.map(({ article_id, version }) => [article_id, Number(version)]))
}

/** How many deliveries there are of each stage. */
export async function readCounts(db: Kysely<Tables>): Promise<Map<DeliveryStage, number>> {
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['stage', fn.countAll().as('count')])
    .groupBy('stage')
    .execute()
  return new Map(rows.map(({ stage, count }) => [stageSchema.parse(stage), Number(count)]))
}
