import type { StoredFeed } from '../domain/feed.ts'
import type { Reply, ReplyItem } from '../domain/reply.ts'
import { shownAddress, withoutSchemes } from '../domain/shown-address.ts'
import { listReply, noticeReply } from './make-reply.ts'

/** A chat shows so many feeds: more are a matter for whoever runs this. */
const mostShown = 40

/**
 * How the followed feeds stand: for each when it was last read, what failed, when it is due. Those that need someone come first.
 * `howToAdd` is the command that adds one here, for the reader who has none. `isPublic`: others read it too, so that addresses, which
 * may hold keys, are left out, and the list is kept short.
 */
export function feedsReply(feeds: StoredFeed[], at: Date, howToAdd: string, { isPublic = false } = {}): Reply {
  if (feeds.length === 0) {
    return noticeReply(`No feeds are followed yet. Follow one with: ${howToAdd}`)
  }
  const troubled = feeds.filter((feed) => feed.stopped !== null || feed.lastError !== null)
  const fine = feeds.filter((feed) => !troubled.includes(feed))
  const title = feeds.length === 1 ? '1 feed is followed' : `${feeds.length} feeds are followed`
  const shown = [...troubled, ...fine].slice(0, isPublic ? mostShown : undefined)
  const items = shown.map((feed): ReplyItem => {
    const name = isPublic
      ? publicName(feed)
      : feed.title === null
        ? feed.url
        : `${withoutSchemes(feed.title)}, ${feed.url}`
    return { label: null, text: `${name}: ${standing(feed, at)}`, source: null, marks: [] }
  })
  const trouble = troubled.length === 0 ? [] : [`${troubled.length} ${troubled.length === 1 ? 'needs' : 'need'} a look`]
  const reply = listReply(title, items, trouble)
  const left = feeds.length - shown.length
  if (left === 0) return reply
  const rest = `${left} more ${left === 1 ? 'is' : 'are'} not shown here. Whoever runs this sees all: npm run -s nutgraf -- feeds list`
  return { ...reply, notes: [rest] }
}

/** A feed without its address, whose query may hold a key: `Harbor News, harbor.example`. */
export function publicName({ title, url }: Pick<StoredFeed, 'title' | 'url'>): string {
  return title === null ? shownAddress(url) : `${withoutSchemes(title)}, ${URL.parse(url)?.host ?? shownAddress(url)}`
}

function standing(feed: StoredFeed, at: Date): string {
  const read = feed.succeededAt === null ? 'not read yet' : `read ${ago(feed.succeededAt, at)}`
  const last = feed.succeededAt === null ? 'Never read' : `Last ${read}`
  if (feed.stopped !== null) return `no longer asked. ${feed.stopped} ${last}.`
  const due =
    Date.parse(feed.dueAt) <= at.getTime() ? 'due now' : `next in ${length(Date.parse(feed.dueAt) - at.getTime())}`
  if (feed.lastError === null) return `${read}, ${due}`
  const times = feed.failures === 1 ? 'failed once' : `failed ${feed.failures} times`
  return `${times}. ${feed.lastError.message} ${last}, ${due}.`
}

function ago(instant: string, at: Date): string {
  const ms = at.getTime() - Date.parse(instant)
  return ms < 60_000 ? 'just now' : `${length(ms)} ago`
}

/** A length of time in its largest unit: 90,000 ms → `1 min`. */
function length(ms: number): string {
  const minutes = Math.max(1, Math.floor(ms / 60_000))
  if (minutes < 120) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`
}
