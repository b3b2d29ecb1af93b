import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { caveatSchema } from '../../../src/domain/caveat.ts'
import { caveatKinds } from '../../../src/domain/caveat-kinds.ts'
import { analyzeText } from '../../../src/evidence/analyze-text.ts'
import { findCaveats } from '../../../src/evidence/caveats/find-caveats.ts'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'
import { findIn } from './find-in.ts'

const text = [
  'A plan to close the Dunmere lighthouse would need the approval of the coast council, two people familiar with the plan said.',
  'It was unclear who would keep the lamp lit.',
  'A spokeswoman for the council declined to comment, and the keeper did not respond to a request for comment.',
].join('\n')

test('gives caveats in the order of the kinds, each true to its schema and its text', () => {
  const caveats = findIn(text, { publishedAt: null })
  expect(caveats.map(({ kind }) => kind)).toEqual(
    [...caveats.map(({ kind }) => kind)].sort((a, b) => caveatKinds.indexOf(a) - caveatKinds.indexOf(b)),
  )
  expect(caveats.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining([
      'no-named-source',
      'anonymous-source',
      'declined-comment',
      'no-response',
      'unknown',
      'not-final',
      'undated',
    ]),
  )
  for (const caveat of caveats) {
    expect(() => caveatSchema.parse(caveat)).not.toThrow()
    expect(caveat.text).toMatch(/^["“\p{Lu}\d].*[.…]$/u)
    expect(caveat.text).not.toMatch(/\bthe the\b|\s\s|,,/i)
    for (const { article, start, end, text: words } of caveat.evidence) {
      expect(article).toBe('article-1')
      expect(words).toBe(text.slice(start, end))
    }
  }
})

test('only what rests on an absence has no evidence', () => {
  const without = findIn(text, { publishedAt: null, isExcerpt: true }).filter(({ evidence }) => evidence.length === 0)
  expect(without.map(({ kind }) => kind)).toEqual(['no-named-source', 'excerpt-only', 'undated'])
})

test('stays linear on an endless text of one piece', () => {
  const article = {
    id: 'a',
    title: null,
    publisher: null,
    origin: null,
    byline: null,
    publishedAt: null,
    label: null,
    isExcerpt: false,
    corrections: [],
  }
  for (const piece of [
    '(',
    '9',
    '"',
    'a ',
    'declined ',
    'if ',
    'The Post ',
    '.',
    ', who said ',
    'the plan ',
    '— ',
    '\n',
  ]) {
    const tagged = tagText(piece.repeat(Math.floor(200_000 / piece.length)))
    const before = performance.now()
    findCaveats({ article, tagged, quantities: [], attributions: [], quotes: [], anonymous: [] })
    expect(performance.now() - before, piece).toBeLessThan(3000)
  }
})

const shared = process.env.NUTGRAF_SHARED ?? join(import.meta.dirname, '../../../../shared')
const folder = join(shared, 'seed')
const seeds = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.txt')) : []

describe(`the first real article (${seeds.length} found)`, () => {
  test.skipIf(seeds.length === 0)('has exactly the caveats that a reader needs', () => {
    const text = readFileSync(join(folder, seeds[0]!), 'utf8').trim()
    const article = {
      id: 'a',
      title: null,
      publisher: null,
      origin: 'The New York Times',
      byline: null,
      publishedAt: null,
      label: null,
      isExcerpt: false,
      corrections: [],
      text,
    }
    const { caveats } = analyzeText(article)
    expect(caveats.map(({ kind }) => kind)).toEqual([
      'no-named-source',
      'anonymous-source',
      'anonymous-source',
      'declined-comment',
      'unknown',
      'unknown',
      'not-final',
      'syndicated',
      'undated',
    ])
    const [, officials, official, declined, role, , request, origin] = caveats
    expect(officials).toMatchObject({ count: 2, reason: 'no reason given', leadRestsOnIt: true })
    expect(official?.reason).toContain('to describe internal deliberations')
    expect(official?.evidence.length).toBeGreaterThanOrEqual(3)
    expect(declined).toMatchObject({
      party: 'A spokesperson for the Department of Homeland Security',
      text: 'A spokesperson for the Department of Homeland Security declined to comment.',
    })
    expect(role?.text).toMatch(/what role .* and whether /)
    expect(request?.evidence.some(({ text: words }) => words.includes('if the request were approved'))).toBe(true)
    expect(origin).toMatchObject({ source: 'The New York Times' })
    for (const { evidence } of caveats)
      for (const { start, end, text: words } of evidence) expect(words).toBe(text.slice(start, end))
  })
})
