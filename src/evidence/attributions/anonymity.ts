import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'

/** Words that withhold a name, and the reason printed with them. */
export interface Anonymity {
  phrase: Span
  reason: Span | null
}

const phrasePattern =
  /\b(?:on|under|with) (?:the |a )?(?:condition|promise|assurance|guarantee|cover|basis) (?:of anonymity|that (?:he|she|they) not be (?:named|identified))|\b(?:granted|given|requested|requesting|offered|promised|sought|asked for|asking for|insisted on|demanded) anonymity|\b(?:spoke|speaking|speak|talked|talking|remain(?:ing|ed)?) anonymous(?:ly)?|\b(?:not|n[’']t) (?:want(?:ing)? )?(?:to )?be (?:publicly )?(?:named|identified|quoted by name)|\b(?:declin|refus)(?:ed|ing|es) to be (?:publicly )?(?:named|identified)|\bask(?:ed|ing)? (?:not to be|that (?:his|her|their) names? not be) (?:publicly )?(?:named|identified|used|published)|\bnot (?:publicly )?authori[sz]ed to (?:speak|talk|discuss|comment|be quoted)/gi
const reasonPattern =
  /^\s*,?\s*(?:by name\s+)?(to \p{L}+|in order to|because|since|as |so (?:that|as)|for fear|citing|due to|out of|given|lest|while discussing|when discussing|in exchange for|(?!saying|adding|telling|according|noting|calling|describing (?:him|her|them)sel)\p{L}{2,}ing )/iu

/**
 * Finds the words by which a sentence withholds the name of a source in it: the first that stand in the source phrase, or nearest to it.
 * The reason runs from "to …" or "because …" to the next comma that ends the clause, or to the sentence's end.
 */
export function findAnonymity(text: string, sentence: Span, source: Span): Anonymity | undefined {
  let best: Anonymity | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  const from = Math.max(sentence.start, source.start - 250)
  for (const match of text.slice(from, Math.min(sentence.end, source.end + 300)).matchAll(phrasePattern)) {
    const start = from + match.index
    const distance = start < source.start ? source.start - start : start < source.end ? 0 : start - source.end
    if (distance >= bestDistance || distance > 200) continue
    const end = start + match[0].length
    bestDistance = distance
    best = { phrase: spanOf(text, start, end), reason: reasonAfter(text, match[0], start, end, sentence.end) }
  }
  return best
}

// "not authorized to speak" is a reason by itself, where "because" or "as" stands before it.
function reasonAfter(text: string, phrase: string, start: number, end: number, limit: number): Span | null {
  if (/authori[sz]ed/i.test(phrase)) {
    const before = text.slice(Math.max(0, start - 60), start)
    const opens = /\b(?:because|since|as)\b[^,.;]*$/i.exec(before)
    const from = opens ? start - before.length + opens.index : start
    return spanOf(text, from, endOfReason(text, end, limit))
  }
  const opens = reasonPattern.exec(text.slice(end, Math.min(end + 60, limit)))
  if (!opens?.[1]) return null
  const from = end + opens[0].length - opens[1].length
  return spanOf(text, from, endOfReason(text, from, limit))
}

function endOfReason(text: string, from: number, limit: number): number {
  let at = from
  while (at < limit && !/[,;:—–“”"]/.test(text[at]!)) at++
  while (at > from && /[\s.!?)’']/.test(text[at - 1]!)) at--
  // "… because the talks are private said": an unmarked cue at the end is no part of it.
  const words = text.slice(from, at)
  const cue = /\s(?:said|says|told \p{L}+)$/u.exec(words)
  return cue ? from + cue.index : at
}
