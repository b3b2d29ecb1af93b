import type { Brief, BriefedArticle } from '../domain/brief.ts'
import type { Caveat } from '../domain/caveat.ts'
import type { CaveatKind } from '../domain/caveat-kinds.ts'
import { caveatKinds } from '../domain/caveat-kinds.ts'
import type { KeyFigure } from '../domain/quantity.ts'
import type { ReplyCard, ReplyItem, ReplySection } from '../domain/reply.ts'

const caveatLabels: Record<CaveatKind, string> = {
  'no-named-source': 'No named source',
  'anonymous-source': 'Anonymous',
  'single-source': 'One source',
  'declined-comment': 'Declined to comment',
  'no-response': 'No response',
  unreachable: 'Not reached',
  unknown: 'Not known',
  unverified: 'Not verified',
  disputed: 'Disputed',
  'not-final': 'Not final',
  estimate: 'Estimate',
  'conflicting-figures': 'Figures conflict',
  secondhand: 'Second-hand',
  syndicated: 'From another publisher',
  'press-release': 'Press release',
  opinion: 'Opinion',
  correction: 'Corrected',
  'excerpt-only': 'Only a part',
  undated: 'No date',
  stale: 'Old',
}

/** The sentences of the article that a brief is about: only their offsets are needed. */
export interface NumberedText {
  sentences: { start: number; end: number }[]
  language: string
}

/** Lays a brief out for a reader: lines, key figures, what to read with care, and what was checked. */
export function briefCard(brief: Brief, numbered: NumberedText): ReplyCard {
  const article = brief.articles[0]
  return {
    title: brief.title,
    url: article?.url ?? null,
    about: article ? aboutArticle(article) : [],
    sections: [
      { kind: 'lines', heading: null, items: brief.lines.map((line) => lineItem(line, numbered)) },
      ...figureSection(brief.keyFigures),
      ...caveatSection(brief, numbered),
    ],
    footer: footerOf(brief),
  }
}

/** The sentences that a brief rests on, by number: what the button "Evidence" shows. `text` is the stored article. */
export function evidenceSection(brief: Brief, numbered: NumberedText, text: string): ReplySection {
  const marks = new Set<number>()
  const spans = [brief.lines, brief.keyFigures, brief.caveats].flat().flatMap(({ evidence }) => evidence)
  for (const span of spans) for (const mark of marksOf([span], numbered)) marks.add(mark)
  const items = [...marks]
    .sort((a, b) => a - b)
    .map((mark) => {
      const sentence = numbered.sentences[mark - 1]
      return {
        label: null,
        text: sentence ? text.slice(sentence.start, sentence.end) : '',
        source: null,
        marks: [mark],
      }
    })
  return { kind: 'evidence', heading: 'Evidence, sentence by sentence', items }
}

function aboutArticle(article: BriefedArticle): string[] {
  return [
    article.publisher ?? 'publisher not given',
    ...(article.origin && article.origin !== article.publisher ? [`originally ${article.origin}`] : []),
    ...(article.byline ? [`by ${article.byline}`] : []),
    article.publishedAt?.slice(0, 10) ?? 'no date',
  ]
}

function lineItem(line: Brief['lines'][number], numbered: NumberedText): ReplyItem {
  const { text, attribution } = line
  // The source is repeated only where the line itself does not hold it.
  const isSaid = attribution !== null && text.includes(attribution)
  return { label: null, text, source: isSaid ? null : attribution, marks: marksOf(line.evidence, numbered) }
}

function figureSection(figures: KeyFigure[]): ReplySection[] {
  if (figures.length === 0) return []
  const items = figures.map((figure) => ({
    label: figure.text,
    text: [withoutUnit(figure), inSentence(figure.place), inSentence(figure.period)]
      .filter((part, index, parts) => part && !parts.slice(0, index).some((other) => other?.includes(part)))
      .join(', '),
    source: inSentence(figure.attribution),
    marks: [figure.sentence + 1],
  }))
  return [{ kind: 'figures', heading: 'Key figures', items }]
}

// "920-page  plan", not "920-page  page plan".
function withoutUnit({ text, measures }: KeyFigure): string | null {
  const unit = /-(\p{Ll}+)$/u.exec(text)?.[1]
  return measures !== null && unit && measures.startsWith(`${unit} `) ? measures.slice(unit.length + 1) : measures
}

const sentenceOpeners =
  /^(?:In|On|By|At|As|Of|The(?= \p{Ll})|This|That|These|Those|Last|Late|Early|Earlier|Next|Since|During|Over|Before|After|From|Within|Per|Each|Every|Today|Tomorrow|Yesterday|A|An|Its|His|Her|Their|Two|Three|Some|Many|Several|Preliminary)(?= )|^(?:Today|Tomorrow|Yesterday|Officials|Analysts|Police|Authorities)$/u

/** Words that stood at the head of a sentence, for the middle of ours: "Last week" → "last week"; a name keeps its capital. */
function inSentence(words: string | null): string | null {
  return words?.replace(sentenceOpeners, (word) => word.toLowerCase()) ?? null
}

function caveatSection(brief: Brief, numbered: NumberedText): ReplySection[] {
  if (numbered.language !== 'en') return []
  if (brief.caveats.length === 0) {
    const text = `Looked at ${brief.checked.sentences} sentences and found none of the ${caveatKinds.length} kinds of caveat.`
    return [{ kind: 'caveats', heading: 'Read with care', items: [{ label: null, text, source: null, marks: [] }] }]
  }
  const items = brief.caveats.map((caveat) => caveatItem(caveat, numbered))
  return [{ kind: 'caveats', heading: 'Read with care', items }]
}

function caveatItem(caveat: Caveat, numbered: NumberedText): ReplyItem {
  return {
    label: caveatLabels[caveat.kind],
    text: caveat.text,
    source: null,
    marks: marksOf(caveat.evidence, numbered),
  }
}

function marksOf(evidence: { start: number; end: number }[], { sentences }: NumberedText): number[] {
  const marks = new Set<number>()
  for (const span of evidence) {
    const index = sentences.findIndex((sentence) => sentence.start < span.end && span.start < sentence.end)
    if (index >= 0) marks.add(index + 1)
  }
  return [...marks].sort((a, b) => a - b)
}

function footerOf({ writtenBy, checked, notes }: Brief): string {
  const how = writtenBy.kind === 'extracted' ? 'Extracted, not written' : `Written by ${writtenBy.model}`
  const total = checked.kept + checked.dropped
  const lines = `${checked.kept} of ${total} ${total === 1 ? 'line' : 'lines'} found in the article (that is not a check of the article)`
  return [`${how} · ${lines}`, ...notes].join('\n')
}
