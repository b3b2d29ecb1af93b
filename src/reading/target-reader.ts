import type { Clock, DocumentReader } from '../domain/ports.ts'
import { createFileReader } from './file-reader.ts'
import type { ProxySettings } from './web/proxy-settings.ts'
import type { WebReader } from './web/web-reader.ts'

/** What reading any target needs. `userAgent` is how we name ourselves to the sites that we read. */
export interface TargetReaderDeps {
  stdin: AsyncIterable<Uint8Array | string>
  now: Clock
  userAgent: string
  proxy: ProxySettings
  /** addresses inside the network, and ports beside the usual ones, that may be read all the same; none but in tests */
  allowAddresses?: readonly string[]
  allowPorts?: readonly number[]
}

/** Reads http and https addresses from the web, everything else from files. `close` ends what reading the web has opened. */
export function createTargetReader(deps: TargetReaderDeps): DocumentReader & { close(): Promise<void> } {
  const files = createFileReader({ stdin: deps.stdin })
  let web: { reader: WebReader; close(): Promise<void> } | undefined

  // Loaded with the first address: a command that reads files does not pay for it.
  async function openWeb() {
    const [{ createPageFetcher }, { createWebReader }] = await Promise.all([
      import('./web/page-fetcher.ts'),
      import('./web/web-reader.ts'),
    ])
    const { stdin: _, ...settings } = deps
    const pages = createPageFetcher(settings)
    const reader = createWebReader({ pages, now: deps.now, userAgent: deps.userAgent })
    return {
      reader,
      close: async () => {
        await reader.close()
        await pages.close()
      },
    }
  }

  return {
    async *read(target) {
      if (!/^https?:\/\//i.test(target)) yield* files.read(target)
      else {
        web ??= await openWeb()
        yield* web.reader.read(target)
      }
    },
    close: async () => web?.close(),
  }
}
