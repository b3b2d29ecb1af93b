import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import phrases from './phrases.json' with { type: 'json' }

const originLine = new RegExp(phrases.origin, 'i')
const correctionLine = new RegExp(phrases.correction, 'i')
const publisherName =
  /\b(?:in|by|on|at|from|of)\s+((?:[a-z\d-]{2,40}\.){1,3}[a-z]{2,10}\b|(?:the\s+|The\s+)?[\p{Lu}\d][\p{L}\d.&’'-]*(?:\s+(?:(?:of|and|the|for|&)\s+)?[\p{Lu}\d][\p{L}\d.&’'-]*)*)/u

/** Whose text this was first, and the line that says so: "This article originally appeared in The Harbor Post." */
export function findOrigin(text: string): { publisher: string; line: Span } | undefined {
  for (const line of shortLines(text)) {
    if (!originLine.test(line.text)) continue
    const name = publisherName.exec(line.text)?.[1]
    if (name) return { publisher: name.replace(/[.,]+$/, ''), line }
  }
  return undefined
}

/** The notes in which an article corrects itself: "Correction: An earlier version misstated …". */
export function findCorrections(text: string): Span[] {
  return shortLines(text, 900).filter(
    (line) =>
      correctionLine.test(line.text) &&
      /correct|misstate|misidentif|misspell|wrong|incorrect|error|clarif|amend|earlier version|previous version|has been updated/i.test(
        line.text,
      ),
  )
}

/** A dateline: its place, the wire it credits, and the offsets from its first letter to the first of the text after it. */
export interface Dateline {
  place: string | null
  credit: string | null
  start: number
  end: number
}

/** A dateline stands at the head of the body: a title, a label or a correction may stand above it, no more. */
const datelineLines = 6
const datelinePattern =
  /^[ \t]*(?:(?<place>\p{Lu}[\p{Lu}.’'-]+(?: [\p{Lu}.’'-]{2,})*(?:, ?\p{Lu}[\p{L}.]+(?: \p{Lu}[\p{L}.]+)*)?)(?:,? (?:\p{Lu}[\p{L}]{2,8}\.? \d{1,2}|\d{1,2} \p{Lu}[\p{L}]{2,8})(?:, ?\d{4})?)?[ ]*(?:\((?<wire>[^()\n]{2,40})\))?|(?<mixed>\p{Lu}[\p{L}.’' -]{1,30}(?:, ?\p{Lu}[\p{L}.]+)?)[ ]*\((?<credit>[^()\n]{2,40})\)|\((?<alone>[^()\n]{2,40})\))[ ]*(?:—|–|−|--|-)[ ]+/u

/**
 * The dateline at the head of a text: `"PORT ALDEN (Coastal Wire) — The …"` → place "PORT ALDEN", credit "Coastal Wire".
 * Looks at the starts of the first lines; a dash in prose is none.
 */
export function findDateline(text: string): Dateline | undefined {
  let start = 0
  for (let line = 0; line < datelineLines && start <= text.length; line++) {
    const match = datelinePattern.exec(text.slice(start, start + 160))
    const groups = match?.groups
    if (match && groups) {
      const place = (groups['place'] ?? groups['mixed'])?.trim() ?? null
      const credit = groups['wire'] ?? groups['credit'] ?? groups['alone'] ?? null
      // "CNN — The …": an outlet's short name stands where a place would.
      if (place && outlets.has(place))
        return { place: null, credit: credit ?? place, start, end: start + match[0].length }
      if (place === null || !notPlaces.has(place)) return { place, credit, start, end: start + match[0].length }
    }
    const lineBreak = text.indexOf('\n', start)
    if (lineBreak === -1) return undefined
    start = lineBreak + 1
  }
  return undefined
}

const outlets = new Set(['AP', 'CNN', 'AFP', 'BBC', 'UPI', 'DPA', 'PTI', 'NPR', 'REUTERS', 'BLOOMBERG'])
const notPlaces = new Set([
  'EXCLUSIVE',
  'UPDATE',
  'BREAKING',
  'OPINION',
  'ANALYSIS',
  'WATCH',
  'LIVE',
  'EDITORIAL',
  'CORRECTION',
])

function shortLines(text: string, longest = 400): Span[] {
  const lines: Span[] = []
  let start = 0
  while (start <= text.length) {
    const at = text.indexOf('\n', start)
    const end = at === -1 ? text.length : at
    if (end > start && end - start <= longest) lines.push(spanOf(text, start, end))
    start = end + 1
  }
  return lines
}
