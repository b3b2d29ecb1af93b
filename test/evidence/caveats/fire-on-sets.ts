import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Caveat } from '../../../src/domain/caveat.ts'
import { isoDate } from '../../../src/domain/iso-date.ts'
import { analyzeText } from '../../../src/evidence/analyze-text.ts'
import { makeArticle } from '../../../src/pipeline/make-article.ts'
import { outsideData } from '../../outside-data.ts'

/** One caveat found in an article of a set, by what names it without repeating its words. */
export interface Firing {
  set: string
  article: string
  kind: Caveat['kind']
  /** the number of the sentence of its first span, from 0; null where it rests on an absence */
  sentence: number | null
  /** the first ten hexadecimal digits of the SHA-256 of that sentence, or of the whole text */
  hash: string
  /** what is read to judge it; never written down */
  words: string
  caveat: Caveat
}

const sets = [
  { set: 'polnear', path: 'data/analyze/polnear-dev.jsonl' },
  { set: 'ask', path: 'data/ask/articles-2025.jsonl' },
]

/** The names of the publishers, which a page gives and these sets abbreviate. */
const publishers: Record<string, string> = {
  breitbart: 'Breitbart News',
  'huff-post': 'The Huffington Post',
  nyt: 'The New York Times',
  politico: 'Politico',
  'usa-today': 'USA Today',
  'wash-post': 'The Washington Post',
  'west-journal': 'The Western Journal',
  cnn: 'CNN',
  usatoday: 'USA TODAY',
  theweek: 'The Week',
}

/**
 * Every caveat in the articles of both sets, or in some of them; undefined where a set is not there. Articles go through what every
 * article goes through.
 */
export function fireOnSets(articles?: ReadonlySet<string>): Firing[] | undefined {
  const paths = sets.map(({ set, path }) => ({ set, path: outsideData(path) }))
  if (paths.some(({ path }) => path === undefined)) return undefined
  return paths.flatMap(({ set, path }) =>
    readFileSync(path!, 'utf8')
      .trim()
      .split('\n')
      .map((line): SetArticle => JSON.parse(line))
      .filter(({ id }) => articles === undefined || articles.has(id))
      .flatMap((article) => fireOn(set, article)),
  )
}

interface SetArticle {
  id: string
  title: string
  publisher?: string
  date?: string
  publishedAt?: string
  text: string
}

function fireOn(set: string, { id, title, publisher, date, publishedAt, text }: SetArticle): Firing[] {
  const article = makeArticle({
    url: null,
    title,
    publisher:
      publishers[publisher ?? new URL(id).hostname.split('.').find((part) => part in publishers) ?? ''] ?? null,
    byline: null,
    publishedAt: isoDate(date ?? publishedAt ?? ''),
    updatedAt: null,
    label: null,
    isExcerpt: false,
    text,
  })
  const { sentences, caveats } = analyzeText(article)
  return caveats.map((caveat) => {
    const at = caveat.evidence[0]?.start
    const index = at === undefined ? -1 : sentences.findLastIndex(({ start }) => start <= at)
    const words = sentences[index]?.text ?? article.text
    const hash = createHash('sha256').update(words).digest('hex').slice(0, 10)
    return { set, article: id, kind: caveat.kind, sentence: index < 0 ? null : index, hash, words, caveat }
  })
}
