import type { Analysis } from '../../domain/analysis.ts'
import type { AnswerLine } from '../../domain/answer.ts'
import type { Attribution } from '../../domain/attribution.ts'
import type { CaveatKind } from '../../domain/caveat-kinds.ts'
import { evidenceOf } from '../../domain/cut-span.ts'
import type { Evidence, Span } from '../../domain/span.ts'
import type { StoredArticle } from '../../domain/stored.ts'
import { splitSentences } from '../../evidence/language/sentences.ts'
import { termsOf } from '../../evidence/terms/find-terms.ts'
import { readSourcingQuestion, type SourcingQuestion } from './sourcing-question.ts'

/** An article with what was found in it. */
export interface AnalyzedStory {
  article: StoredArticle
  analysis: Analysis
}

/** What the stored analysis says to a question about sourcing; `isFound` is false, and there are no lines, where it holds nothing of what was asked. */
export interface SourcingAnswer {
  isFound: boolean
  lines: AnswerLine[]
}

const MOST_LINES = 6
const MOST_SOURCES = 8

/**
 * Answers a question about the sourcing of stories from their analysis, stories in the order given, or gives undefined where
 * the question is not of that kind. The lines are our sentences on the article's words, each with the spans it rests on.
 */
export function answerSourcing(question: string, stories: AnalyzedStory[]): SourcingAnswer | undefined {
  const asked = readSourcingQuestion(question)
  if (!asked) return undefined
  const lines = stories.flatMap((story) => linesFor(asked, story)).slice(0, MOST_LINES)
  return { isFound: lines.length > 0, lines }
}

function linesFor(asked: SourcingQuestion, story: AnalyzedStory): AnswerLine[] {
  switch (asked.asks) {
    case 'caveats':
      return caveatLines(story, asked.kinds, asked.about)
    case 'sources':
      return sourceLines(story)
    case 'figure':
      return figureLines(story, asked.number)
    case 'speaker':
      return speakerLines(story, asked.about)
  }
}

const silence: CaveatKind[] = ['declined-comment', 'no-response', 'unreachable']

// Where the question names a party or a matter, caveats that share its words come first; where none does, all are told.
function caveatLines({ analysis }: AnalyzedStory, kinds: CaveatKind[], about: string[]): AnswerLine[] {
  const asked = analysis.caveats.filter(({ kind }) => kinds.includes(kind))
  // Declining, not answering and not being reached are three things: the one asked for is told, the others only where it is not there.
  const isOfSilence = kinds.some((kind) => silence.includes(kind))
  const fitting =
    asked.length === 0 && isOfSilence ? analysis.caveats.filter(({ kind }) => silence.includes(kind)) : asked
  const named = fitting.filter((caveat) => {
    const terms = new Set(
      termsOf([caveat.text, caveat.party, caveat.source, ...caveat.evidence.map(({ text }) => text)].join(' ')),
    )
    return about.some((term) => terms.has(term))
  })
  return (named.length > 0 ? named : fitting).map(({ text, evidence }) => ({ text, evidence }))
}

function sourceLines({ article, analysis }: AnalyzedStory): AnswerLine[] {
  const sources = distinctSources(analysis.attributions)
  if (sources.length === 0) return []
  const shown = sources.slice(0, MOST_SOURCES)
  const count = sources.length === 1 ? 'One source is given' : `${sources.length} sources are given`
  const more = sources.length > shown.length ? ', and others' : ''
  const text = `${count}: ${shown.map(({ text }) => text).join('; ')}${more}.`
  return [{ text, evidence: shown.map((source) => evidenceOf(article.article, source)) }]
}

function figureLines({ article, analysis }: AnalyzedStory, number: string): AnswerLine[] {
  return analysis.quantities
    .filter((quantity) => termsOf(quantity.text).includes(number))
    .map((quantity) => {
      const says =
        quantity.attribution === null ? 'the article says so in its own voice' : `according to ${quantity.attribution}`
      const measures =
        quantity.measures === null || quantity.text.includes(quantity.measures) ? '' : ` ${quantity.measures}`
      const sentence = analysis.sentences[quantity.sentence]
      return {
        text: `${quantity.text}${measures}: ${says}.`,
        evidence: sentence ? [evidenceOf(article.article, sentence)] : [evidenceOf(article.article, quantity)],
      }
    })
}

// Without words of what was said, the first statement of the story is meant.
function speakerLines({ article, analysis }: AnalyzedStory, about: string[]): AnswerLine[] {
  const scored = analysis.attributions
    .filter(({ source, content }) => source !== null && content.length > 0)
    .map((attribution, index) => {
      const terms = new Set(attribution.content.flatMap(({ text }) => termsOf(text)))
      return { attribution, index, shared: about.filter((term) => terms.has(term)).length }
    })
    .filter(({ shared }) => about.length === 0 || shared >= Math.ceil(about.length / 2))
    .toSorted((a, b) => b.shared - a.shared || a.index - b.index)
  return scored.slice(0, 1).flatMap(({ attribution }) => {
    const { source, content } = attribution
    return source === null
      ? []
      : [
          {
            text: `${source.text}: ${content.map(({ text }) => text).join(' … ')}`,
            evidence: evidenceAround(article, [source, ...content]),
          },
        ]
  })
}

/** The sentences that hold the spans, each once. */
function evidenceAround(article: StoredArticle, spans: Span[]): Evidence[] {
  return splitSentences(article.value.text)
    .filter((sentence) => spans.some((span) => span.start < sentence.end && span.end > sentence.start))
    .map((sentence) => evidenceOf(article.article, sentence))
}

function distinctSources(attributions: Attribution[]): Span[] {
  const sources = new Map<string, Span>()
  for (const { source } of attributions) {
    if (source === null || /^(?:he|she|they|it|i|we|who|which|that)$/i.test(source.text)) continue
    const terms = termsOf(source.text).filter((term) => !leftWords.has(term))
    const key = terms.at(-1) ?? source.text.toLowerCase()
    if (!sources.has(key)) sources.set(key, source)
  }
  return [...sources.values()]
}

const leftWords = new Set(['the', 'a', 'an'])
