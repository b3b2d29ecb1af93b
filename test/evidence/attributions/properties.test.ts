import { describe, expect, it } from 'vitest'
import { findAnonymousSources } from '../../../src/evidence/attributions/find-anonymous-sources.ts'
import { findAttributions } from '../../../src/evidence/attributions/find-attributions.ts'
import { findQuotes } from '../../../src/evidence/attributions/find-quotes.ts'
import { findSpeakers } from '../../../src/evidence/attributions/find-speakers.ts'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'

function readAll(text: string) {
  const tagged = tagText(text)
  const marked = findQuotes(tagged)
  const attributions = findAttributions(tagged, marked)
  return {
    quotes: findSpeakers(tagged, marked, attributions),
    attributions,
    anonymous: findAnonymousSources(tagged, attributions),
  }
}

const pieces = [
  'Ada Venn said ',
  'that ',
  'the official ',
  'who asked not to be named ',
  '“',
  '”',
  '"',
  "'",
  '’',
  ', ',
  '. ',
  '\n',
  ': ',
  ' (',
  ') ',
  'told reporters ',
  'according to ',
  'a report ',
  'was accused by ',
  'of theft',
  'she ',
  'added ',
  '—',
  '😀',
  'שלום ',
  '20,000 ',
  'because ',
  ';',
]

// A fixed sequence of pseudo-random numbers, so that a failure can be repeated.
function* numbers(seed: number): Generator<number> {
  let state = seed
  for (;;) {
    state = (state * 1103515245 + 12345) % 2147483648
    yield state
  }
}

function jumble(seed: number): string {
  let text = ''
  let count = 0
  for (const number of numbers(seed)) {
    text += pieces[Math.floor(number / 65536) % pieces.length]
    if (++count === 60) break
  }
  return text
}

describe('every finding', () => {
  it('stands in the text where it says, whatever the text', () => {
    for (let seed = 1; seed <= 400; seed++) {
      const text = jumble(seed)
      const { quotes, attributions, anonymous } = readAll(text)
      const spans = [
        ...quotes,
        ...quotes.map((quote) => quote.speaker),
        ...attributions.flatMap(({ source, cue, content }) => [source, cue, ...content]),
        ...anonymous.flatMap(({ spans, reasonSpan }) => [...spans, reasonSpan]),
      ]
      for (const span of spans) if (span) expect(text.slice(span.start, span.end)).toBe(span.text)
      for (const { content } of attributions) expect(content.length).toBeGreaterThan(0)
    }
  })

  it('is the same for the same text', () => {
    for (let seed = 1; seed <= 40; seed++) expect(readAll(jumble(seed))).toEqual(readAll(jumble(seed)))
  })
})

describe('time', () => {
  it.each([
    ['one endless sentence', 'an official said that the dam broke, and '],
    ['quotes without end', '“a b c,” he said, '],
    ['straight marks', '"'],
    ['opening marks', '“ '],
    ['apostrophes', "'s "],
    ['brackets', '((('],
    ['relative clauses', 'the man who said he '],
    ['labels', 'Venn: '],
  ])(
    'grows with the length of %s, not faster',
    (_, piece) => {
      const time = (length: number): number => {
        const text = piece.repeat(length / piece.length)
        const start = process.cpuUsage().user
        readAll(text)
        return process.cpuUsage().user - start
      }
      time(20_000)
      const short = time(100_000)
      // Four times the text in far less than sixteen times the time; half a second is forgiven for a shared machine.
      expect(time(400_000)).toBeLessThan(8 * short + 500_000)
    },
    60_000,
  )
})
