import { describe, expect, it } from 'vitest'
import { findQuotes } from '../../../src/evidence/attributions/find-quotes.ts'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'

function quotesIn(text: string): string[] {
  return findQuotes(tagText(text)).map((quote) => quote.text)
}

describe('findQuotes', () => {
  it('finds words in straight, curly, angle and doubled single marks', () => {
    expect(quotesIn('"We saw it," she said.')).toEqual(['We saw it,'])
    expect(quotesIn('“We saw it,” she said.')).toEqual(['We saw it,'])
    expect(quotesIn('«We saw it,» she said.')).toEqual(['We saw it,'])
    expect(quotesIn("''We saw it,'' she said.")).toEqual(['We saw it,'])
    expect(quotesIn("She called it 'a mild winter' twice.")).toEqual(['a mild winter'])
  })

  it('gives a quote inside a quote as a second one', () => {
    expect(quotesIn('“He told me ‘never again’ and left,” Nan Orlo said.')).toEqual([
      'He told me ‘never again’ and left,',
      'never again',
    ])
  })

  it('takes no apostrophe for a mark', () => {
    expect(quotesIn("The dogs' owners didn't pay the city's bills in the '90s.")).toEqual([])
    expect(quotesIn('The dogs’ owners didn’t pay the city’s bills in the ’90s.')).toEqual([])
    expect(quotesIn("Rock 'n' roll isn't dead, says the baker's son.")).toEqual([])
  })

  it('does not end a single-marked quote at a possessive inside it', () => {
    expect(quotesIn('“She said ‘the officers’ coats were wet’ twice,” he wrote.')).toEqual([
      'She said ‘the officers’ coats were wet’ twice,',
      'the officers’ coats were wet',
    ])
  })

  it('follows a quote over paragraphs that only the last mark closes', () => {
    expect(quotesIn('“The first day was calm.\n\n“The second was not,” Ada Venn said.')).toEqual([
      'The first day was calm.',
      'The second was not,',
    ])
  })

  it('lets a mark that is never closed reach no farther than its sentence', () => {
    expect(quotesIn('The “mild winter ended on Monday. Snow fell on Tuesday.')).toEqual([
      'mild winter ended on Monday.',
    ])
  })

  it('takes no inch mark for a quote', () => {
    expect(quotesIn('The plank is 6\'2" long and 4" wide.')).toEqual([])
  })
})
