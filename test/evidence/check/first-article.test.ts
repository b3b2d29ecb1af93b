import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type Gate, gateSchema } from '../../../src/domain/check.ts'
import { checkText } from '../../../src/evidence/check/check-text.ts'
import { prepareArticle } from '../../../src/evidence/check/prepare-article.ts'
import { outsideData } from '../../outside-data.ts'

const lineSchema = z.object({ id: z.string(), supported: z.boolean(), gate: gateSchema.optional(), text: z.string() })
const articlePath = outsideData('seed/000_54ff9ce495224fdc.txt')
const checksPath = outsideData('seed/checks.jsonl')
const lines = checksPath
  ? readFileSync(checksPath, 'utf8')
      .trim()
      .split('\n')
      .map((line) => lineSchema.parse(JSON.parse(line)))
  : []

describe.skipIf(!articlePath || !checksPath)('the first article, advisory', () => {
  const article = prepareArticle({ id: 'first', text: articlePath ? readFileSync(articlePath, 'utf8') : '' })
  const wrong = lines.filter(({ supported }) => !supported)
  const faithful = lines.filter(({ supported }) => supported)

  it.each(wrong)('stops $id by the gate $gate', ({ text, gate }) => {
    const check = checkText(article, text, { isStrict: false })
    expect(check.verdict).toBe('unsupported')
    expect(check.claims.flatMap(({ reasons }) => reasons.map((reason): Gate | undefined => reason.gate))).toContain(
      gate,
    )
  })

  it.each(faithful)('passes $id', ({ text }) => {
    expect(checkText(article, text, { isStrict: false }).claims.flatMap(({ reasons }) => reasons)).toEqual([])
  })

  it.each(wrong)('lets $id pass once the gate $gate is off, or stops it by another', ({ text, gate }) => {
    const check = checkText(article, text, { isStrict: false, disabledGates: gate ? [gate] : [] })
    const gates = check.claims.flatMap(({ reasons }) => reasons.map((reason): Gate | undefined => reason.gate))
    expect(gates).not.toContain(gate)
  })
})
