import type { Article } from '../domain/article.ts'
import type { ArticleStore } from '../domain/store.ts'
import type { CopiedArticle } from '../domain/stored.ts'
import { isNearIdentical } from '../evidence/likeness/near-identical.ts'
import { type HashedText, hashShingles, type Shingles, shinglesOf } from '../evidence/likeness/shingles.ts'

/** An article with its text's shingles, and the sketch of them: empty where the text is too short. */
export type SketchedArticle = { article: Article; hashed: HashedText; sketch: number[] }

/** As among stored articles: so many numbers must be shared, and so many are compared. */
const leastShared = 2
const mostCompared = 4

/**
 * Says of each article of a batch what its text is a near-identical copy of: a stored article or an earlier one of the batch, under
 * another address; null where of none.
 */
export async function findCopies(
  articles: Pick<ArticleStore, 'alike' | 'findMany'>,
  batch: SketchedArticle[],
): Promise<(CopiedArticle | null)[]> {
  const found = await articles.alike(
    batch.map(({ article: { id, url, publishedAt }, sketch }) => ({ id, url, publishedAt, sketch })),
  )
  const ids = [...new Set(found.flat())]
  const stored = new Map((await articles.findMany(ids)).map((one) => [one.article, one.value.text]))
  const shinglesById = remember((id: string) => shinglesOf(hashShingles(stored.get(id) ?? '')))
  const shinglesAt = remember((index: number) => shinglesOf(batch[index]?.hashed ?? hashShingles('')))
  const earlierAlike = alikeInBatch(batch)
  return batch.map((_, index) => {
    const id = found[index]?.find((one) => isNearIdentical(shinglesAt(index), shinglesById(one)))
    if (id !== undefined) return { article: id }
    const entry = earlierAlike(index).find((one) => isNearIdentical(shinglesAt(index), shinglesAt(one)))
    return entry === undefined ? null : { entry }
  })
}

/** For the index of an article, asked in order: those before it that share numbers of its sketch, the most shared first. */
function alikeInBatch(batch: SketchedArticle[]): (index: number) => number[] {
  const holders = new Map<number, number[]>()
  return (index) => {
    const shared = new Map<number, number>()
    for (const hash of batch[index]?.sketch ?? []) {
      const before = holders.get(hash) ?? []
      for (const one of before) shared.set(one, (shared.get(one) ?? 0) + 1)
      holders.set(hash, [...before, index])
    }
    const others = [...shared].filter(([one, count]) => count >= leastShared && !isSame(batch[one], batch[index]))
    return others
      .sort(([, a], [, b]) => b - a)
      .slice(0, mostCompared)
      .map(([one]) => one)
  }
}

/** One address, or one id where there is none: another version, not a copy. */
function isSame(a: SketchedArticle | undefined, b: SketchedArticle | undefined): boolean {
  return a?.article.url === b?.article.url && (a?.article.url !== null || a.article.id === b?.article.id)
}

function remember<Key>(make: (key: Key) => Shingles): (key: Key) => Shingles {
  const made = new Map<Key, Shingles>()
  return (key) => {
    const shingles = made.get(key) ?? make(key)
    made.set(key, shingles)
    return shingles
  }
}
