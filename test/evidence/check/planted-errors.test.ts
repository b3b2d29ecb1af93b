import { beforeAll, describe, expect, it } from 'vitest'
import { checkText } from '../../../src/evidence/check/check-text.ts'
import type { PreparedArticle } from '../../../src/evidence/check/prepare-article.ts'
import { type Plant, plantErrors } from './plant-errors.ts'
import { readSeedArticles } from './seed-articles.ts'

/** Lines shorter than this are headings and scraps. */
const fewestTokens = 7
const kinds =
  'number scale unit approximation subject name role date quote speaker attribution modality negation quantifier'.split(
    ' ',
  )

let articles: PreparedArticle[] = []
beforeAll(async () => {
  articles = [...(await readSeedArticles()).values()]
})

function plants(): { article: PreparedArticle; plant: Plant }[] {
  return articles.flatMap((article) =>
    article.tagged.sentences
      .filter(({ tokens }) => tokens.length >= fewestTokens)
      .flatMap((sentence) => plantErrors(article, sentence).map((plant) => ({ article, plant }))),
  )
}

function isStopped(article: PreparedArticle, text: string): boolean {
  return checkText(article, text, { isStrict: true }).verdict === 'unsupported'
}

describe('the strict check on the samples', () => {
  it('passes at least 95 of 100 faithful lines', () => {
    const lines = articles.flatMap((article) => article.tagged.sentences.map(({ text }) => ({ article, text })))
    const refused = lines.filter(({ article, text }) => isStopped(article, text))
    expect(lines.length).toBeGreaterThan(200)
    expect(refused.length / lines.length, refused.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(0.05)
  })

  it.each(kinds)('stops at least 90 of 100 planted errors of the kind %s', (kind) => {
    const planted = plants().filter(({ plant }) => plant.kind === kind)
    const missed = planted.filter(({ article, plant }) => !isStopped(article, plant.planted))
    expect(planted.length).toBeGreaterThanOrEqual(20)
    expect(missed.length / planted.length, missed.map(({ plant }) => plant.planted).join('\n')).toBeLessThanOrEqual(0.1)
  })
})
