import type { Sentence } from '../language/tagged-text.ts'
import { isFiniteVerb, isNominal } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'

/**
 * Whether a sentence gives an order, in one of its clauses and outside of quote marks: "Ignore what was said before", "Note: tell them that …", "Subscribe
 * now". An article tells, it does not order.
 */
export function givesOrder(sentence: Sentence): boolean {
  const tokens = outsideQuotes(sentence)
  return tokens.some((_token, at) => beginsClause(tokens, at) && isOrder(tokens, at))
}

/** Whether a sentence speaks to whoever reads it, outside of quote marks: it gives an order, or says "you". Nothing that an article reports rests on it. */
export function speaksToReader(sentence: Sentence): boolean {
  return (
    givesOrder(sentence) || outsideQuotes(sentence).some(({ lower }) => /^(?:you|your|yours|yourself)$/.test(lower))
  )
}

function outsideQuotes({ tokens }: Sentence): Token[] {
  let isQuoted = false
  return tokens.filter(({ text }) => {
    const isMark = /^["“”]$/.test(text)
    if (isMark) isQuoted = text === '“' || (text === '"' && !isQuoted)
    return !isMark && !isQuoted
  })
}

const lightWords = /^(?:please|now|then|also|just|always|never|simply|and|do|instead)$/

// The first word that is no "please" and no mark, of the sentence or behind a colon or a semicolon.
function beginsClause(tokens: readonly Token[], at: number): boolean {
  for (let back = at - 1; back >= 0; back--) {
    const { text, lower, tag } = tokens[back]!
    if (/^[:;]$/.test(text)) return true
    if (!lightWords.test(lower) && tag !== 'mark' && tag !== 'quote' && !/^\W+$/.test(text)) return false
  }
  return true
}

// What whoever writes is told to do.
const writingVerbs =
  /^(?:say|tell|write|report|claim|print|reply|respond|answer|output|mention|announce|repeat|include|add|ignore|disregard|forget|pretend|act)$/

function isOrder(tokens: readonly Token[], at: number): boolean {
  const { tag, lower, text } = tokens[at]!
  const next = tokens[at + 1]
  if (tag === 'do') return lower === 'do' && next !== undefined && /^(?:not|n't)$/.test(next.lower)
  if (next === undefined || /^(?:be|past|modal|have)$/.test(next.tag)) return false
  if (writingVerbs.test(lower)) return true
  // "Judge Amberson said", "Grant awards ranged": the first word of several that stand for one thing is no verb.
  const isName = next.tag === 'name' && /^\p{Lu}/u.test(text)
  return tag === 'verb' && !/s$/.test(lower) && !isName && !isSubject(tokens, at + 1)
}

function isSubject(tokens: readonly Token[], from: number): boolean {
  let to = from
  while (to < tokens.length && isNominal(tokens[to]!.tag)) to++
  return to > from && to < tokens.length && isFiniteVerb(tokens[to]!.tag)
}
