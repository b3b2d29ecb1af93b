import { describe, expect, it } from 'vitest'
import { findFurniture, isHeadline } from '../../../src/evidence/furniture/find-furniture.ts'
import { findLabel } from '../../../src/evidence/furniture/find-label.ts'
import { findCorrections, findDateline, findOrigin } from '../../../src/evidence/furniture/find-notes.ts'

const kinds = (text: string) => findFurniture(text).map(({ kind, text }) => `${kind}: ${text}`)

describe('findFurniture', () => {
  it('takes a list of other articles with its heading, and stops where the article goes on', () => {
    const text = [
      'The council met on Monday.',
      'Related Articles',
      'Harbor levy fails for a third time',
      'Mayor to leave in spring',
      'A spokesman for the port declined to comment',
      'The vote was 7 to 2.',
    ].join('\n')
    expect(kinds(text)).toEqual([
      'related: Related Articles',
      'related: Harbor levy fails for a third time',
      'related: Mayor to leave in spring',
    ])
  })

  it('takes single lines that point elsewhere, newsletter boxes, buttons and credits', () => {
    expect(kinds('READ MORE: Why the ferry stopped')).toHaveLength(1)
    expect(kinds('Sign up for our morning newsletter')).toEqual(['newsletter: Sign up for our morning newsletter'])
    expect(kinds('Advertisement')).toEqual(['navigation: Advertisement'])
    expect(kinds('Photo: Mira Halden/Coast Pictures')).toEqual(['credit: Photo: Mira Halden/Coast Pictures'])
  })

  it('leaves prose that only begins with such words', () => {
    for (const text of [
      'More than 300 people signed up for the newsletter, the library said.',
      'Related costs rose to $3 million, according to the audit.',
      'Share prices fell 4 percent.',
      'Photo identification will be required at the polls, the county said.',
      'Print sales dropped by a third.',
      'Comments made by the mayor on Monday angered the union.',
    ])
      expect(kinds(text), text).toEqual([])
  })

  it('tells a headline from a paragraph that lost its full stop', () => {
    expect(isHeadline('Two residents arrested on suspicion of arson')).toBe(true)
    expect(isHeadline('The spokeswoman for the county said nothing was decided')).toBe(false)
  })
})

describe('notes of an article about itself', () => {
  it('finds where it first appeared, and not a publisher named in passing', () => {
    expect(findOrigin('Text.\nThis article originally appeared in The Harbor Post.')?.publisher).toBe('The Harbor Post')
    expect(findOrigin('The claim first appeared in The Harbor Post, the mayor said.')).toBeUndefined()
  })

  it('finds corrections, and not a correction of the market', () => {
    expect(findCorrections('Text.\nCorrection: An earlier version misstated the cost.')).toHaveLength(1)
    expect(findCorrections('A correction in grain prices followed. Corrections of 10 percent are common.')).toEqual([])
  })

  it('reads a dateline with its wire, and none where a dash stands in prose', () => {
    expect(findDateline('PORT ALDEN (Coastal Wire) — The ferry')).toMatchObject({
      place: 'PORT ALDEN',
      credit: 'Coastal Wire',
    })
    expect(findDateline('The ferry — the only one — stopped.')).toBeUndefined()
  })

  it('finds a label at the head and not in prose', () => {
    expect(findLabel('Text', 'Opinion: Why the levy must go')).toBe('opinion')
    expect(findLabel('FOR IMMEDIATE RELEASE\nText', null)).toBe('press-release')
    expect(findLabel('In the opinion of the court, the levy is void.', null)).toBeNull()
  })
})

describe('a label glued to a headline', () => {
  it('is a link to another article', () => {
    expect(kinds('Harbor dispute:Who owns the north quay')).toEqual(['related: Harbor dispute:Who owns the north quay'])
    expect(kinds("FERRY FARES:Skarrow's new prices, zone by zone?")).toHaveLength(1)
  })

  it('is none with a space, a clock time or a full stop', () => {
    expect(kinds('Harbor dispute: who owns the north quay')).toEqual([])
    expect(kinds('10:54:The last boat left the quay')).toEqual([])
    expect(kinds('The board gave one reason:Nobody had paid.')).toEqual([])
  })
})

describe('a dateline', () => {
  it('may end in a minus sign', () => {
    expect(findDateline('OLMHAVEN, Tarn. − The ferry sank on Monday.')?.place).toBe('OLMHAVEN, Tarn.')
  })
})

it.each(['Up next', 'More from us', '### Related Articles', 'What others are reading', '**Related**'])(
  'takes the list below "%s" for other articles',
  (heading) => {
    const text = `The mayor of Olm said on Monday that the ferry would return in a week or two.\n${heading}\nTown adopts budget after long debate\nBridge closes for 300 days\nThe ferry was late, the mayor said.`
    expect(findFurniture(text).map((piece) => piece.text)).toEqual([
      heading,
      'Town adopts budget after long debate',
      'Bridge closes for 300 days',
    ])
  },
)
