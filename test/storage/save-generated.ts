import { openStore } from '../../src/storage/open.ts'
import { generatedArticle } from './generated-articles.ts'

// A process of its own that tests end or run beside another: `node save-generated.ts URL ARTICLES BATCH` saves made-up articles
// in order, says after each batch how many are stored, and ends with the failure's code where saving failed.

const [url = '', articles = '0', batch = '1'] = process.argv.slice(2)
try {
  const store = await openStore({ url, now: () => new Date('2026-04-02T07:00:00Z') })
  for (let start = 0; start < Number(articles); start += Number(batch)) {
    const entries = Array.from({ length: Number(batch) }, (_, index) => generatedArticle(start + index, { words: 120 }))
    const results = await store.articles.save(entries)
    process.stdout.write(`${results.filter(({ outcome }) => outcome === 'new').length} new\n`)
  }
  await store.close()
} catch (error) {
  process.stderr.write(`${error instanceof Error && 'code' in error ? error.code : error}\n`)
  process.exit(1)
}
