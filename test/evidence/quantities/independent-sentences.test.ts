import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Quantity } from '../../../src/domain/quantity.ts'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'
import { findQuantities } from '../../../src/evidence/quantities/find-quantities.ts'

type Expected = Partial<Quantity> & { text: string }
const file = new URL('../sentences/quantities.jsonl', import.meta.url)
const lines: { text: string; quantities: Expected[] }[] = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

describe('findQuantities on sentences written without sight of its rules', () => {
  it.each(lines.map((line) => [line.text, line.quantities] as const))('reads: %s', (text, quantities) => {
    const found = findQuantities(tagText(text))
    expect(found.map((quantity) => quantity.text)).toEqual(quantities.map((quantity) => quantity.text))
    quantities.forEach(({ measures, ...rest }, index) => {
      expect(found[index]).toMatchObject(rest)
      for (const word of measures?.toLowerCase().split(' ') ?? [])
        expect(found[index]?.measures?.toLowerCase()).toContain(word)
    })
  })
})
