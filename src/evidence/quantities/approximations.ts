import type { Quantity } from '../../domain/quantity.ts'
import { lemmaOf } from '../language/lexicon.ts'
import type { Token } from '../language/tokens.ts'
import data from './approximations.json' with { type: 'json' }

type Approximation = Quantity['approximation']

const phrases = new Map<string, Approximation>()
for (const kind of ['about', 'more-than', 'less-than', 'at-least', 'at-most'] as const) {
  for (const phrase of data[kind].split('|')) phrases.set(phrase.trim(), kind)
}
const longest = 4

/**
 * The words of approximation that stand just before a number, and where they begin: "more than", "as many as", "an estimated".
 * Where two stand together ("up to about 300") the outer one that sets a bound counts.
 */
export function approximationBefore(tokens: Token[], from: number): { kind: Approximation; from: number } {
  let kind: Approximation = 'exact'
  let start = from
  for (let round = 0; round < 2; round++) {
    const found = phraseBefore(tokens, start)
    if (!found) break
    kind = kind === 'exact' || found.kind !== 'about' ? found.kind : kind
    start = found.from
  }
  return { kind, from: start }
}

function phraseBefore(tokens: Token[], before: number): { kind: Approximation; from: number } | undefined {
  for (let length = Math.min(longest, before); length >= 1; length--) {
    const from = before - length
    const key = tokens
      .slice(from, before)
      .map((token) => token.lower)
      .join(' ')
    const kind = phrases.get(key)
    if (kind && !(length === 1 && isOtherUse(tokens, from))) return { kind, from }
  }
  return undefined
}

// "talked about two men", "over the two", "looking around 12 rooms": the preposition belongs to the verb.
function isOtherUse(tokens: Token[], at: number): boolean {
  const { lower } = tokens[at]!
  const before = tokens[at - 1]
  if (!before) return false
  if (lower === 'about') return aboutVerbs.has(lemmaOf(before.lower)) || aboutNouns.has(before.lower)
  if (lower === 'above' || lower === 'below' || lower === 'under' || lower === 'over')
    return /^(?:from|floor|presided|hand|handed|took|take|won|victory|wins)$/.test(before.lower)
  return false
}

const aboutVerbs = new Set(
  'talk speak ask think worry know write say tell hear learn read complain joke argue inquire care concern warn lie'.split(
    ' ',
  ),
)
const aboutNouns = new Set(
  'questions question concerns concern story stories news information talk details report reports book film something anything what doubts'.split(
    ' ',
  ),
)

/** Words after a number that loosen it: "or more" (at-least), "or so" (about), "or fewer" (at-most), "+". `to` is behind them. */
export function approximationAfter(
  tokens: Token[],
  to: number,
): { kind: Approximation; to: number; end: number } | undefined {
  const token = tokens[to]
  if (!token) return undefined
  if (token.text === '+' && !token.spaced) return { kind: 'at-least', to: to + 1, end: token.end }
  if ((token.lower === '-' || token.lower === '‑') && tokens[to + 1]?.lower === 'plus')
    return { kind: 'at-least', to: to + 2, end: tokens[to + 1]!.end }
  const next = tokens[to + 1]
  if (token.lower !== 'or' || !next) return undefined
  const kind = afterOr.get(next.lower)
  return kind ? { kind, to: to + 2, end: next.end } : undefined
}

const afterOr = new Map<string, Approximation>([
  ['more', 'at-least'],
  ['above', 'at-least'],
  ['over', 'at-least'],
  ['older', 'at-least'],
  ['higher', 'at-least'],
  ['greater', 'at-least'],
  ['so', 'about'],
  ['thereabouts', 'about'],
  ['less', 'at-most'],
  ['fewer', 'at-most'],
  ['under', 'at-most'],
  ['below', 'at-most'],
  ['younger', 'at-most'],
])
