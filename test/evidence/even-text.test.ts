import { expect, it } from 'vitest'
import { analyzeText } from '../../src/evidence/analyze-text.ts'
import { evenText } from '../../src/evidence/language/even-text.ts'

const even =
  'The harbor office has asked for more than 40 boats to bring people to the town, according to two port officials with knowledge of the plan. A spokesperson for the harbor office declined to comment on the request.'
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
const written = {
  'double spaces': even.replaceAll(' ', '  '),
  'line ends of Windows': even.replace('. A', '.\r\n\r\nA'),
  'hard-wrapped lines': even.replace(/(.{1,60})(?: |$)/g, '$1\n'),
  'hard spaces': even.replaceAll(' ', '\u00a0'),
  'a mark without width': `\ufeff${even.replace('boats', 'bo\u00adats')}`,
}

it.each(Object.entries(written))('finds the same behind %s, at its place in the text as given', (_, text) => {
  const plain = analyzeText({ ...article, text: even })
  const analysis = analyzeText({ ...article, text })
  expect(analysis.caveats.map(({ kind, party, source }) => [kind, party, source])).toEqual(
    plain.caveats.map(({ kind, party, source }) => [kind, party, source]),
  )
  expect(analysis.quantities.map(({ value, measures }) => [value, measures])).toEqual([
    [40, 'boats'],
    [2, 'port officials'],
  ])
  const spans = [
    ...analysis.sentences,
    ...analysis.quantities,
    ...analysis.caveats.flatMap(({ evidence }) => evidence),
    ...analysis.attributions.flatMap(({ cue, content }) => [cue, ...content]),
  ]
  expect(spans.length).toBeGreaterThan(5)
  for (const span of spans) expect(text.slice(span.start, span.end)).toBe(span.text)
})

it('gives an even text back as it is', () => {
  expect(evenText(even)).toEqual({ text: even, place: null })
})
