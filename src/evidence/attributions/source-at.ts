import { nounPhraseAt, type Phrase } from '../language/phrases.ts'
import { isFiniteVerb, isNominal } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'
import { dayNames, farthest, hasFinite, links, reduced } from './source-phrase.ts'

/**
 * The source phrase that begins at a token, with apposition: for `"…," said Jane Roe, a lawyer for the city.` asked at "Jane",
 * up to "city". `withAside` false stops before the comma.
 */
export function sourceAt(tokens: Token[], from: number, withAside = true): Phrase | undefined {
  const first = countedAt(tokens, from) ?? nounPhraseAt(tokens, from) ?? singleAt(tokens, from)
  if (!first) return undefined
  let { to } = first
  to = afterLinks(tokens, to)
  const and = tokens[to]
  if (and?.lower === 'and' || and?.lower === 'or') {
    const next = nounPhraseAt(tokens, to + 1)
    if (next && !startsVerb(tokens, next.to)) to = afterLinks(tokens, next.to)
  }
  if (tokens[to]?.text === '(') {
    const close = findWithin(tokens, to, ')', 8)
    if (close > 0) to = close + 1
  }
  if (withAside) to = afterAside(tokens, to)
  return { from, to, head: first.head }
}

// "one official": the number is also a pronoun.
function countedAt(tokens: Token[], from: number): Phrase | undefined {
  if (!/^(?:one|others)$/.test(tokens[from]?.lower ?? '')) return undefined
  const rest = tokens[from + 1] && isNominal(tokens[from + 1]!.tag) ? nounPhraseAt(tokens, from + 1) : undefined
  return rest && { ...rest, from }
}

function singleAt(tokens: Token[], from: number): Phrase | undefined {
  const token = tokens[from]
  if (token?.tag === 'determiner' && (tokens[from + 1]?.tag === 'adjective' || tokens[from + 1]?.tag === 'participle'))
    return { from, to: from + 2, head: from + 1 }
  if (!token || !/^(?:some|others|many|one|both|all|another|those|several)$/.test(token.lower)) return undefined
  return { from, to: from + 1, head: from }
}

function startsVerb(tokens: Token[], at: number): boolean {
  const token = tokens[at]
  return !!token && isFiniteVerb(token.tag)
}

function afterLinks(tokens: Token[], from: number): number {
  let to = from
  for (let guard = 0; guard < 6; guard++) {
    const link = tokens[to]
    if (!link) break
    if (link.lower === 'who' && isNearVerb(tokens, to + 1)) {
      to = endOfRelative(tokens, to + 1)
      continue
    }
    let at = to
    if (
      (/^(?:adjective|participle|ing)$/.test(link.tag) || reduced.test(link.lower)) &&
      tokens[at + 1] &&
      links.has(tokens[at + 1]!.lower)
    )
      at++
    if (!links.has(tokens[at]!.lower)) break
    const next = nounPhraseAt(tokens, at + 1)
    if (!next || dayNames.test(tokens[next.head]!.lower)) break
    to = next.to
  }
  return to
}

function isNearVerb(tokens: Token[], from: number): boolean {
  return hasFinite(tokens, from, Math.min(from + 4, tokens.length))
}

// "who spoke on the condition of anonymity to describe …": to the next mark that ends the clause.
function endOfRelative(tokens: Token[], from: number): number {
  let at = from
  while (at < tokens.length && at < from + farthest && tokens[at]!.tag !== 'mark' && tokens[at]!.tag !== 'quote') at++
  return at
}

function findWithin(tokens: Token[], from: number, text: string, limit: number): number {
  for (let at = from; at < Math.min(from + limit, tokens.length); at++) if (tokens[at]!.text === text) return at
  return -1
}

// ", a spokeswoman for the agency" or ", who leads the board", to the next comma or the end.
function afterAside(tokens: Token[], to: number): number {
  const comma = tokens[to]
  const opens = tokens[to + 1]
  if (comma?.text !== ',' || !opens) return to
  if (opens.lower === 'who' || opens.lower === 'whose') return endOfRelative(tokens, to + 2)
  if (!/^(?:determiner|noun|number)$/.test(opens.tag) && !(opens.tag === 'adjective' && tokens[to + 2]?.tag !== 'mark'))
    return to
  const aside = nounPhraseAt(tokens, to + 1)
  if (!aside) return to
  const end = afterLinks(tokens, aside.to)
  const stop = tokens[end]
  return !stop || stop.tag === 'mark' || stop.tag === 'quote' ? end : to
}
