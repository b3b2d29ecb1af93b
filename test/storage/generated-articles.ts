import type { Analysis } from '../../src/domain/analysis.ts'
import type { Article } from '../../src/domain/article.ts'
import type { NewArticle } from '../../src/domain/stored.ts'

const DAY_MS = 86_400_000
const SYLLABLES = [
  'ba',
  'ce',
  'di',
  'fo',
  'gu',
  'ha',
  'je',
  'ki',
  'lo',
  'mu',
  'na',
  'pe',
  'ri',
  'so',
  'tu',
  'va',
  'we',
  'yi',
  'zo',
  'qua',
]

/** Numbers in [0, 1) that come the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A made-up word: the same number gives the same word, other numbers others. */
export function wordOf(number: number): string {
  let word = ''
  for (let rest = number + SYLLABLES.length; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    word += SYLLABLES[rest % SYLLABLES.length]
  }
  return word
}

/** The rank of a word drawn by Zipf's law from a vocabulary: rank r about as often as 1/r, as in running text. */
export function zipfRank(random: () => number, vocabulary: number): number {
  return Math.floor((vocabulary + 1) ** random()) - 1
}

/**
 * One made-up article of about `words` words, spread over 90 days, with an analysis of a usual size and its search terms.
 * The same number gives the same article. One in ten has no date.
 */
export function generatedArticle(number: number, options: { words?: number; vocabulary?: number } = {}): NewArticle {
  const random = seededRandom(number + 1)
  const vocabulary = options.vocabulary ?? 60_000
  const draw = (length: number) => Array.from({ length }, () => wordOf(zipfRank(random, vocabulary)))
  const title = draw(8)
  const words = draw(Math.round((options.words ?? 600) * (0.5 + random())))
  const text = words.join(' ')
  const publishedAt = new Date(Date.UTC(2026, 0, 1) + Math.floor(random() * 90 * DAY_MS)).toISOString()
  const id = `article-${number}`
  const article: Article = {
    id,
    url: `https://news.example/${number}`,
    title: title.join(' '),
    publisher: 'The Example',
    origin: null,
    byline: null,
    dateline: null,
    publishedAt: random() < 0.1 ? null : publishedAt,
    updatedAt: null,
    label: null,
    credits: [],
    corrections: [],
    isExcerpt: false,
    text,
  }
  return { article, analysis: { analyzer: 'test-1', value: analysisOf(id, text) }, terms: { title, body: words } }
}

function analysisOf(id: string, text: string): Analysis {
  const sentences = []
  for (let start = 0; start < text.length; start += 140) {
    sentences.push({ start, end: Math.min(start + 140, text.length), text: text.slice(start, start + 140) })
  }
  const evidence = sentences.slice(0, 1).map((sentence) => ({ article: id, ...sentence }))
  const caveat = { party: null, source: null, count: null, reason: null, leadRestsOnIt: false }
  return {
    id,
    language: 'en',
    sentences,
    quantities: [],
    quotes: [],
    attributions: [],
    caveats: [{ kind: 'unknown', text: 'It is not known.', evidence, ...caveat }],
  }
}
