import type { Transaction } from 'kysely'
import { chunksOf } from './chunks.ts'
import { deliveryOf } from './delivery-rows.ts'
import type { Tables } from './tables.ts'

/** What a delivery shows counts as shown in its channel as soon as it is composed; not if it fails before a part of it stands there. */
export async function writeShown(transaction: Transaction<Tables>, id: string, shownMs: number): Promise<void> {
  const row = await transaction.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await transaction.deleteFrom('shown_articles').where('delivery_id', '=', id).execute()
  const { platform, space, channel, articles, stage, posted } = deliveryOf(row)
  if ((stage === 'failed' && posted.length === 0) || articles.length === 0) return
  const byVersion = articles.toSorted((a, b) => a.version - b.version)
  const versions = new Map(byVersion.map(({ article, version }) => [article, version]))
  const rows = [...versions].map(([article_id, version]) => ({
    platform,
    space,
    channel,
    article_id,
    version,
    delivery_id: id,
    shown_ms: shownMs,
  }))
  for (const some of chunksOf(rows)) await transaction.insertInto('shown_articles').values(some).execute()
}
