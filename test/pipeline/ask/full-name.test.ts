import { describe, expect, test } from 'vitest'
import { splitSentences } from '../../../src/evidence/language/sentences.ts'
import { findFullName } from '../../../src/pipeline/ask/full-name.ts'

const text =
  'The order was signed on Monday.\nMayor Ansa Vell wrote it herself.\nLater, Vell read it aloud to the council.\nThe council of Quillon agreed.'
const sentences = splitSentences(text)
const nameFor = (index: number, asked: string[] = []) =>
  findFullName(sentences[index]!, sentences, new Set(asked))?.text

describe('the full name of a surname that stands alone', () => {
  test('is in the first sentence that gives it', () => {
    expect(nameFor(2)).toBe('Mayor Ansa Vell wrote it herself.')
  })

  test('is not looked for where the line gives it, no name stands alone or the question names it', () => {
    expect(nameFor(1)).toBeUndefined()
    expect(nameFor(0)).toBeUndefined()
    expect(nameFor(2, ['vell'])).toBeUndefined()
  })

  test('is not found where none is given', () => {
    expect(nameFor(3)).toBeUndefined()
  })
})
