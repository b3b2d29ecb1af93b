import type { Kysely } from 'kysely'
import type { Clock } from '../domain/ports.ts'
import type { Store } from '../domain/store.ts'
import { createSqlAnalysisStore } from './analysis-store.ts'
import { createSqlApprovalStore } from './approval-store.ts'
import { createSqlArticleStore } from './article-store.ts'
import { createSqlBriefStore } from './brief-store.ts'
import { createSqlChangeStore } from './change-store.ts'
import { createSqlDeliveryStore } from './delivery-store.ts'
import { createSqlEditStore } from './edit-store.ts'
import { createSqlFeedStore } from './feed-store.ts'
import { createSqlMuteStore } from './mute-store.ts'
import { createSqlReplyStore } from './reply-store.ts'
import { createSqlRetentionStore } from './retention-store.ts'
import { createSearchIndex } from './search-index.ts'
import { createSqlStoryStore } from './story-store.ts'
import { createSqlSubscriptionStore } from './subscription-store.ts'
import type { Tables } from './tables.ts'
import type { TermMatcher } from './term-matcher.ts'
import { createSqlThreadStore } from './thread-store.ts'
import { createSqlUsageStore } from './usage-store.ts'

/** Where the store is, and how long to wait for another process that holds a SQLite file. */
export type StoreOptions = { url: string; now: Clock; busyTimeoutMs?: number }

/** How a process becomes the only one that delivers from a database: a function that lets go, or null where another is. */
type Hold = () => (() => void) | null

/** What only the opened database can do. Where several processes share the work, `hold` is null. */
type Opened = { hold: Hold | null } & Pick<Store, 'backUp' | 'serverClock'>

/** Every store over one database. Closing waits for what runs. */
export function createStores(
  db: Kysely<Tables>,
  matcher: TermMatcher,
  now: Clock,
  { hold, backUp, serverClock }: Opened,
): Store {
  let letGo: (() => void) | null = null
  return {
    articles: createSqlArticleStore(db, matcher, now),
    analyses: createSqlAnalysisStore(db, now),
    briefs: createSqlBriefStore(db, now),
    threads: createSqlThreadStore(db, now),
    usage: createSqlUsageStore(db, now),
    feeds: createSqlFeedStore(db, now),
    subscriptions: createSqlSubscriptionStore(db),
    deliveries: createSqlDeliveryStore(db, now),
    mutes: createSqlMuteStore(db),
    approvals: createSqlApprovalStore(db),
    edits: createSqlEditStore(db),
    replies: createSqlReplyStore(db),
    changes: createSqlChangeStore(db),
    search: createSearchIndex(db, matcher),
    stories: createSqlStoryStore(db),
    retention: createSqlRetentionStore(db, matcher),
    backUp,
    serverClock,
    async holdAlone() {
      letGo ??= hold === null ? () => {} : hold()
      return letGo !== null
    },
    isShared: hold === null,
    async close() {
      await db.destroy()
      letGo?.()
    },
  }
}
