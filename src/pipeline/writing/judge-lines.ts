import type { BriefLine } from '../../domain/brief.ts'
import type { Reason } from '../../domain/check.ts'
import { evidenceOf } from '../../domain/cut-span.ts'
import type { WrittenLine } from '../../domain/writing.ts'
import { findAttributions } from '../../evidence/attributions/find-attributions.ts'
import { findQuotes } from '../../evidence/attributions/find-quotes.ts'
import { checkCited } from '../../evidence/check/cited/check-cited.ts'
import type { CitableText } from '../../evidence/check/cited/citable-text.ts'
import { tagText } from '../../evidence/language/tagged-text.ts'
import { countWords } from '../../evidence/lines/cut-sentence.ts'

/** A line that a model wrote: as it can be shown, or why it cannot. `number` is its place, from 1. */
export type JudgedLine = { number: number; written: WrittenLine } & (
  | { isKept: true; line: BriefLine }
  | { isKept: false; reasons: Reason[] }
)

const sameAgain = 'Another line says the same.'

/** Whether a line fell only because another one says the same. */
export function isRepeated(line: JudgedLine): boolean {
  return !line.isKept && line.reasons.some(({ message }) => message === sameAgain)
}

/** Longer lines are no lines; prompts ask for less. */
const mostWords = 60

/** Judges lines against the sentences that they name: each stands or falls by itself, and says nothing that another one said. */
export function judgeLines(written: readonly WrittenLine[], citable: CitableText): JudgedLine[] {
  const judged: JudgedLine[] = []
  for (const [index, line] of written.entries()) {
    const told = judged.filter((one) => one.isKept).map((one) => one.written.text)
    judged.push({ number: index + 1, ...judgeLine(line, citable, told) })
  }
  return judged
}

type Verdict = { written: WrittenLine } & ({ isKept: true; line: BriefLine } | { isKept: false; reasons: Reason[] })

/** The same for one line, beside those that stand already. */
export function judgeLine(given: WrittenLine, { prepared, sentences }: CitableText, told: readonly string[]): Verdict {
  const written = { text: given.text.replace(/\s+/g, ' ').trim(), sentences: [...new Set(given.sentences)] }
  const cited = written.sentences.map((number) => number - 1)
  const reasons = sizeReasons(written.text, told)
  if (reasons.length === 0) reasons.push(...checkCited(prepared, written.text, cited))
  if (reasons.length > 0) return { written, isKept: false, reasons }
  const evidence = cited.toSorted((a, b) => a - b).map((index) => evidenceOf(prepared.id, sentences[index]!))
  return { written, isKept: true, line: { text: written.text, evidence, attribution: sourceIn(written.text) } }
}

function sizeReasons(text: string, told: readonly string[]): Reason[] {
  const reason = (message: string): Reason => ({ gate: 'content', message, claimed: text.slice(0, 200), found: null })
  if (countWords(text) > mostWords) return [reason(`It has more than ${mostWords} words.`)]
  return told.some((other) => saysSame(text, other)) ? [reason(sameAgain)] : []
}

/** Four of five words of the shorter are in the other. */
function saysSame(a: string, b: string): boolean {
  const [one, other] = [wordsOf(a), wordsOf(b)]
  return one.intersection(other).size >= 0.8 * Math.min(one.size, other.size)
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? [])
}

/** Who says it: the strict check made sure that the line itself tells. */
function sourceIn(text: string): string | null {
  const tagged = tagText(text)
  return findAttributions(tagged, findQuotes(tagged)).find(({ source }) => source !== null)?.source?.text ?? null
}
