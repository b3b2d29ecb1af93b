import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Brief } from '../../../src/domain/brief.ts'
import { analyzeText } from '../../../src/evidence/analyze-text.ts'
import { extractBrief } from '../../../src/pipeline/extract-brief.ts'
import { makeArticle } from '../../../src/pipeline/make-article.ts'
import { createFileReader } from '../../../src/reading/file-reader.ts'
import { outsideData } from '../../outside-data.ts'
import { inPage } from './in-a-page.ts'
import { makeVariants } from './make-variants.ts'

const path = outsideData('seed/000_54ff9ce495224fdc.txt')
const text = path ? readFileSync(path, 'utf8') : ''

function briefOf(text: string): { brief: Brief; stored: string } {
  const document = {
    url: null,
    title: null,
    publisher: null,
    byline: null,
    publishedAt: null,
    updatedAt: null,
    label: null,
    isExcerpt: false,
    text,
  }
  const article = makeArticle(document)
  return { brief: extractBrief(article, analyzeText(article)), stored: article.text }
}

const figures = [
  {
    text: 'more than 20,000',
    approximation: 'more-than',
    measures: 'National Guard members',
    period: null,
    attribution: 'two U.S. officials',
  },
  {
    text: '20,000',
    approximation: 'exact',
    measures: 'officers from state or federal agencies',
    period: 'last week',
    attribution: null,
  },
  {
    text: 'about 2,000',
    approximation: 'about',
    measures: 'agents from the Bureau of Alcohol, Tobacco, Firearms and Explosives',
    period: 'this week',
    attribution: null,
  },
  {
    text: 'more than 1,000',
    approximation: 'more-than',
    measures: 'immigrants',
    period: 'late last month',
    attribution: null,
  },
]

function checkFigures({ keyFigures }: Brief, map: (words: string) => string): void {
  const found = keyFigures.map(({ text }) => text).sort()
  expect(found).toEqual(figures.map((figure) => map(figure.text)).sort())
  for (const figure of figures) {
    const same = keyFigures.find((candidate) => candidate.text === map(figure.text))
    expect(same?.approximation).toBe(figure.approximation)
    expect(same?.measures).toContain(map(figure.measures))
    if (figure.period === null) expect(same?.period).toBeNull()
    else expect(same?.period?.toLowerCase()).toBe(figure.period)
    if (figure.attribution === null) expect(same?.attribution).toBeNull()
    else expect(same?.attribution).toContain(map(figure.attribution))
  }
}

function checkCaveats({ caveats }: Brief, map: (words: string) => string): void {
  const ofKind = (kind: string) => caveats.filter((caveat) => caveat.kind === kind)
  const kinds = new Set(caveats.map(({ kind }) => kind))
  expect([...kinds].sort()).toEqual(
    ['anonymous-source', 'declined-comment', 'no-named-source', 'not-final', 'syndicated', 'undated', 'unknown'].sort(),
  )
  const anonymous = ofKind('anonymous-source')
  expect(anonymous).toHaveLength(2)
  const lead = anonymous.find(({ leadRestsOnIt }) => leadRestsOnIt)
  expect(lead?.reason).toBe('no reason given')
  expect(lead?.source).toContain(map('two U.S. officials'))
  const other = anonymous.find((caveat) => caveat !== lead)
  expect(other?.reason).toContain('to describe internal deliberations')
  expect(other?.source).toContain(map('Defense Department official'))
  expect(other?.evidence.length).toBeGreaterThanOrEqual(3)
  const declined = ofKind('declined-comment')
  expect(declined).toHaveLength(1)
  expect(declined[0]?.party).toContain(map('Department of Homeland Security'))
  const unknown = ofKind('unknown')
    .flatMap(({ evidence }) => evidence.map((span) => span.text))
    .join(' ')
  expect(ofKind('unknown').length).toBeGreaterThanOrEqual(2)
  expect(ofKind('unknown').length).toBeLessThanOrEqual(3)
  for (const thing of ['what role', 'rounding up people', 'approve the plan']) expect(unknown).toContain(thing)
  const notFinal = ofKind('not-final')
    .flatMap(({ evidence }) => evidence.map((span) => span.text))
    .join(' ')
  expect(notFinal).toMatch(/reviewing the request/)
  expect(notFinal).toMatch(/if the request were approved/)
  expect(ofKind('syndicated')[0]?.source).toBe(map('The New York Times'))
}

function checkRest(brief: Brief, stored: string): void {
  const all = JSON.stringify(brief)
  for (const words of ['Chapo', 'Antioch', 'winners and losers', 'birthright', 'impeding'])
    expect(all).not.toContain(words)
  const spans = [brief.lines, brief.keyFigures, brief.caveats].flat().flatMap(({ evidence }) => evidence)
  expect(spans.filter((span) => stored.slice(span.start, span.end) !== span.text)).toEqual([])
  expect(brief.writtenBy.kind).toBe('extracted')
  expect(brief.lines.length).toBeGreaterThanOrEqual(2)
  expect(brief.lines.length).toBeLessThanOrEqual(5)
}

describe.skipIf(!path)('the first article', () => {
  it('gives its four key figures, its caveats and nothing of the list of other articles', () => {
    const { brief, stored } = briefOf(text)
    checkFigures(brief, (words) => words)
    checkCaveats(brief, (words) => words)
    checkRest(brief, stored)
  })

  it('gives the same inside a page with navigation, a box of links and a newsletter form', async () => {
    const reader = createFileReader({ stdin: Readable.from([Buffer.from(inPage(text))]) })
    for await (const result of reader.read('-')) {
      if (result.kind !== 'document') throw new Error('the page was not read as a document')
      const article = makeArticle(result.document)
      const brief = extractBrief(article, analyzeText(article))
      checkFigures(brief, (words) => words)
      checkCaveats(brief, (words) => words)
      checkRest(brief, article.text)
    }
  })

  const variants = makeVariants(text, 36)
  it.each(variants)('gives the same in $name', ({ text, map }) => {
    const { brief, stored } = briefOf(text)
    checkFigures(brief, map)
    checkCaveats(brief, map)
    checkRest(brief, stored)
  })
})
