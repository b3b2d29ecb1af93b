import type { Poster } from '../../../src/domain/adapter.ts'
import type { Article } from '../../../src/domain/article.ts'
import type { Delivery } from '../../../src/domain/delivery.ts'
import type { Subscription } from '../../../src/domain/subscription.ts'
import { ingestArticles } from '../../../src/pipeline/ingest-articles.ts'
import { openStore } from '../../../src/storage/open.ts'
import { seededRandom, wordOf } from '../../storage/generated-articles.ts'
import { sampleArticle } from '../../storage/sample-article.ts'
import { createWorker } from './create-worker.ts'

export { fault } from './create-worker.ts'

/** A store, a clock and one process that delivers: what a test of deliveries begins with. */
export async function openChannel(poster: Poster, { url = 'sqlite::memory:' } = {}) {
  const clock = { at: '2026-05-18T00:00:00.000Z' }
  const now = () => new Date(clock.at)
  const store = await openStore({ url, now })
  // Where a store is opened again, ids go on.
  let id = (await store.deliveries.list({ limit: 1000 })).length
  const newId = () => `id${++id}`
  const { deps, work } = createWorker(store, poster, now, newId)
  return {
    store,
    deps,
    clock,
    subscribe: (other: Partial<Subscription> = {}) => store.subscriptions.save(subscriptionOf(other)),
    ingest: (...articles: Article[]) => ingestArticles(store, articles),
    /** Wakes at an instant and takes everything due as far as it goes; resolves to how each delivery stands then. */
    async wake(instant: string): Promise<Delivery[]> {
      clock.at = new Date(instant).toISOString()
      return work()
    },
  }
}

/** Every day at 08:00 UTC on the ferry, with what a test says. */
export function subscriptionOf(other: Partial<Subscription> = {}): Subscription {
  return {
    id: 's1',
    platform: 'slack',
    space: 'T1',
    channel: 'C1',
    topic: 'ferry',
    schedule: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], times: ['08:00'], zone: 'UTC' },
    alerts: 0,
    quietDays: 'nothing',
    createdBy: 'U1',
    createdAt: '2026-05-17T12:00:00.000Z',
    paused: null,
    nextAt: '2026-05-18T08:00:00Z',
    ...other,
  }
}

/** An article of some sentences about the ferry. `what` makes its wording its own: two of one `what` are copies. */
export function ferryArticle(id: string, what: string, other: Partial<Article> = {}): Article {
  const random = seededRandom([...what].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7))
  const words = () => Array.from({ length: 14 }, () => wordOf(200 + Math.floor(random() * 40_000))).join(' ')
  return sampleArticle({
    id,
    url: `https://news.example/${id}`,
    title: `Ferry ${what}`,
    publisher: 'The Harbour Post',
    publishedAt: '2026-05-18T05:00:00Z',
    text: `The ferry company said on Monday that ${what} ${words()}.\nThe company, which runs 14 boats, ${words()}.\nPassengers were told of ${words()}.`,
    ...other,
  })
}
