import { describe, expect, it } from 'vitest'
import type { AnalyzedArticle } from '../../../src/evidence/analyze-text.ts'
import { compareVersions } from '../../../src/evidence/comparing/compare-versions.ts'

function version(text: string, title = 'Ferry fares rise'): AnalyzedArticle {
  const unknown = { publisher: 'The Gull', origin: null, byline: null, publishedAt: null, label: null }
  return { ...unknown, id: 'a', title, text, isExcerpt: false, corrections: [] }
}

const verdict = (before: string, after: string) => compareVersions(version(before), version(after)).verdict

describe('two versions of an article', () => {
  it.each([
    [
      'a figure is another',
      'The line carried 214 people on Monday.',
      'The line carried 241 people on Monday.',
      'correction',
    ],
    [
      'a figure is told in another way',
      'Twelve percent of the boats were late, the line said.',
      '12% of the boats were late, the line said.',
      'none',
    ],
    [
      'a "not" came',
      'The captain was charged with theft on Monday.',
      'The captain was not charged with theft on Monday.',
      'correction',
    ],
    [
      'a day is named beside a date',
      'The line said on Monday that it would pay.',
      'The line said Monday that it would pay.',
      'none',
    ],
    [
      'a toll rose, and the old one is told',
      'The flood killed 12 people in Sellen, police said.',
      'The flood killed 15 people in Sellen, police said on Tuesday, up from 12.',
      'update',
    ],
    [
      'marks are curly',
      'The mayor said: "We will not pay for the boats again."',
      'The mayor said: “We will not pay for the boats again.”',
      'none',
    ],
    [
      'it is in another language',
      'Die Fähre beförderte am Montag 214 Menschen, sagte die Reederei.',
      'Die Fähre beförderte am Montag 241 Menschen, sagte die Reederei.',
      'none',
    ],
    [
      'a figure is made precise',
      'Some 300 people marched in Sellen, police said.',
      'Police said 312 people marched in Sellen.',
      'update',
    ],
    [
      'a quote is shown in more of its length',
      '"We will rebuild," said Dana Brook.',
      '"We will rebuild, and we will do it here," said Dana Brook.',
      'none',
    ],
    ['nothing is left', 'The line carried 214 people on Monday.', '', 'none'],
  ] as const)('%s', (_what, before, after, expected) => {
    expect(verdict(before, after)).toBe(expected)
  })

  it('of the longest kind are compared in bounded time, also where every sentence is another', () => {
    const long = (from: number) =>
      Array.from(
        { length: 1_500 },
        (_, n) =>
          `On day ${from + n} the harbor counted ${from * 3 + n} boats and sold ${n + from} tons of herring to Sellen.`,
      ).join(' ')
    const words = Array.from({ length: 30_000 }, (_, n) => `word${n % 977}`).join(' ')
    // Without a bound these took minutes.
    expect(compareVersions(version(long(1)), version(long(9_000))).verdict).not.toBe('none')
    expect(compareVersions(version(words), version(words.replaceAll('word1', 'other'))).changes).toBeInstanceOf(Array)
  })
})
