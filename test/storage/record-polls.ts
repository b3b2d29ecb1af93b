import { openStore } from '../../src/storage/open.ts'

// A process of its own that tests run beside another: `node record-polls.ts URL FEED NAME POLLS` records polls of one feed, each
// with an entry under two keys of its own and one that all share, and says nothing unless it fails.

const [url = '', feedId = '', name = '', polls = '0'] = process.argv.slice(2)
const store = await openStore({ url, now: () => new Date('2026-04-02T07:00:00Z') })
const feed = await store.feeds.find(feedId)
if (feed === undefined) throw new Error('there is no such feed')
const { id, addedAt: _, ...state } = feed
for (let poll = 0; poll < Number(polls); poll += 1) {
  const entry = { keys: ['all', `${name}-${poll}`, `${name}-${poll}-b`], article: 'one', content: name, pageTries: 0 }
  const [isThere] = await store.feeds.recordPolls([{ feed: id, state: { ...state, etag: name }, entries: [entry] }])
  if (!isThere) throw new Error('the feed is gone')
}
await store.close()
