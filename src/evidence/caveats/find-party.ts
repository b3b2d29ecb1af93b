import { isReportingVerb } from '../language/reporting-verbs.ts'
import { isFiniteVerb, isNominal, isVerb, type Tag } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'

/** A run of tokens, `to` exclusive. */
export interface TokenRun {
  from: number
  to: number
}

const links = new Set([
  'of',
  'for',
  'at',
  'in',
  'from',
  'with',
  'to',
  'on',
  'by',
  'behind',
  'about',
  'over',
  'within',
  'representing',
  'near',
])
const transparent: ReadonlySet<Tag> = new Set<Tag>(['adverb', 'not', 'have', 'do', 'modal', 'be'])
const limit = 60

/**
 * The subject of a verb: for "A spokesperson for the department, Ann Lee, also declined to comment", asked at "declined",
 * "A spokesperson for the department, Ann Lee". Follows "who", skips what stands between commas, and for
 * "confirmed the visit but declined" takes the first verb's subject. Undefined where none is found.
 */
export function subjectBefore(tokens: Token[], verb: number, depth = 0): TokenRun | undefined {
  let at = verb - 1
  while (at >= 0 && (transparent.has(tokens[at]!.tag) || isAdverbMark(tokens, at))) at--
  const token = tokens[at]
  if (!token || depth > 3 || verb - at > limit) return undefined
  if (isRelative(token)) return antecedentBefore(tokens, at)
  if (token.text === ',') return acrossComma(tokens, at, depth)
  if (token.tag === 'conjunction') return firstSubject(tokens, at, depth)
  if (token.text === '"' || token.text === '”' || token.text === ')') return undefined
  return phraseEndingAt(tokens, at + 1)
}

// "declined , through a lawyer , to": the walk meets a lone adverb between commas ("however", "repeatedly").
function isAdverbMark(tokens: Token[], at: number): boolean {
  return tokens[at]!.text === ',' && tokens[at - 1]?.tag === 'adverb' && tokens[at - 2]?.text === ','
}

function isRelative(token: Token): boolean {
  return token.lower === 'who' || token.lower === 'which' || (token.lower === 'that' && token.tag === 'wh')
}

function antecedentBefore(tokens: Token[], relative: number): TokenRun | undefined {
  const end = tokens[relative - 1]?.text === ',' ? relative - 1 : relative
  const run = phraseEndingAt(tokens, end)
  // "Ann Lee, a teacher who declined": the name stands before the apposition.
  if (!run || tokens[run.from - 1]?.text !== ',' || !/^(?:an?|the|his|her|its|their)$/.test(tokens[run.from]!.lower))
    return run
  const name = tokens[run.from - 2]?.tag === 'name' ? phraseEndingAt(tokens, run.from - 1) : undefined
  return name ? { from: name.from, to: run.to } : run
}

// A comma before the verb closes something: an apposition, a relative clause, "when asked", "citing privacy rules".
function acrossComma(tokens: Token[], comma: number, depth: number): TokenRun | undefined {
  let open = comma - 1
  while (open >= 0 && tokens[open]!.text !== ',' && comma - open < limit) open--
  if (tokens[open]?.text !== ',') {
    // "Asked about it, declined …" or a list of verbs: "confirmed the visit, declined …".
    return firstSubject(tokens, comma, depth)
  }
  const inside = tokens[open + 1]!
  if (tokens[open + 1]!.tag === 'conjunction') return phraseEndingAt(tokens, open)
  const apposition = isNominal(inside.tag) || inside.tag === 'determiner'
  const before = tokens[open - 1]
  if (before?.tag === 'number' || /^\d+$/.test(inside.text))
    return acrossComma(tokens, open, depth + 1) ?? phraseEndingAt(tokens, open)
  const main = before && isNominal(before.tag) ? phraseEndingAt(tokens, open) : undefined
  if (!main) return apposition ? phraseEndingAt(tokens, comma) : undefined
  return apposition && !hasFinite(tokens, open + 1, comma) ? { from: main.from, to: comma } : main
}

function hasFinite(tokens: Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (isFiniteVerb(tokens[at]!.tag)) return true
  return false
}

// "The ministry confirmed the deal but declined …": the subject of the verb before the conjunction.
function firstSubject(tokens: Token[], before: number, depth: number): TokenRun | undefined {
  for (let at = before - 1; at > 0 && before - at < limit; at--) {
    const token = tokens[at]!
    if (token.tag === 'subordinator' || token.text === ';' || token.text === '—') return undefined
    // "…, prosecutors said, and pleaded …": that verb stands aside.
    if (isReportingVerb(token.lower) && tokens[at + 1]?.text === ',') continue
    if (!isFiniteVerb(token.tag) || token.tag === 'modal') continue
    const left = tokens[at - 1]!
    if (left.tag === 'to' || left.tag === 'conjunction' || left.tag === 'modal' || transparent.has(left.tag)) continue
    if (!isNominal(left.tag) && left.tag !== 'pronoun' && left.text !== ',' && !isRelative(left)) continue
    return subjectBefore(tokens, at, depth + 1)
  }
  return undefined
}

/** The noun phrase that ends before a token, back over "of", "for", "at" and "and" to its start. */
export function phraseEndingAt(tokens: Token[], end: number): TokenRun | undefined {
  const last = tokens[end - 1]
  if (!last) return undefined
  if (last.tag === 'pronoun')
    return tokens[end - 2]?.lower === 'of' && end > 2 ? { from: end - 3, to: end } : { from: end - 1, to: end }
  if (last.tag !== 'possessive' && isTimeWord(last))
    return phraseEndingAt(tokens, tokens[end - 2] && links.has(tokens[end - 2]!.lower) ? end - 2 : end - 1)
  if (!isNominal(last.tag)) return undefined
  let from = end - 1
  while (from > 0 && end - from < limit && reachesBack(tokens, from - 1)) from--
  return trimStart(tokens, from, end)
}

function reachesBack(tokens: Token[], at: number): boolean {
  const token = tokens[at]!
  const next = tokens[at + 1]!
  if (isNominal(token.tag) || token.tag === 'possessive') return true
  if (next.tag === 'name' && /^\p{Lu}\p{Ll}/u.test(token.text) && /^(?:verb|noun|ing)$/.test(token.tag)) return true
  if (token.tag === 'determiner') return true
  if (
    links.has(token.lower) &&
    (token.tag === 'preposition' || token.tag === 'to' || token.tag === 'verb' || token.tag === 'ing')
  )
    return true
  if (token.tag === 'conjunction') return token.lower !== 'but' && token.lower !== 'so' && token.lower !== 'yet'
  if (token.tag === 'participle' || token.tag === 'ing') {
    const before = tokens[at - 1]?.tag
    return isNominal(next.tag) && (before === 'determiner' || before === 'possessive' || before === 'adjective')
  }
  if (token.text === '.' || token.text === '&' || token.text === '-' || token.text === '/')
    return !token.spaced && isNominal(tokens[at - 1]?.tag ?? 'mark')
  return false
}

// "In an email on Monday the ministry": what stands before the last phrase that opens with a determiner or name at the top is dropped.
function trimStart(tokens: Token[], start: number, end: number): TokenRun | undefined {
  let from = start
  while (from < end && (tokens[from]!.tag === 'conjunction' || tokens[from]!.tag === 'adverb')) from++
  if (tokens[from]!.lower === 'that' && from > 0 && end - from > 1 && isReportingVerb(tokens[from - 1]!.lower)) from++
  while (from < end && (tokens[from]!.tag === 'preposition' || tokens[from]!.tag === 'to')) {
    const next = phraseRestart(tokens, from + 1, end)
    if (next === undefined) return { from: from + 1, to: end }
    from = next
  }
  for (let at = from + 1; at < end; at++) {
    // Two phrases side by side ("on Monday the ministry", "last week the firm"): the second is the subject.
    const opens = tokens[at]!.tag === 'determiner' && isNominal(tokens[at - 1]!.tag)
    if (opens) from = at
  }
  return from < end ? { from, to: end } : undefined
}

function phraseRestart(tokens: Token[], from: number, end: number): number | undefined {
  for (let at = from + 1; at < end; at++) {
    const token = tokens[at]!
    if (token.tag === 'determiner' && isNominal(tokens[at - 1]!.tag)) return at
  }
  return undefined
}

/**
 * The noun phrase that begins at a token, on over "of", "for", "at" and "and": for "from the mayor of Olmstead on Monday",
 * asked after "from", "the mayor of Olmstead". Stops at a verb, a mark, or a word of time.
 */
export function phraseStartingAt(tokens: Token[], start: number): TokenRun | undefined {
  let at = start
  while (at < tokens.length && at - start < limit) {
    const token = tokens[at]!
    if (
      isTimeLink(tokens, at) ||
      (token.lower === 'for' && /^(?:comment|further|an|additional)$/.test(tokens[at + 1]?.lower ?? ''))
    )
      break
    const modifies = (token.tag === 'ing' || token.tag === 'participle') && isNominal(tokens[at + 1]?.tag ?? 'mark')
    const inside =
      isNominal(token.tag) ||
      modifies ||
      token.tag === 'determiner' ||
      token.tag === 'possessive' ||
      token.tag === 'pronoun'
    const point =
      (token.text === '.' || token.text === '&') &&
      !token.spaced &&
      isNominal(tokens[at + 1]?.tag ?? 'mark') &&
      at > start
    const link =
      at > start &&
      (links.has(token.lower) || (token.tag === 'conjunction' && token.lower !== 'but')) &&
      opensPhrase(tokens[at + 1])
    if (!inside && !point && !link) break
    at++
  }
  while (at > start && !isNominal(tokens[at - 1]!.tag) && tokens[at - 1]!.tag !== 'pronoun') at--
  return at > start ? { from: start, to: at } : undefined
}

function opensPhrase(token: Token | undefined): boolean {
  return !!token && !isVerb(token.tag) && (isNominal(token.tag) || token.tag === 'determiner')
}

const timeWords =
  /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:today|yesterday|tonight|late|early|morning|afternoon|evening|night|noon|midnight)$/

function isTimeWord(token: Token): boolean {
  return timeWords.test(token.lower) && !/^(?:late|early)$/.test(token.lower)
}

/** True at "Monday", "on Monday", "late Tuesday": where a statement turns to its time. */
export function isTimeLink(tokens: Token[], at: number): boolean {
  const token = tokens[at]!
  if (timeWords.test(token.lower)) return true
  const next = tokens[at + 1]
  return links.has(token.lower) && !!next && timeWords.test(next.lower)
}
