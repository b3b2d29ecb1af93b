import type { Delivery, Mute } from '../../domain/delivery.ts'
import type { Clock } from '../../domain/ports.ts'
import type { Store } from '../../domain/store.ts'
import type { StoredArticle } from '../../domain/stored.ts'
import { type AnalyzedStory, analyzeStored, type BriefedStory, briefStored } from '../brief-stored.ts'
import { isSameText, openingOf } from '../drop-copies.ts'

const hour = 3_600_000
/** What was shown in a channel is not shown again for so long; the same text under another address for three days. */
const shownWindow = 60 * 24 * hour
const alikeWindow = 72 * hour

/** What a channel has seen and does not want to see, as questions about what might be posted there. */
export type KnownInChannel = {
  /** stands there in another wording, which says something else */
  isChanged: (stored: StoredArticle) => boolean
  /** not muted, and not shown there, unless it changed */
  accepts: (stored: StoredArticle) => boolean
  /** a story no article of which is muted by itself */
  wantsStory: (story: string) => boolean
  /** not muted */
  isWanted: (stored: StoredArticle) => boolean
  /** what stands there of a story, newest first */
  shownOf: (story: string) => Promise<AnalyzedStory[]>
  /** nor the same text under another address */
  acceptsStory: (story: AnalyzedStory) => boolean
}

/** Looks up what stands in a channel and what is muted there. What the delivery itself shows is left out: it may be composed anew. */
export async function knownInChannel(
  { store, now }: { store: Store; now: Clock },
  channel: Pick<Delivery, 'platform' | 'space' | 'channel'>,
  delivery?: string,
): Promise<KnownInChannel> {
  const ago = (ms: number) => new Date(now().getTime() - ms).toISOString()
  const mutes = await store.mutes.list(channel)
  const shown = await store.deliveries.shown(channel, ago(shownWindow), delivery)
  const recent = [...(await store.deliveries.shown(channel, ago(alikeWindow), delivery)).keys()]
  // A story that is muted stays so under another address, and whoever brings it.
  const unwanted = mutes.flatMap(({ kind, value }) => (kind === 'story' ? [value] : []))
  const openings = async (ids: string[]) =>
    (await analyzeStored(store, await store.articles.findMany(ids))).map((story) => ({
      article: story.stored.article,
      begins: openingOf(story),
    }))
  const [seen, muted] = [await openings(recent), await openings(unwanted)]
  const originals = new Set((await store.articles.findMany([...shown.keys()])).map(firstOf))
  const changed = await findChanged(store, shown)
  const mutedStories = new Set((await store.stories.of(unwanted)).values())
  const stories = await store.stories.of([...shown.keys()])
  const byStory = Map.groupBy([...shown.keys()], (article) => stories.get(article))
  return {
    wantsStory: (story) => !mutedStories.has(story),
    isWanted: (stored) => !isMuted(stored, mutes),
    shownOf: async (story) => analyzeStored(store, await store.articles.findMany(byStory.get(story) ?? [])),
    isChanged: ({ article }) => changed.has(article),
    accepts: (stored) =>
      !isMuted(stored, mutes) &&
      (changed.has(stored.article) || (!shown.has(stored.article) && !originals.has(firstOf(stored)))),
    acceptsStory: (story) => {
      // Of one that changed it matters whether another brought the same before; but one that reads as it did then may have been mended since.
      const others = seen.filter(({ article }) => article !== story.stored.article && !changed.has(article))
      const known = [...(changed.has(story.stored.article) ? others : seen), ...muted]
      if (known.length === 0) return true
      const begins = openingOf(story)
      return !known.some((other) => isSameText(other.begins, begins))
    },
  }
}

function firstOf({ article, repostOf }: StoredArticle): string {
  return repostOf ?? article
}

/** Those whose brief says something else than the one that was shown: a corrected comma is no news. */
async function findChanged(store: Store, shown: ReadonlyMap<string, number>): Promise<Set<string>> {
  const current = await store.articles.findMany([...shown.keys()])
  const changed = new Set<string>()
  for (const stored of current) {
    const version = shown.get(stored.article) ?? stored.version
    if (stored.version <= version) continue
    const before = (await store.articles.versions(stored.article)).find((one) => one.version === version)
    const [old, fresh] = await briefStored(store, before === undefined ? [stored] : [before, stored])
    if (old !== undefined && fresh !== undefined && gistOf(old) !== gistOf(fresh)) changed.add(stored.article)
  }
  return changed
}

function gistOf({ brief }: BriefedStory): string {
  const parts = [brief.title, ...brief.lines.map(({ text }) => text), ...brief.keyFigures.map(({ text }) => text)]
  return parts
    .map(
      (part) =>
        part
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu)
          ?.join(' ') ?? '',
    )
    .join('\n')
}

/** Whether a channel does not want to see an article: for its publisher, a word in it, or by itself. */
export function isMuted(stored: StoredArticle, mutes: Mute[]): boolean {
  const { publisher, title, text } = stored.value
  return mutes.some(({ kind, value }) => {
    if (kind === 'publisher') return value.toLowerCase() === publisher?.toLowerCase()
    if (kind === 'story') return value === stored.article || value === stored.repostOf
    return holdsWord(`${title ?? ''}\n${text}`, value)
  })
}

/** Whole words only, as typed. */
function holdsWord(text: string, words: string): boolean {
  const pattern = words.trim().split(/\s+/).map(RegExp.escape).join('\\s+')
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'iu').test(text)
}
