import { AppError } from '../../domain/app-error.ts'
import { type FeedNode, parseTree } from './feed-tree.ts'
import { mapAtom } from './map-atom.ts'
import { mapJsonFeed } from './map-json-feed.ts'
import { mapRss } from './map-rss.ts'
import { emptyFeed, type RawFeed } from './raw-feed.ts'

/**
 * Parses RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0 and JSON Feed into what they say, without making paragraphs of it. XML that is
 * ill-formed is read as far as it makes sense; entities are bounded, and nothing outside of the text is ever loaded.
 *
 * @param documentUrl where the feed is, for links that are relative and have no `xml:base`; null where that is not known
 * @throws AppError `not-readable` where there is no feed in the text
 */
export function parseFeed(text: string, name: string, documentUrl: string | null = null): RawFeed {
  const start = /[^\s\ufeff]/.exec(text)?.[0]
  if (start === '{') return parseJson(text.replace(/^[\s\ufeff]+/, ''), name)
  const tree = parseTree(withoutControls(text))
  const root = findRoot(tree)
  if (root === null) throw new AppError('not-readable', `${name} is no feed: neither RSS nor Atom stands in it.`)
  if (root.name === 'feed') return mapAtom(root, below(root, 'entry', 2), root.vocabulary, documentUrl)
  const channel = root.name === 'channel' ? root : root.children.find((child) => child.name === 'channel')
  const entries = below(root, 'item', 3)
  if (channel === undefined && entries.length === 0) return emptyFeed
  const home = root.name === 'rdf' ? 'plain' : root.vocabulary
  return mapRss(channel ?? root, entries, home, documentUrl)
}

const windows1252 = new TextDecoder('windows-1252')

// The control characters 128 to 159 are letters of windows-1252 that somebody has taken for Unicode.
function withoutControls(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (letter) => windows1252.decode(Uint8Array.of(letter.charCodeAt(0))))
}

function parseJson(text: string, name: string): RawFeed {
  try {
    return mapJsonFeed(JSON.parse(text))
  } catch (cause) {
    throw new AppError('not-readable', `${name} looks like a feed, but it is broken and cannot be read.`, { cause })
  }
}

/** The element that is the feed: at the top, or in what a server or a page has put around it. */
function findRoot(tree: FeedNode): FeedNode | null {
  let level = tree.children
  for (let depth = 0; depth < 4 && level.length > 0; depth += 1) {
    const found = level.find(({ name }) => name === 'rss' || name === 'feed' || name === 'rdf' || name === 'channel')
    if (found !== undefined) return found
    level = level.flatMap(({ children }) => children)
  }
  return null
}

/** The entries below an element, in their order; not what stands inside of an entry. */
function below(node: FeedNode, name: string, depth: number): FeedNode[] {
  return node.children.flatMap((child) => {
    if (child.name === name && child.vocabulary !== 'other') return [child]
    return depth > 1 ? below(child, name, depth - 1) : []
  })
}
