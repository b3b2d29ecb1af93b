import type { CopiedArticle, SavedArticle, SoughtText } from '../../src/domain/stored.ts'
import { firstKeyOf, sortedAtOf } from '../../src/storage/sort-key.ts'

/** What the memory fake keeps of an article for its reposts. */
export type Likeness = {
  id: string
  url: string | null
  key: number
  ingestedAt: string
  sketch: number[] | undefined
  repostOf: string | null
}

const windowMs = 30 * 86_400_000

/** Ids of other articles that share at least two numbers of a sketch, the most shared first. */
export function findAlikeInMemory(
  kept: Likeness[],
  { id, url, sketch, publishedAt }: SoughtText,
  at: string,
): string[] {
  const middle = Date.parse(sortedAtOf({ publishedAt }, at))
  const [from, to] = [middle - windowMs, middle + windowMs].map((ms) => firstKeyOf(new Date(ms).toISOString()))
  const inWindow = kept.filter(({ key }) => key >= (from ?? 0) && key <= (to ?? 0)).toSorted((a, b) => b.key - a.key)
  const newest = (hash: number) => inWindow.filter((one) => one.sketch?.includes(hash)).slice(0, 8)
  const lists = sketch.map(newest)
  const shared = (one: Likeness) => lists.filter((list) => list.includes(one)).length
  return inWindow
    .filter((one) => shared(one) >= 2 && (url === null ? one.id !== id : one.url !== url))
    .sort((a, b) => shared(b) - shared(a))
    .slice(0, 4)
    .map((one) => one.id)
}

/** Marks one of two articles as a repost of the other: the one that was stored later, unless both were at once. */
export function markRepost(
  kept: Likeness[],
  copy: string,
  copyOf: CopiedArticle,
  batch: Pick<SavedArticle, 'article'>[],
): void {
  const one = kept.find((other) => other.id === copy)
  if (one === undefined || one.repostOf !== null) return
  const id = 'entry' in copyOf ? batch[copyOf.entry]?.article : copyOf.article
  const copied = kept.find((other) => other.id === id)
  const first = kept.find((other) => other.id === copied?.repostOf) ?? copied
  if (first === undefined || first === one) return
  const [from, to] = one.ingestedAt < first.ingestedAt ? [first, one] : [one, first]
  for (const other of kept) if (other === from || other.repostOf === from.id) other.repostOf = to.id
}

/** Where an article went, the first of its copies that were stored takes its place. */
export function handOnMark(kept: Likeness[], gone: string): void {
  const order = ({ ingestedAt, id }: Likeness) => `${ingestedAt} ${id}`
  const copies = kept.filter(({ repostOf }) => repostOf === gone).sort((a, b) => (order(a) < order(b) ? -1 : 1))
  for (const copy of copies) copy.repostOf = copy === copies[0] ? null : (copies[0]?.id ?? null)
}
