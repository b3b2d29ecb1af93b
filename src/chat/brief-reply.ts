import type { Brief, BriefedArticle } from '../domain/brief.ts'
import type { Caveat } from '../domain/caveat.ts'
import type { CaveatKind } from '../domain/caveat-kinds.ts'
import { caveatKinds } from '../domain/caveat-kinds.ts'
import type { KeyFigure } from '../domain/quantity.ts'
import type { ReplyCard, ReplyItem, ReplySection } from '../domain/reply.ts'
import { withoutSchemes } from '../domain/shown-address.ts'

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

/** The sentences of an article that a brief rests on: only their offsets are needed. */
export interface NumberedText {
  id: string
  sentences: { start: number; end: number }[]
  language: string
}

/** The leading article of a brief and the others that it rests on, in order: their sentences are numbered through. */
type NumberedTexts = [NumberedText, ...NumberedText[]]

/** Lays a brief out for a reader: lines, key figures, what to read with care, and what was checked. `others` are the articles of its story that it names. */
export function briefCard(brief: Brief, lead: NumberedText, others: NumberedText[] = []): ReplyCard {
  const article = brief.articles[0]
  const numbered: NumberedTexts = [lead, ...others]
  return {
    title: withoutSchemes(brief.title),
    url: article?.url ?? null,
    about: article ? aboutArticle(article) : [],
    sections: [
      { kind: 'lines', heading: null, items: brief.lines.map((line) => lineItem(line, numbered)) },
      ...figureSection(brief.keyFigures),
      ...otherSection(brief, numbered),
      ...caveatSection(brief, numbered),
    ],
    footer: footerOf(brief),
  }
}

/**
 * The sentences that a brief rests on, by number: what the button "Evidence" shows. `texts` are the stored articles, the leading one first, each with
 * its sentences; of the others the publisher is named.
 */
export function evidenceSection(brief: Brief, texts: [EvidenceText, ...EvidenceText[]]): ReplySection {
  const marks = new Set<number>()
  const spans = [brief.lines, brief.keyFigures, brief.caveats, brief.others].flat().flatMap(({ evidence }) => evidence)
  const [lead, ...others] = texts
  const numbered: NumberedTexts = [lead.numbered, ...others.map((other) => other.numbered)]
  for (const mark of marksOf(spans, numbered)) marks.add(mark)
  const sentences = texts.flatMap(({ numbered: { sentences: all }, text, publisher }, index) =>
    all.map(({ start, end }) => ({
      text: withoutSchemes(text.slice(start, end)),
      source: index === 0 ? null : publisher,
    })),
  )
  const items = [...marks]
    .sort((a, b) => a - b)
    .map((mark) => ({ label: null, text: '', source: null, ...sentences[mark - 1], marks: [mark] }))
  return { kind: 'evidence', heading: 'Evidence, sentence by sentence', items }
}

/** A stored article with its sentences, and who published it. */
export type EvidenceText = { numbered: NumberedText; text: string; publisher: string | null }

function otherSection({ others }: Brief, numbered: NumberedTexts): ReplySection[] {
  if (others.length === 0) return []
  const items = others.map((line) => {
    const item = lineItem(line, numbered)
    const where = `only in ${line.publisher ?? 'another outlet'}`
    return { ...item, source: item.source === null ? where : `${where}; ${item.source}` }
  })
  return [{ kind: 'lines', heading: 'Others also report', items }]
}

function aboutArticle(article: BriefedArticle): string[] {
  return [
    article.publisher ?? 'publisher not given',
    ...(article.origin && article.origin !== article.publisher ? [`originally ${article.origin}`] : []),
    ...(article.byline ? [`by ${article.byline}`] : []),
    article.publishedAt?.slice(0, 10) ?? 'no date',
  ]
}

function lineItem(line: Brief['lines'][number], numbered: NumberedTexts): ReplyItem {
  const { text, attribution } = line
  // The source is repeated only where the line itself does not hold it.
  const isSaid = attribution !== null && text.includes(attribution)
  return {
    label: null,
    text: withoutSchemes(text),
    source: isSaid ? null : attribution,
    marks: marksOf(line.evidence, numbered),
  }
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

function caveatSection(brief: Brief, numbered: NumberedTexts): ReplySection[] {
  if (numbered[0].language !== 'en') return []
  if (brief.caveats.length === 0) {
    const text = `Looked at ${brief.checked.sentences} sentences and found none of the ${caveatKinds.length} kinds of caveat.`
    return [{ kind: 'caveats', heading: 'Read with care', items: [{ label: null, text, source: null, marks: [] }] }]
  }
  const items = brief.caveats.map((caveat) => caveatItem(caveat, numbered))
  return [{ kind: 'caveats', heading: 'Read with care', items }]
}

function caveatItem(caveat: Caveat, numbered: NumberedTexts): ReplyItem {
  return {
    label: caveatLabels[caveat.kind],
    text: withoutSchemes(caveat.text),
    source: null,
    marks: marksOf(caveat.evidence, numbered),
  }
}

/** Sentence numbers from 1; those of the second article go on where the first one's end. */
function marksOf(evidence: { article: string; start: number; end: number }[], numbered: NumberedTexts): number[] {
  const [lead, ...others] = numbered
  const marks = new Set<number>()
  for (const span of evidence) {
    const at = others.findIndex(({ id }) => id === span.article)
    const before = at < 0 ? 0 : [lead, ...others.slice(0, at)].reduce((sum, { sentences }) => sum + sentences.length, 0)
    const index = (at < 0 ? lead : others[at])?.sentences.findIndex(
      (sentence) => sentence.start < span.end && span.start < sentence.end,
    )
    if (index !== undefined && index >= 0) marks.add(before + index + 1)
  }
  return [...marks].sort((a, b) => a - b)
}

function footerOf({ writtenBy, unwritten, checked, lines, notes }: Brief): string {
  const total = checked.kept + checked.dropped
  const count = countOf(checked.kept, total)
  if (writtenBy.kind === 'extracted') {
    const how = `Extracted, not written · ${count} found in the article (that is not a check of the article)`
    return [how, ...notes, ...(unwritten === null ? [] : [unwritten])].join('\n')
  }
  const own = Math.max(0, lines.length - checked.kept)
  const rest =
    own === 0 ? '' : `; ${own} ${own === 1 ? "is the article's own sentence" : "are the article's own sentences"}`
  return [`${writtenName(writtenBy)} · ${count} kept${rest} (that is not a check of the article)`, ...notes].join('\n')
}

function countOf(kept: number, total: number): string {
  return `${kept} of ${total} ${total === 1 ? 'line' : 'lines'}`
}

/** A footer after one of the lines that it counts was left out. */
export function recounted(footer: string | null): string | null {
  return (
    footer?.replace(/\b(\d+) of (\d+) lines?(?= (?:found|kept))/, (_all, kept: string, total: string) =>
      countOf(Math.max(0, Number(kept) - 1), Number(total) - 1),
    ) ?? null
  )
}

/** `Written by gpt-x`: the name comes out of a setting, and a file's path in it says nothing to a reader. */
export function writtenName({ model }: Brief['writtenBy']): string {
  return `Written by ${(model ?? 'a model').replace(/^.*[/\\]/, '').slice(0, 60)}`
}
