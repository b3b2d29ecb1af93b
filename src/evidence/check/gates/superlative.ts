import { readingsOf } from '../../language/lexicon.ts'
import type { Token } from '../../language/tokens.ts'
import { alignedTokens, type ClaimContext, claimTokens, type Finding, findingOf } from '../claim-context.ts'
import lists from './gate-words.json' with { type: 'json' }

const again = new Set(lists.again.split(' '))
const ordinals = new Set('first second third fourth fifth sixth seventh eighth ninth tenth last only'.split(' '))

/** Superlatives and order: "first", "largest", "only"; and "often" or "before" for what the article calls the first time. */
export function checkSuperlatives(context: ClaimContext): Finding[] {
  const aligned = alignedTokens(context)
  if (aligned.length === 0) return []
  const findings: Finding[] = []
  const own = claimTokens(context)
  const first = firstTime(aligned)
  const repeated = own.find(({ lower }) => again.has(lower))
  const isOurs = own.some(({ lower }) => lower === 'first' || lower === 'never')
  if (first && !isOurs && repeated && !aligned.some((tokens) => tokens.some(({ lower }) => lower === repeated.lower))) {
    findings.push(
      findingOf(
        'superlative',
        'contradicted',
        'The article calls this the first time.',
        repeated.text,
        textOf(context, first),
      ),
    )
  }
  for (const [at, token] of own.entries()) {
    if (!isSuperlative(own, at) || isInDate(context, token)) continue
    if (aligned.some((tokens) => tokens.some((_, index) => isSameRank(token, own, at, tokens, index)))) continue
    const rival = aligned.find((tokens) => tokens.some((_, index) => isSuperlative(tokens, index)))
    const isCoveredWell = context.alignment.coverage >= 0.4
    if (!isCoveredWell) continue
    findings.push(
      findingOf(
        'superlative',
        rival ? 'contradicted' : 'not-found',
        `The article does not say "${token.text}" here.`,
        `${token.text} ${own[at + 1]?.text ?? ''}`.trim(),
        rival ? textOf(context, rival) : null,
      ),
    )
  }
  return findings
}

function textOf({ article }: ClaimContext, tokens: readonly Token[]): string {
  return article.text.slice(tokens[0]!.start, tokens.at(-1)!.end)
}

function firstTime(lines: Token[][]): Token[] | undefined {
  return lines.find((tokens) =>
    tokens.some(
      ({ lower }, at) =>
        (lower === 'first' && /^(?:time|ever)$/.test(tokens[at + 1]?.lower ?? '')) ||
        (lower === 'never' && tokens.some((other) => other.lower === 'before')),
    ),
  )
}

function isInDate({ dates }: ClaimContext, token: Token): boolean {
  return dates.some((date) => date.start <= token.start && token.end <= date.end)
}

/** True for "largest", "most" before an adjective, "first", "only" before a noun. */
export function isSuperlative(tokens: readonly Token[], at: number): boolean {
  const { lower, tag } = tokens[at]!
  if (ordinals.has(lower)) {
    // "first" of a list, "the last week", "only" as an adverb say little.
    const isPlaced = /^(?:the|their|its|his|her|a|'s)$/.test(tokens[at - 1]?.lower ?? '')
    const next = tokens[at + 1]?.tag ?? 'mark'
    return isPlaced && tag !== 'name' && next !== 'mark' && next !== 'conjunction' && next !== 'preposition'
  }
  if (lower === 'most' || lower === 'least')
    return tokens[at - 1]?.lower === 'the' || tokens[at + 1]?.tag === 'adjective'
  if (lower === 'best' || lower === 'worst') return true
  return lower.length > 5 && lower.endsWith('est') && tag === 'adjective' && isComparable(lower)
}

function isComparable(lower: string): boolean {
  const stem = lower.slice(0, -3)
  return [stem, `${stem}e`, stem.slice(0, -1), stem.replace(/i$/, 'y')].some((base) => /[aA]/.test(readingsOf(base)))
}

const equals: readonly string[][] = [
  ['largest', 'biggest', 'greatest'],
  ['smallest', 'least'],
  ['fastest', 'quickest'],
  ['highest', 'record', 'most', 'peak', 'top'],
  ['last', 'final', 'latest', 'newest', 'recent', 'new'],
  ['second', 'another'],
  ['only', 'sole', 'alone', 'single'],
  ['first', 'initial', 'earliest', 'never'],
  ['best', 'top', 'finest'],
]

function isSameRank(token: Token, own: readonly Token[], at: number, tokens: readonly Token[], index: number): boolean {
  const { lower } = tokens[index]!
  if (lower === token.lower)
    return (
      token.lower !== 'most' ||
      tokens[index + 1]?.lower === own[at + 1]?.lower ||
      tokens[index + 1]?.tag !== 'adjective'
    )
  return (
    equals.some((group) => group.includes(lower) && group.includes(token.lower)) ||
    lower === ordinalDigits.get(token.lower)
  )
}

const ordinalDigits = new Map([
  ['first', '1st'],
  ['second', '2nd'],
  ['third', '3rd'],
  ['fourth', '4th'],
  ['fifth', '5th'],
])
