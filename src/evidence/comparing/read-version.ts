import type { Analysis } from '../../domain/analysis.ts'
import type { Quantity } from '../../domain/quantity.ts'
import { createSpanIndex } from '../../domain/span-index.ts'
import { type AnalyzedArticle, analyzeText } from '../analyze-text.ts'
import { findDates } from '../dates/find-dates.ts'
import { findFurniture } from '../furniture/find-furniture.ts'
import { evenText } from '../language/even-text.ts'
import { tagText } from '../language/tagged-text.ts'
import type { Token } from '../language/tokens.ts'

/**
 * One word of a sentence as two versions are compared by it: `key` is alike for what says the same ("12 percent", "twelve per cent"). A figure or a date
 * is one word.
 */
export type FactWord = {
  key: string
  text: string
  kind: 'word' | 'figure' | 'date' | 'name' | 'not'
  quantity: Quantity | null
}

/** A sentence as it is compared. */
export type FactSentence = { index: number; start: number; end: number; text: string; words: FactWord[] }

/** A version of an article, read for comparing: its sentences without furniture, correction notes and boilerplate. */
export type ReadVersion = { text: string; title: FactSentence; sentences: FactSentence[]; analysis: Analysis }

/** What tells nothing of the story: who wrote, took or edited it, when, and what a reader may do. */
const boilerplate =
  /^(?:by|reporting by|additional reporting|editing by|edited by|compiled by|with files from|[^.]{0,80}\bcontributed (?:reporting|to this)|written by|photos?\b|photograph|image\b|credit\b|caption\b|watch\b|read more|read also|related\b|more:|updated\b|published\b|posted\b|last (?:updated|modified)|first published|this (?:story|article|report|post) (?:was|has been|is|appeared|first)|sign up|subscribe|follow us|support (?:our|us)|click\b|advertisement|©|copyright|all rights|contact (?:the|our|us)|have a (?:tip|news tip)|get (?:our|the)\b[^.]{0,60}\b(?:newsletter|inbox|app|alerts?))\b|\b(?:file (?:photo|picture|image)|newsletter|sign up|your inbox|our app|subscribers? only|terms of use|privacy policy|staff writer)\b/i
const titles = new Set(['mr', 'mrs', 'ms', 'dr', 'miss', 'sir', 'prof'])
const negations = new Set(['not', "n't", 'never', 'no', 'neither', 'nor', 'without', 'none'])

/** Reads a version of an article for comparing it with another. */
export function readVersion(article: AnalyzedArticle): ReadVersion {
  const { text } = evenText(article.text)
  const analysis = analyzeText({ ...article, text })
  const notes = analysis.caveats.filter(({ kind }) => kind === 'correction').flatMap(({ evidence }) => evidence)
  const furniture = createSpanIndex(findFurniture(text), (piece) => [piece])
  const isLeftOut = (sentence: { start: number; end: number }) =>
    furniture.overlapping(sentence).some((piece) => piece.start <= sentence.start && sentence.end <= piece.end)
  const isNote = (sentence: { start: number; end: number }) =>
    notes.some(({ start, end }) => start < sentence.end && sentence.start < end)
  const sentences = factSentences(text, isLeftOut, analysis.quantities).filter(
    (sentence) => !isNote(sentence) && !boilerplate.test(sentence.text),
  )
  const headline = (article.title ?? '').trim()
  const title = factSentences(
    headline,
    () => false,
    analyzeText({ ...article, title: null, text: headline }).quantities,
  )
  const whole = {
    index: -1,
    start: 0,
    end: headline.length,
    text: headline,
    words: title.flatMap(({ words }) => words),
  }
  return { text, title: whole, sentences, analysis }
}

function factSentences(
  text: string,
  isLeftOut: (sentence: { start: number; end: number }) => boolean,
  quantities: Quantity[],
): FactSentence[] {
  const tagged = tagText(text, isLeftOut)
  const dates = findDates(tagged)
  return tagged.sentences.map(({ index, start, end, text: words, tokens }) => {
    const inside = quantities.filter((one) => start <= one.start && one.end <= end)
    const times = dates.filter((one) => start <= one.start && one.end <= end)
    return { index, start, end, text: words, words: factWords(tokens, inside, times) }
  })
}

type Time = { start: number; end: number; text: string }

function factWords(tokens: Token[], quantities: Quantity[], times: Time[]): FactWord[] {
  const words: FactWord[] = []
  let end = 0
  for (const token of tokens) {
    if (token.start < end) continue
    const quantity = quantities.find((one) => one.start <= token.start && token.end <= one.end)
    const time = quantity ? undefined : times.find((one) => one.start <= token.start && token.end <= one.end)
    if (quantity) {
      words.push({ key: figureKey(quantity), text: quantity.text, kind: 'figure', quantity })
      end = quantity.end
    } else if (time) {
      words.push({ key: dateKey(time.text), text: time.text, kind: 'date', quantity: null })
      end = time.end
    } else words.push(...plainWord(token))
  }
  return words
}

function plainWord({ text, lower, tag }: Token): FactWord[] {
  if (tag === 'mark' || tag === 'quote' || !/[\p{L}\p{N}]/u.test(text)) return []
  const key = lower.replace(/[.’']/g, '')
  if (titles.has(key)) return []
  const kind = negations.has(lower.replace('’', "'")) ? 'not' : tag === 'name' ? 'name' : 'word'
  return [{ key, text, kind, quantity: null }]
}

/** Alike for "12 percent" and "twelve per cent"; "about" and "nearly" are one. */
function figureKey({ value, high, unit, approximation }: Quantity): string {
  return `#${value}${high === null ? '' : `–${high}`} ${unit ?? ''} ${approximation}`
}

function dateKey(text: string): string {
  const plain = asDayTime(
    text
      .toLowerCase()
      .replace(/[.,]/g, '')
      .replace(/^(?:on|in|at|by|the|early|late) /, ''),
  )
  return `@${plain.replace(/\b(jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\p{L}*/gu, '$1').replace(/(\d)(?:st|nd|rd|th)\b/g, '$1')}`
}

/** Clock times of twelve hours as ones of twenty-four: "4:30 pm" → "16:30". */
function asDayTime(text: string): string {
  const [, hour = '', minute = '00', half = ''] = /^(\d{1,2})(?::(\d\d))? ?([ap])m$/.exec(text) ?? []
  if (half === '') return text
  return `${(Number(hour) % 12) + (half === 'p' ? 12 : 0)}:${minute}`
}
