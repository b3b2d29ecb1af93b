import { openStore } from '../../src/storage/open.ts'

// A process of its own that tests end or run beside another: `node purge-store.ts URL BEFORE` deletes what was ingested before an instant
// and says how many articles that were.

const [url = '', before = ''] = process.argv.slice(2)
const store = await openStore({ url, now: () => new Date('2026-04-02T07:00:00Z') })
process.stdout.write('open\n')
const { articles } = await store.retention.purge({ before, shownBefore: before })
process.stdout.write(`${articles}\n`)
await store.close()
