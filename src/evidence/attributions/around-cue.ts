import {
  type Clause,
  closesQuote,
  endOfContent,
  farthest,
  hasFiniteIn,
  isStop,
  opensQuote,
  type Range,
} from './clause.ts'

/** Content before the cue (`before` is the token before the source), and what goes on after it: "…," X said, "…". */
export function around(clause: Clause, before: number, after: number): Range[] {
  const { tokens } = clause
  let to = before
  while (to > 0 && tokens[to - 1]!.text === ',') to--
  if (closesQuote(clause, before)) to = before + 1
  const ranges: Range[] = to > 0 ? [{ from: startOfContent(clause, to), to }] : []
  const next = tokens[after]
  const goesOn = next?.text === ',' || next?.text === ':' || next?.text === '—' || opensQuote(clause, after)
  if (goesOn) {
    let from = opensQuote(clause, after) ? after : after + 1
    if (/^(?:but|and)$/.test(tokens[from]?.lower ?? '') && opensQuote(clause, from + 1)) from++
    const isQuote = opensQuote(clause, from)
    const isUnfinished = !hasFiniteIn(tokens, 0, to) && from < tokens.length && hasFiniteIn(tokens, from, tokens.length)
    const isHalf = tokens[0]?.tag === 'subordinator' && hasFiniteIn(tokens, from, tokens.length)
    if (isQuote || isUnfinished || isHalf) ranges.push(...rest(clause, from))
  }
  return ranges
}

/** What stands from a token to the end of the content there, as one range or none. */
export function rest(clause: Clause, from: number): Range[] {
  const to = endOfContent(clause, from, false)
  return to > from ? [{ from, to }] : []
}

// The sentence's start, or after a semicolon outside quotes.
function startOfContent(clause: Clause, to: number): number {
  const floor = Math.max(0, to - farthest)
  for (let at = to - 1; at > floor; at--) if (clause.tokens[at]!.text === ';' && !clause.isQuoted[at]) return at + 1
  return floor
}

/** True where a statement's words end: a mark or nothing. */
export function isBoundary(clause: Clause, at: number): boolean {
  const token = clause.tokens[at]
  return isStop(token) || token!.text === ',' || token!.text === ':' || token!.text === ')' || opensQuote(clause, at)
}
