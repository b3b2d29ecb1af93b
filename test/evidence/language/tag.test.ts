import { describe, expect, it } from 'vitest'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'

function tagsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    tagText(text).sentences.flatMap(({ tokens }) => tokens.map((token) => [token.text, token.tag])),
  )
}

describe('tagTokens', () => {
  it('tells a verb from a noun by what stands beside it', () => {
    expect(tagsOf('She plans to resign.')).toMatchObject({ plans: 'verb', resign: 'verb' })
    expect(tagsOf('The plans cost nothing.')).toMatchObject({ plans: 'noun', cost: 'verb' })
  })

  it('tells a past tense from a participle', () => {
    expect(tagsOf('Crews repaired the pump.')).toMatchObject({ repaired: 'past' })
    expect(tagsOf('The pump has been repaired.')).toMatchObject({ repaired: 'participle' })
    expect(tagsOf('A pump repaired by volunteers failed.')).toMatchObject({ repaired: 'participle', failed: 'past' })
  })

  it('takes capitals inside a sentence for names and common words at its start for words', () => {
    expect(tagsOf('Officials met Dana Brook at Harrow Hall.')).toMatchObject({
      Officials: 'noun',
      Dana: 'name',
      Brook: 'name',
      Hall: 'name',
    })
  })

  it('reads a headline in capitals without taking every word for a name', () => {
    expect(tagsOf('COUNCIL VOTES TO CLOSE THE OLD BRIDGE')).toMatchObject({
      TO: 'to',
      CLOSE: 'verb',
      THE: 'determiner',
    })
  })

  it('knows a possessive from a short "is"', () => {
    expect(tagsOf("The city's budget fell.")["'s"]).toBe('possessive')
    expect(tagsOf("It's late.")["'s"]).toBe('be')
  })
})
