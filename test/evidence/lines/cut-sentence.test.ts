import { describe, expect, it } from 'vitest'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'
import { clauseEnds } from '../../../src/evidence/lines/cut-sentence.ts'
import { titleFrom } from '../../../src/evidence/lines/make-title.ts'

function cutsOf(text: string): string[] {
  const tokens = tagText(text).sentences[0]?.tokens ?? []
  return clauseEnds(tokens).map((end) => text.slice(0, end))
}

describe('clauseEnds', () => {
  it('cuts a relative clause that adds to the statement', () => {
    expect(cutsOf('The council voted on Monday to close the old bridge, which opened to trams in 1931.')).toEqual([
      'The council voted on Monday to close the old bridge',
    ])
  })

  it('never cuts away who says it', () => {
    expect(
      cutsOf('The council will close the old bridge before the winter, which the mayor said would save money.'),
    ).toEqual([])
  })

  it('never cuts away a condition, a doubt or a negation', () => {
    expect(cutsOf('The council will close the old bridge before the winter, while the tunnel may stay open.')).toEqual(
      [],
    )
    expect(
      cutsOf('The council will close the old bridge before the winter; no money was set aside for a ferry.'),
    ).toEqual([])
  })

  it('does not take the end of a list for the end of a clause', () => {
    expect(cutsOf('The council bought new salt trucks, two snow ploughs for the hills, and a heated shed.')).toEqual([])
  })

  it('leaves a quotation whole', () => {
    expect(
      cutsOf('“We will rebuild every one of these houses this year, as we did before, and stay,” she said.'),
    ).toEqual([])
  })
})

describe('titleFrom', () => {
  const title = (text: string) => titleFrom(text, tagText(text).sentences[0]?.tokens ?? [])?.text

  it('takes the lead up to the last whole phrase that fits', () => {
    expect(title('The Harrow council voted 7 to 2 on Monday to close the bridge, officials said.')).toBe(
      'The Harrow council voted 7 to 2 on Monday to close the bridge',
    )
  })

  it('does not stop before a condition', () => {
    expect(title('The Harrow council will close the bridge if the state agrees.')).not.toBe(
      'The Harrow council will close the bridge',
    )
  })

  it('gives none where there is no verb', () => {
    expect(title('Fog over the harbor at dawn')).toBeUndefined()
  })
})

describe('a title made of a lead', () => {
  const titleOf = (text: string) => titleFrom(text, tagText(text).sentences[0]!.tokens)?.text

  it('goes on past an opening phrase and its comma', () => {
    expect(titleOf('In Olm, the council voted on Monday to raise the harbor wall.')).toBe(
      'In Olm, the council voted on Monday to raise the harbor wall',
    )
  })

  it('takes a short lead whole', () => {
    expect(titleOf('The mouse slept well.')).toBe('The mouse slept well')
  })

  it('never stops inside a quotation', () => {
    const title = titleOf(
      'The mayor of Olm has given a long defense of the “harbor values that made this old town,” and of its wall.',
    )
    expect(title?.split('“').length).toBe(title?.split('”').length)
  })
})
