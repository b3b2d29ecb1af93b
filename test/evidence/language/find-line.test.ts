import { describe, expect, it } from 'vitest'
import { findLine } from '../../../src/evidence/language/find-line.ts'

describe('findLine', () => {
  const words = ['a', 'ab', 'ab-c', 'abc', 'b', 'zz'].sort()
  const lines = `\n${words.map((word, index) => `${word} ${index}\n`).join('')}`

  it('finds every word that has a line, the first and the last too', () => {
    expect(words.map((word) => findLine(lines, word))).toEqual(words.map((_, index) => String(index)))
  })

  it('finds no part of a word, no value and nothing in no lines', () => {
    for (const word of ['', '0', 'a 0', 'abcd', 'c', '\n', 'ab-']) expect(findLine(lines, word)).toBeUndefined()
    expect(findLine('\n', 'a')).toBeUndefined()
  })
})
