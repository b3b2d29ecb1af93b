import { AppError } from '../../domain/app-error.ts'
import type { FeedOffer, FeedReader, StoredFeed } from '../../domain/feed.ts'
import type { FeedStore } from '../../domain/store.ts'

/** What following a feed needs. */
export interface FollowDeps {
  feeds: FeedStore
  reader: Pick<FeedReader, 'findFeeds'>
}

/** The feed that is followed now, whether it is new, and what else its site offers. */
export interface FollowedFeed {
  feed: StoredFeed
  isNew: boolean
  others: FeedOffer[]
}

/**
 * Follows the feed at an address, or the first one that the page there names: `example.org` → `https://example.org/feed`. A feed
 * that is followed already is left as it is.
 * @throws AppError `usage` for what is no web address, `no-feed` where none is found, and what keeps the site from being read
 */
export async function followFeed({ feeds, reader }: FollowDeps, address: string): Promise<FollowedFeed> {
  const url = webAddress(address)
  const followed = await feeds.findByUrl(url)
  if (followed !== undefined) return { feed: followed, isNew: false, others: [] }
  const [offer, ...others] = await reader.findFeeds(url)
  if (offer === undefined) {
    throw new AppError(
      'no-feed',
      `No feed was found at ${url}. Give the address of the feed itself, often …/feed or …/rss.`,
    )
  }
  return { ...(await feeds.add({ url: offer.url, title: offer.title, siteUrl: null })), others }
}

/** A followed feed by its id or its address, as a person types it. */
export async function findFeed(feeds: FeedStore, name: string): Promise<StoredFeed | undefined> {
  const typed = name.trim()
  const known = (await feeds.find(typed)) ?? (await feeds.findByUrl(typed))
  return known ?? (/[.:]/.test(typed) ? feeds.findByUrl(webAddress(typed)) : undefined)
}

/**
 * What a person typed, as an address: `harbour.example/news` → `https://harbour.example/news`.
 * @throws AppError `usage`
 */
export function webAddress(text: string): string {
  const typed = text.trim().replace(/^<(.*)>$/, '$1')
  const hasScheme = /^[a-z][a-z\d+.-]*:/i.test(typed) && !/^[\w.-]+:\d+(?:\/|$)/.test(typed)
  const url = URL.parse(hasScheme ? typed : `https://${typed}`)
  if (url !== null && /^https?:$/.test(url.protocol) && (url.hostname.includes('.') || url.hostname.includes(':')))
    return url.href
  throw new AppError('usage', `“${typed}” is no web address. A feed's address begins with https:// or http://.`)
}
