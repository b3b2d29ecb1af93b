import { describe, expect, it } from 'vitest'
import { findAttributions } from '../../../src/evidence/attributions/find-attributions.ts'
import { findQuotes } from '../../../src/evidence/attributions/find-quotes.ts'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'

type Row = [source: string | null, cue: string, ...content: string[]]

function rowsIn(text: string): Row[] {
  const tagged = tagText(text)
  return findAttributions(tagged, findQuotes(tagged)).map(({ source, cue, content }) => [
    source?.text ?? null,
    cue.text,
    ...content.map((piece) => piece.text),
  ])
}

describe('findAttributions', () => {
  it('reads a source before its content', () => {
    expect(rowsIn('Ada Venn said that the kiln was cold.')).toEqual([['Ada Venn', 'said', 'that the kiln was cold']])
    expect(rowsIn('The auditors found the kiln was cold.')).toEqual([['The auditors', 'found', 'the kiln was cold']])
  })

  it('reads a source after its content, in either order of source and cue', () => {
    expect(rowsIn('The kiln was cold, Ada Venn said on Monday.')).toEqual([['Ada Venn', 'said', 'The kiln was cold']])
    expect(rowsIn('“The kiln was cold,” said Ada Venn, a potter.')).toEqual([
      ['Ada Venn, a potter', 'said', '“The kiln was cold,”'],
    ])
  })

  it('reads content on both sides of its source', () => {
    expect(rowsIn('“The kiln,” Ada Venn said, “was cold.”')).toEqual([
      ['Ada Venn', 'said', '“The kiln,”', '“was cold.”'],
    ])
    expect(rowsIn('The kiln, the guild said, was cold.')).toEqual([['the guild', 'said', 'The kiln', 'was cold']])
  })

  it('reads “according to” before and after', () => {
    expect(rowsIn('According to a guild report, the kiln was cold.')).toEqual([
      ['a guild report', 'According to', 'the kiln was cold'],
    ])
    expect(rowsIn('The kiln was cold, according to two potters with knowledge of the firing.')).toEqual([
      ['two potters with knowledge of the firing', 'according to', 'The kiln was cold'],
    ])
  })

  it('keeps an apposition and a clause of anonymity with the source', () => {
    expect(rowsIn('Ada Venn, a spokeswoman for the guild, said the kiln was cold.')[0]?.[0]).toBe(
      'Ada Venn, a spokeswoman for the guild',
    )
    expect(rowsIn('A potter who spoke on condition of anonymity said the kiln was cold.')[0]?.[0]).toBe(
      'A potter who spoke on condition of anonymity',
    )
    expect(rowsIn('Rep. Ada Venn (R-Ostrow) said the kiln was cold.')[0]?.[0]).toBe('Rep. Ada Venn (R-Ostrow)')
  })

  it('leaves the hearer out of the content', () => {
    expect(rowsIn('The mayor told reporters on Friday that the kiln was cold.')).toEqual([
      ['The mayor', 'told', 'that the kiln was cold'],
    ])
    expect(rowsIn('“It is cold,” Ada Venn, the guild’s head, told the Ostrow Courier.')[0]?.slice(0, 2)).toEqual([
      'Ada Venn, the guild’s head',
      'told',
    ])
  })

  it('gives a participle the subject of its sentence', () => {
    expect(rowsIn('“It is cold,” Ada Venn said, adding that the door had stood open.')[1]).toEqual([
      'Ada Venn',
      'adding',
      'that the door had stood open',
    ])
  })

  it('reads nouns, labels and colons as cues', () => {
    expect(rowsIn('The guild rejected Ada Venn’s claim that the kiln was cold.')).toContainEqual([
      'Ada Venn',
      'claim',
      'that the kiln was cold',
    ])
    expect(rowsIn('VENN: The kiln has been cold for weeks.')[0]?.slice(0, 2)).toEqual(['VENN', ':'])
    expect(rowsIn('The board was blunt in its letter: “The kiln was cold.”')[0]).toEqual([
      'The board',
      ':',
      '“The kiln was cold.”',
    ])
  })

  it('reads passives that name who speaks, and those that do not', () => {
    expect(rowsIn('The guild was accused by Ada Venn of leaving the door open.')[0]).toEqual([
      'Ada Venn',
      'accused',
      'The guild',
      'of leaving the door open',
    ])
    expect(rowsIn('The kiln is believed to be cold.')[0]?.[0]).toBeNull()
    expect(rowsIn('The guild allegedly left the door open.')[0]?.slice(0, 2)).toEqual([null, 'allegedly'])
  })

  it('goes on with a quote in the sentence that follows', () => {
    expect(rowsIn('“The kiln was cold,” Ada Venn said. “The door stood open.”')).toEqual([
      ['Ada Venn', 'said', '“The kiln was cold,”', '“The door stood open.”'],
    ])
  })

  it('reads a quote of several sentences as one content', () => {
    expect(rowsIn('“The kiln was cold. The door stood open,” Ada Venn said.')).toEqual([
      ['Ada Venn', 'said', '“The kiln was cold. The door stood open,”'],
    ])
  })

  it('reads a family name that is also a word', () => {
    expect(rowsIn('Lena Cook runs the kiln. Cook said it was cold.')[0]?.[0]).toBe('Cook')
  })

  it.each([
    'The kiln opened at noon, and 300 people came.',
    'The potter added two spoons of salt.',
    'A hiker found a wallet in the kiln.',
    'The guild will announce the winner on Friday.',
    'The guild posted a profit of $3 million.',
    'She wrote nine books.',
    'Needless to say, the kiln was cold.',
    'The coach told the players to run.',
    'A spokesman for the guild declined to comment.',
    'The guild did not respond to a request for comment.',
    'Ada Venn did not say when the kiln would open.',
  ])('finds nobody’s words in “%s”', (text) => {
    expect(rowsIn(text)).toEqual([])
  })
})
