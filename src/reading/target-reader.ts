import type { FeedReader } from '../domain/feed.ts'
import type { Clock, DocumentReader } from '../domain/ports.ts'
import { createFileReader } from './file-reader.ts'
import type { WebReader } from './web/web-reader.ts'

/** What reading any target needs. `userAgent` is how we name ourselves to the sites that we read. */
export interface TargetReaderDeps {
  stdin: AsyncIterable<Uint8Array | string>
  now: Clock
  userAgent: string
  /** the settings that `readWebSettings` reads */
  env: Readonly<Record<string, string | undefined>>
}

/** Reads targets, and feeds by the same connections. `close` ends what reading the web has opened. */
export type TargetReader = DocumentReader & { openFeedReader(): Promise<FeedReader>; close(): Promise<void> }

/** Reads http and https addresses from the web, everything else from files. */
export function createTargetReader(deps: TargetReaderDeps): TargetReader {
  const files = createFileReader({ stdin: deps.stdin })
  let opening: Promise<Web> | undefined
  const web = () => {
    opening ??= openWeb()
    return opening
  }

  // Loaded with the first address: a command that reads files does not pay for it.
  async function openWeb(): Promise<Web> {
    const [{ createPageFetcher }, { createWebReader }, { createFeedReader }, { readWebSettings }] = await Promise.all([
      import('./web/page-fetcher.ts'),
      import('./web/web-reader.ts'),
      import('./web/feed-reader.ts'),
      import('./web/web-settings.ts'),
    ])
    const { now, userAgent, env } = deps
    const pages = createPageFetcher({ ...readWebSettings(env), now, userAgent })
    const reader = createWebReader({ pages, now, userAgent })
    return {
      reader,
      feeds: createFeedReader({ pages, web: reader }),
      close: async () => {
        await reader.close()
        await pages.close()
      },
    }
  }

  return {
    async *read(target) {
      if (!/^https?:\/\//i.test(target)) yield* files.read(target)
      else yield* (await web()).reader.read(target)
    },
    openFeedReader: async () => (await web()).feeds,
    close: async () => (await opening)?.close(),
  }
}

type Web = { reader: WebReader; feeds: FeedReader; close(): Promise<void> }
