import { nounPhraseBefore } from '../language/phrases.ts'
import { type Clause, closesQuote, endOfContent, type Found, farthest, hasFiniteIn, opensQuote } from './clause.ts'
import { sourceAt } from './source-at.ts'
import { isDocument } from './source-kind.ts'

const speechNouns: ReadonlySet<string> = new Set(
  'claim claims assertion allegation allegations accusation accusations statement comment comments remark remarks view belief argument contention suggestion promise pledge vow warning prediction admission conclusion denial insistence demand hope fear concern'.split(
    ' ',
  ),
)

/** "according to X": before its content, after it, or inside. */
export function readAccordingTo(clause: Clause, at: number): Found | undefined {
  const { tokens, isQuoted } = clause
  if (tokens[at]!.lower !== 'according' || tokens[at + 1]?.lower !== 'to' || isQuoted[at]) return undefined
  const source = sourceAt(tokens, at + 2)
  if (!source) return undefined
  const cue = { from: at, to: at + 2 }
  if (at <= 1) {
    let from = source.to
    while (from < tokens.length && from < source.to + 40 && tokens[from]!.text !== ',') from++
    if (tokens[from]?.text !== ',') from = source.to - 1
    const to = endOfContent(clause, from + 1, false)
    return to > from + 1
      ? { source, cue, content: [{ from: from + 1, to }], place: 'after', opensNext: false, isSaying: true }
      : undefined
  }
  let start = at
  while (start > 0 && start > at - farthest && !(tokens[start - 1]!.text === ';' && !isQuoted[start - 1])) start--
  let to = at
  while (to > start && tokens[to - 1]!.text === ',') to--
  if (to <= start) return undefined
  const content = [{ from: start, to }]
  const after = tokens[source.to]
  if (after?.text === ',' && !hasFiniteIn(tokens, start, to)) {
    const end = endOfContent(clause, source.to + 1, false)
    if (end > source.to + 1) content.push({ from: source.to + 1, to: end })
  }
  return { source, cue, content, place: content.length > 1 ? 'around' : 'before', opensNext: false, isSaying: true }
}

/** "X's claim that …", "the agency's statement that …", "in a statement, X …" is left to the verb. */
export function readNounCue(clause: Clause, at: number): Found | undefined {
  const { tokens, isQuoted } = clause
  const token = tokens[at]!
  if (token.tag !== 'noun' || isQuoted[at] || !speechNouns.has(token.lower)) return undefined
  const next = tokens[at + 1]
  if (!next || !(next.lower === 'that' || (next.tag === 'to' && /^(?:promise|pledge|vow)/.test(token.lower))))
    return undefined
  let owner = at - 1
  while (owner > 0 && owner > at - 4 && tokens[owner]!.tag !== 'possessive' && tokens[owner]!.tag !== 'determiner')
    owner--
  const mark = tokens[owner]
  if (!mark) return undefined
  const to = endOfContent(clause, at + 1, true)
  const cue = { from: at, to: at + 1 }
  const content = [{ from: at + 1, to }]
  if (/^(?:his|her|their|its|my|our)$/.test(mark.lower)) {
    return {
      source: { from: owner, to: owner + 1, head: owner },
      cue,
      content,
      place: 'after',
      opensNext: false,
      isSaying: true,
    }
  }
  if (mark.tag !== 'possessive') return undefined
  const phrase = nounPhraseBefore(tokens, owner)
  return phrase
    ? { source: { ...phrase, to: owner }, cue, content, place: 'after', opensNext: false, isSaying: true }
    : undefined
}

/** "reportedly", "allegedly": what follows is said by someone whom the article does not tell. */
export function readHearsay(clause: Clause, at: number): Found | undefined {
  const { tokens, isQuoted } = clause
  if (isQuoted[at] || !/^(?:reportedly|allegedly|purportedly|supposedly)$/.test(tokens[at]!.lower)) return undefined
  const to = endOfContent(clause, at + 1, true)
  return to > at + 1
    ? {
        source: null,
        cue: { from: at, to: at + 1 },
        content: [{ from: at + 1, to }],
        place: 'after',
        opensNext: false,
        isSaying: true,
      }
    : undefined
}

const notes =
  /^(?:latest|clarification|correction|update|updated|editor|note|related|photos?|video|watch|read|more|exclusive|breaking|live|total|final|next|previous|source|tags?|topics?|follow)$/

/** A label before a colon: `DUNN: We will …` in a transcript, `Dunn: dam is safe` in a headline, `From the report: "…"`. */
export function readLabel(clause: Clause): Found | undefined {
  const { tokens } = clause
  let colon = 0
  while (colon < 40 && colon < tokens.length && (tokens[colon]!.text !== ':' || clause.isQuoted[colon])) colon++
  if (colon === 0 || tokens[colon]?.text !== ':' || colon + 2 >= tokens.length) return undefined
  const isBeforeQuote = opensQuote(clause, colon + 1)
  const to = endOfContent(clause, colon + 1, false)
  const found = (from: number, end: number): Found => ({
    source: { from, to: end, head: end - 1 },
    cue: { from: colon, to: colon + 1 },
    content: [{ from: colon + 1, to }],
    place: 'after',
    opensNext: false,
    isSaying: true,
  })
  let from = colon
  while (from > 0 && isLabelPart(clause, from - 1)) from--
  const opens = tokens[from - 1]
  const isAlone =
    from === 0 || opens?.text === '–' || opens?.text === '—' || opens?.text === '-' || opens?.tag === 'quote'
  const isLed = opens !== undefined && /^(?:from|here's|'s)$/.test(opens.lower)
  if (from === colon || colon - from > 7 || notes.test(tokens[colon - 1]!.lower) || notes.test(tokens[from]!.lower))
    return undefined
  if (isBeforeQuote && (isAlone || isLed)) return found(from, colon)
  if (!isAlone || to - colon < 4 || tokens[colon + 1]!.tag === 'number') return undefined
  const last = tokens[colon - 1]!
  return last.tag === 'name' || isUpper(last.text) || isDocument(last.lower) ? found(from, colon) : undefined
}

/** A name behind a dash after a quote, as under a reader's letter: `“The kiln is cold.” — Ada Venn`. */
export function readSignature(clause: Clause): Found | undefined {
  const { tokens } = clause
  let dash = tokens.length - 2
  while (dash > 1 && dash > tokens.length - 8 && !/^(?:[-—–―]|--)$/.test(tokens[dash]!.text)) dash--
  if (dash < 2 || !/^(?:[-—–―]|--)$/.test(tokens[dash]!.text) || !closesQuote(clause, dash - 1)) return undefined
  const names = tokens.slice(dash + 1)
  if (!names.every((token) => token.tag === 'name' || /^[.,]$/.test(token.text))) return undefined
  const source = { from: dash + 1, to: tokens.length, head: dash + 1 }
  const content = [{ from: Math.max(0, dash - farthest), to: dash }]
  return { source, cue: { from: dash, to: dash + 1 }, content, place: 'before', opensNext: false, isSaying: true }
}

function isLabelPart(clause: Clause, at: number): boolean {
  const token = clause.tokens[at]!
  if (clause.isQuoted[at] || /^(?:to|on|in|vs)$/.test(token.lower)) return false
  return (
    /^(?:name|determiner|possessive|noun|adjective)$/.test(token.tag) ||
    token.lower === 'and' ||
    (token.text === '.' && !token.spaced) ||
    /^\p{Lu}/u.test(token.text)
  )
}

function isUpper(text: string): boolean {
  return text.length > 1 && text === text.toUpperCase()
}

/** True where a whole sentence stands inside quote marks (or is a piece of a longer quote). */
export function isWhollyQuoted(clause: Clause): boolean {
  let words = 0
  for (let at = 0; at < clause.tokens.length; at++) {
    if (!/^[\p{L}\p{N}]/u.test(clause.tokens[at]!.text)) continue
    if (!clause.isQuoted[at]) return false
    words++
  }
  return words > 0
}
