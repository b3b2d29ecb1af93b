import { createPageFetcher } from '../../../src/reading/web/page-fetcher.ts'
import { createWebReader } from '../../../src/reading/web/web-reader.ts'

// Runs in a process of its own: reads each address given and prints what came of it, and the most memory that the process ever held, in MB.
const userAgent = 'Nutgraf/0.0'
const [port = '', ...urls] = process.argv.slice(2)
const now = () => new Date()
const pages = createPageFetcher({
  now,
  userAgent,
  allowAddresses: ['127.0.0.1'],
  allowPorts: [Number(port)],
  limits: { totalMs: 3000 },
})
const reader = createWebReader({ pages, now, userAgent })
const results = await Promise.all(urls.map((url) => reader.readUrl(url)))
await reader.close()
await pages.close()
const codes = results.map((result) => (result.kind === 'failed' ? result.error.code : result.kind))
process.stdout.write(JSON.stringify({ codes, peakMb: process.resourceUsage().maxRSS / 1024 }))
