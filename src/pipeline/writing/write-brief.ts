import type { Analysis } from '../../domain/analysis.ts'
import type { Article } from '../../domain/article.ts'
import type { Brief, BriefLine } from '../../domain/brief.ts'
import type { Span } from '../../domain/span.ts'
import type { PromptName, Writer, WrittenLine } from '../../domain/writing.ts'
import { type CitableText, readCitable } from '../../evidence/check/cited/citable-text.ts'
import { countWords } from '../../evidence/lines/cut-sentence.ts'
import { dataLine, dataLines } from './data-lines.ts'
import { describeArticle, numbered } from './describe-article.ts'
import { isRepeated, type JudgedLine, judgeLine, judgeLines } from './judge-lines.ts'

/** A brief that a model wrote, or why there is none, in one sentence for the reader; `isFinal` where asking again would cost the same for nothing. */
export type WrittenBrief = { kind: 'written'; brief: Brief } | { kind: 'failed'; message: string; isFinal: boolean }

/** An article with what the rules made of it. */
export type TextStory = { article: Article; analysis: Analysis; brief: Brief }

/** More lines of a model are not looked at. */
const mostLines = 5
/** Manners: once it has two lines, a brief shows at most this share of an article's words. */
const shownShare = 0.25
const surelyShown = 2
/** A text with fewer sentences is its own brief. */
const fewestSentences = 4

/** The prompts that have a hand in a brief. */
export function briefPrompts({ hasSecondOpinion }: Pick<Writer, 'hasSecondOpinion'>): PromptName[] {
  return hasSecondOpinion ? ['brief', 'repair', 'second-opinion'] : ['brief', 'repair']
}

/** Whether a model is asked for a brief at all: what it writes can be checked in English alone, and a few sentences need no shortening. */
export function isForWriting({ language, sentences }: Analysis): boolean {
  return language === 'en' && sentences.length >= fewestSentences
}

/**
 * Has a model write the lines of a brief, and shows those that hold: each is checked against the sentences that it names, what fails is mended once, and what
 * fails again gives way to the article's own sentences. Title, figures and caveats are those that code found.
 */
export async function writeBrief(writer: Writer, { article, analysis, brief }: TextStory): Promise<WrittenBrief> {
  const citable = readCitable(article)
  const described = describeArticle(article, analysis, citable)
  const written = await writer.write('brief', described.variables)
  if (written.kind === 'failed') {
    const { reason, message, isPaid } = written
    return { kind: 'failed', message, isFinal: isPaid && reason === 'unusable' }
  }
  const first = judgeLines(written.value.lines.slice(0, mostLines), citable)
  const mended = await repair(writer, first, citable)
  const judged = writer.hasSecondOpinion ? await secondOpinion(writer, mended, citable) : mended
  const { lines, kept } = fill(judged, brief.lines, citable, countWords(article.text) * shownShare)
  if (kept === 0) return { kind: 'written', brief: { ...brief, unwritten: noteOf(judged.length) } }
  const promptHash = writer.promptHash(...briefPrompts(writer))
  return {
    kind: 'written',
    brief: {
      ...brief,
      writtenBy: { kind: 'model', model: written.model, promptHash },
      lines,
      // What held and was left out for its length is neither.
      checked: { ...brief.checked, kept, dropped: judged.filter((one) => !one.isKept && !isRepeated(one)).length },
      notes: [...brief.notes, ...partNote(described.given, citable)],
    },
  }
}

/** One more try for the lines that failed, with the words that were objected to. */
async function repair(writer: Writer, judged: JudgedLine[], citable: CitableText): Promise<JudgedLine[]> {
  const failed = judged.filter((one) => !one.isKept)
  if (failed.length === 0) return judged
  const lines = failed.map(({ number, written, reasons }) => {
    const objections = [...new Set(reasons.map(({ message }) => message))].slice(0, 4)
    return dataLine(number, `${written.text.slice(0, 600)} [objected to: ${objections.join(' ')}]`)
  })
  const answer = await writer.write('repair', {
    sentences: numbered(
      citable,
      around(
        failed.map(({ written }) => written),
        citable,
      ),
    ),
    lines: dataLines(lines),
  })
  if (answer.kind === 'failed') return judged
  const mended = new Map(answer.value.lines.map(({ line, text, sentences }) => [line, { text, sentences }]))
  const result = [...judged]
  for (const { number } of failed) {
    const written = mended.get(number)
    if (written === undefined) continue
    const told = result.filter((one) => one.isKept).map((one) => one.written.text)
    result[number - 1] = { number, ...judgeLine(written, citable, told) }
  }
  return result
}

/** The sentences that lines name, with their neighbours: a line that named the wrong one mostly means the next. */
function around(lines: readonly WrittenLine[], { reporting }: CitableText): number[] {
  const wanted = new Set(lines.flatMap(({ sentences }) => sentences.flatMap((one) => [one - 2, one - 1, one])))
  const near = reporting.filter((index) => wanted.has(index))
  return near.length > 0 ? near : reporting.slice(0, 12)
}

/** Asks whether each line follows from its sentences. What does not is taken away; what is not answered stays as the rules left it. */
async function secondOpinion(writer: Writer, judged: JudgedLine[], citable: CitableText): Promise<JudgedLine[]> {
  const kept = judged.filter((one) => one.isKept)
  if (kept.length === 0) return judged
  const answer = await writer.write('second-opinion', {
    sentences: numbered(
      citable,
      around(
        kept.map(({ written }) => written),
        citable,
      ),
    ),
    lines: dataLines(
      kept.map(({ number, written }) => dataLine(number, `${written.text} [${written.sentences.join(', ')}]`)),
    ),
  })
  if (answer.kind === 'failed') return judged
  const doubted = new Set(answer.value.verdicts.filter(({ follows }) => !follows).map(({ line }) => line))
  const reason = { gate: 'content' as const, message: 'A second opinion does not agree.', found: null }
  return judged.map((one) =>
    one.isKept && doubted.has(one.number)
      ? { number: one.number, written: one.written, isKept: false, reasons: [{ ...reason, claimed: one.written.text }] }
      : one,
  )
}

/** The model's lines in its order; in the place of each that fell, and to the number of two, a sentence of the article that is not told yet. */
function fill(
  judged: JudgedLine[],
  extracted: BriefLine[],
  { sentences }: CitableText,
  budget: number,
): { lines: BriefLine[]; kept: number } {
  const held = judged.flatMap((one) => (one.isKept ? [one.line] : []))
  const spare = extracted.filter((line) => !held.some((one) => isOfOneSentence(one, line)))
  const lines: BriefLine[] = []
  let [kept, words] = [0, 0]
  const add = (line: BriefLine | undefined, isWritten: boolean) => {
    if (line === undefined) return
    const length = countWords(line.text)
    if (lines.length >= surelyShown && words + length > budget) return
    lines.push(line)
    words += length
    if (isWritten) kept++
  }
  if (held.length === 0) return { lines: extracted, kept: 0 }
  for (const one of judged) {
    if (one.isKept) add(one.line, true)
    else if (!isRepeated(one)) add(takeSpare(spare, one.written, sentences), false)
  }
  while (lines.length < surelyShown && spare.length > 0) add(spare.shift(), false)
  return { lines, kept }
}

/** The sentence that the fallen line spoke of, where the rules chose it too; else the first that they chose. */
function takeSpare(spare: BriefLine[], { sentences: named }: WrittenLine, sentences: Span[]): BriefLine | undefined {
  const spans = named.flatMap((number) => sentences[number - 1] ?? [])
  const at = spare.findIndex(({ evidence }) =>
    evidence.some((one) => spans.some((span) => one.start < span.end && span.start < one.end)),
  )
  return spare.splice(Math.max(at, 0), 1)[0]
}

function isOfOneSentence(a: BriefLine, b: BriefLine): boolean {
  return a.evidence.some((one) => b.evidence.some((other) => one.start < other.end && other.start < one.end))
}

function noteOf(written: number): string {
  return written === 0
    ? "The model wrote nothing, so these are the article's own sentences."
    : "Nothing that the model wrote held against the article, so these are the article's own sentences."
}

function partNote(given: number, { reporting }: CitableText): string[] {
  return given >= reporting.length ? [] : [`Written from the first ${given} of ${reporting.length} sentences.`]
}
