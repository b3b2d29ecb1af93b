import { foldedText } from './folded-text.ts'
import { clues, openings, wherever } from './machine-talk-patterns.ts'

/** Marks of chat templates, of the lines and headings of prompts, and of the JSON that models reply with: no article holds them. */
const templateMarks =
  /<\|[^|<>\n]{1,40}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:start_of_turn|end_of_turn|think|thinking|system|assistant|user|instructions?)>|\{\{\s*[\w.]+\s*\}\}|^\s*(?:\d{1,3}|none)\|(?:\s|$)|#{2,} ?(?:system|user|assistant|instructions?|response|human)\b|"(?:lines|text|sentences|role|content|messages|isAnswered|verdicts|question)"\s*:\s*["[{\d]/iu
/** Without one of these a line holds no such mark. */
const templateClues = /[|[<{#]|":/

/** Letters that stand apart: nobody writes so but to be read by nobody. */
const lettersApart = /(?<![\p{L}\p{N}])(?:\p{L} ){7}\p{L}(?![\p{L}\p{N}])/u

const mayBeApart = / \S \S \S \S \S \S /

/** What opens a part of a chat template, and what ends it, where they stand in lines of their own. */
const opening =
  /<\|(?:im_start|start_header_id|system|user|assistant)[^|<>\n]{0,30}\|>|\[INST\]|<<SYS>>|<(?:think|thinking|start_of_turn|system|assistant|instructions?)>/i
const closing =
  /<\|(?:im_end|eot_id|end)[^|<>\n]{0,30}\|>|\[\/INST\]|<<\/SYS>>|<(?:\/(?:think|thinking|system|assistant|instructions?)|end_of_turn)>/i

/** Whether a line begins what only a machine reads, and whether it ends that: the lines between them belong to it. */
export function templateMarksIn(line: string): { opens: boolean; closes: boolean } {
  const last = line.search(closing)
  return { opens: opening.test(last < 0 ? line : line.slice(last)), closes: last >= 0 }
}

/**
 * Where in a line somebody begins to speak to the machine that reads it, and not to people: "Note to language models: …", "Summaries of this article should
 * say …", marks of chat templates. -1 where nobody does. What stands in quote marks is told, not said. A paragraph that goes on from there goes on with it.
 */
export function findMachineTalk(line: string): number {
  const { text, places } = foldedText(line)
  if (templateClues.test(text) && templateMarks.test(text)) return 0
  const apart = mayBeApart.test(text) ? text.search(lettersApart) : -1
  if (apart >= 0) return places?.[apart] ?? apart
  const bare = outsideQuotes(text)
  for (const { start, end } of sentencesOf(bare)) {
    if (speaksToMachine(bare.slice(start, end).replace(marksBefore, ''))) return places?.[start] ?? start
  }
  return -1
}

/** Whether words to a machine end with saying that they go on in the next paragraph. */
export function announcesMore(talk: string): boolean {
  return /\b(?:next|following|coming) (?:paragraph|passage|line|sentence|section)|\b(?:what|as) follows\b|\bbelow\b|:\W*$/i.test(
    [...sentencesOf(talk)].map(({ start, end }) => talk.slice(start, end)).at(-1) ?? '',
  )
}

/** Whether a name or title is spoken to a machine. */
export function isMachineTalk(text: string): boolean {
  return findMachineTalk(text.trim()) >= 0
}

function speaksToMachine(sentence: string): boolean {
  if (clues.test(sentence) && wherever.some((pattern) => pattern.test(sentence))) return true
  return clausesOf(sentence).some((clause) => openings.some((pattern) => pattern.test(clause)))
}

const lightWords = /^(?:(?:please|kindly|now|then|also|just|and|so|instead|always|only|never|dear \p{L}+),? )+/iu

/** A sentence from its beginning, and from behind each mark at which an order may begin: a colon, a dash, the comma of an address. */
function clausesOf(sentence: string): string[] {
  const clauses = [sentence]
  for (const { index } of sentence.matchAll(/[:;>|#–—([]/g)) clauses.push(sentence.slice(index + 1))
  const comma = sentence.slice(0, 40).indexOf(',')
  if (comma > 0) clauses.push(sentence.slice(comma + 1))
  return clauses.map((clause) => clause.trimStart().replace(lightWords, ''))
}

/** The same text with blanks in the place of what is quoted; a line that is one quotation is looked at as it stands. */
function outsideQuotes(text: string): string {
  if (!/["“]/.test(text)) return text
  const bare = text.replace(/(?<=“)[^“”]*(?=”|$)|(?<=")[^"]*(?=")/g, (quoted) => ' '.repeat(quoted.length))
  return /\p{L}{2}/u.test(bare) ? bare : text.replace(/["“”]/g, ' ')
}

const marksBefore = /^[\s"“”'‘(]+/

function* sentencesOf(text: string): Generator<{ start: number; end: number }> {
  let start = 0
  for (const match of text.matchAll(/[.!?…]["”’')\]]*\s+(?=\S)/g)) {
    const end = match.index + match[0].length
    yield { start, end }
    start = end
  }
  yield { start, end: text.length }
}
