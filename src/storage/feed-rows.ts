import type { Insertable, Selectable } from 'kysely'
import type { FeedState, StoredFeed } from '../domain/feed.ts'
import type { FeedRow } from './tables.ts'

/** The columns that make a feed. */
export const feedColumns = [
  'id',
  'url',
  'title',
  'site_url',
  'etag',
  'last_modified',
  'body_hash',
  'ttl_seconds',
  'added_at',
  'polled_at',
  'succeeded_at',
  'failures',
  'error_code',
  'error_message',
  'due_at',
  'rest_until',
  'stopped',
] as const

/** A row of a feed, back as a feed. */
export function feedOf(row: Pick<Selectable<FeedRow>, (typeof feedColumns)[number]>): StoredFeed {
  return {
    id: row.id,
    url: row.url,
    title: row.title,
    siteUrl: row.site_url,
    etag: row.etag,
    lastModified: row.last_modified,
    bodyHash: row.body_hash,
    ttlSeconds: row.ttl_seconds === null ? null : Number(row.ttl_seconds),
    addedAt: row.added_at,
    polledAt: row.polled_at,
    succeededAt: row.succeeded_at,
    failures: row.failures,
    lastError: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    dueAt: row.due_at,
    restUntil: row.rest_until,
    stopped: row.stopped,
  }
}

/** What polling changes of a feed, as columns. */
export function stateColumnsOf(
  state: FeedState,
): Omit<Insertable<FeedRow>, 'number' | 'id' | 'added_at' | 'last_entry'> {
  return {
    url: state.url,
    title: state.title,
    site_url: state.siteUrl,
    etag: state.etag,
    last_modified: state.lastModified,
    body_hash: state.bodyHash,
    ttl_seconds: state.ttlSeconds,
    polled_at: state.polledAt,
    succeeded_at: state.succeededAt,
    failures: state.failures,
    error_code: state.lastError?.code ?? null,
    error_message: state.lastError?.message ?? null,
    due_at: state.dueAt,
    due_ms: state.stopped === null ? Date.parse(state.dueAt) : null,
    rest_until: state.restUntil,
    stopped: state.stopped,
  }
}
