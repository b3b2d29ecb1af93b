import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type CaveatKind, caveatKinds } from '../../../src/domain/caveat-kinds.ts'
import { findIn } from './find-in.ts'

interface Line {
  kind: CaveatKind
  fires: boolean
  text: string
  span?: string
}

const path = join(import.meta.dirname, '../sentences/caveats.jsonl')
const lines: Line[] = existsSync(path)
  ? readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : []
/** Kinds that rest on attributions or quantities are held to what these give today. */
const floors: Partial<Record<CaveatKind, number>> = {
  'anonymous-source': 0.8,
  'no-named-source': 0.6,
  'single-source': 0.8,
  'conflicting-figures': 0.7,
  estimate: 0.9,
}
const floor = 0.95

describe(`sentences written by another hand (${lines.length})`, () => {
  const kinds = caveatKinds.filter((kind) => lines.some((line) => line.kind === kind))
  test.each(kinds)('finds %s where it stands and nowhere else', (kind) => {
    const of = lines.filter((line) => line.kind === kind)
    const hits = of.filter((line) => line.fires && fires(line))
    const alarms = of.filter((line) => !line.fires && fires(line))
    const recall = hits.length / of.filter((line) => line.fires).length
    const precision = hits.length / (hits.length + alarms.length)
    process.stdout.write(`${kind}: recall ${recall.toFixed(2)}, precision ${precision.toFixed(2)}, of ${of.length}\n`)
    expect(
      recall,
      of
        .filter((line) => line.fires && !fires(line))
        .map((line) => line.text)
        .join('\n'),
    ).toBeGreaterThanOrEqual(floors[kind] ?? floor)
    expect(precision, alarms.map((line) => line.text).join('\n')).toBeGreaterThanOrEqual(
      Math.min(floors[kind] ?? floor, floor),
    )
  })
})

// A positive counts only where an evidence span meets the span that its author marked.
function fires({ kind, text, span }: Line): boolean {
  const caveats = findIn(text).filter((caveat) => caveat.kind === kind)
  const at = span === undefined ? -1 : text.indexOf(span)
  if (span === undefined || at < 0) return caveats.length > 0
  return caveats.some(({ evidence }) => evidence.some(({ start, end }) => start < at + span.length && end > at))
}
