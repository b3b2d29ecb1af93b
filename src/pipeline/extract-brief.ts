import type { Analysis } from '../domain/analysis.ts'
import type { Article } from '../domain/article.ts'
import type { Attribution } from '../domain/attribution.ts'
import type { Brief, BriefedArticle, BriefLine } from '../domain/brief.ts'
import { evidenceOf } from '../domain/cut-span.ts'
import { extracted } from '../domain/extracted.ts'
import { attributionFor, withNames } from '../evidence/analyze-text.ts'
import { findDateline } from '../evidence/furniture/find-notes.ts'
import { type TaggedText, tagText } from '../evidence/language/tagged-text.ts'
import { chooseLines, type ExtractedLine } from '../evidence/lines/choose-lines.ts'
import { findHeadline, findLead } from '../evidence/lines/find-lead.ts'
import { titleFrom } from '../evidence/lines/make-title.ts'

/**
 * Makes a brief of an article from its own sentences, without a model: lines, key figures, caveats, each with the
 * spans it rests on. A line that is not found at its place in the stored text is dropped and counted.
 */
export function extractBrief(article: Article, analysis: Analysis): Brief {
  const tagged = tagText(article.text)
  const speaking = withNames(tagged, analysis.attributions)
  const lines = chooseLines(tagged, analysis)
  const kept = lines.filter((line) => isFound(article.text, line))
  const made = article.title === null ? madeTitle(tagged) : undefined
  const title = article.title ?? made
  return {
    id: article.id,
    title: title ?? 'Untitled',
    articles: [briefedArticle(article)],
    writtenBy: extracted,
    unwritten: null,
    lines: kept.map((line) => briefLine(article, speaking, line)),
    others: [],
    keyFigures: analysis.quantities
      .filter((quantity) => quantity.isKey)
      .map((quantity) => ({ ...quantity, evidence: [evidenceOf(article.id, quantity)] })),
    caveats: analysis.caveats,
    checked: { kept: kept.length, dropped: lines.length - kept.length, sentences: analysis.sentences.length },
    notes: notesOf(article, made !== undefined, analysis.language),
  }
}

/** What a brief tells of an article that it rests on. */
export function briefedArticle(article: Article): BriefedArticle {
  const { id, url, title, publisher, origin, byline, publishedAt, isExcerpt } = article
  return { id, url, title, publisher, origin, byline, publishedAt, isExcerpt }
}

function isFound(text: string, line: ExtractedLine): boolean {
  const { start, end } = line.span
  const stored = text.slice(start, end)
  return stored !== '' && stored === line.span.text && (line.text === stored || line.text === `${stored} …`)
}

function briefLine(article: Article, speaking: Attribution[], line: ExtractedLine): BriefLine {
  return {
    text: line.text,
    evidence: [evidenceOf(article.id, line.span)],
    attribution: attributionFor(speaking, line.span)?.source?.text ?? null,
  }
}

function madeTitle(tagged: TaggedText): string | undefined {
  const headline = findHeadline(tagged)
  if (headline) return headline.text
  const lead = findLead(tagged)
  if (!lead) return undefined
  const dateline = findDateline(tagged.text)
  const start = dateline && dateline.start >= lead.start && dateline.end < lead.end ? dateline.end : lead.start
  const tokens = lead.tokens.filter((token) => token.start >= start)
  return titleFrom(tagged.text, tokens)?.text
}

function notesOf(article: Article, isTitleMade: boolean, language: string): string[] {
  const notes: string[] = []
  if (article.isExcerpt) notes.push('Full text not available: this is made from the part that could be read.')
  if (isTitleMade) notes.push('The title is made from the first sentence.')
  if (language !== 'en')
    notes.push(`Sourcing was not analyzed: the text is ${languageName(language)}, and only English is analyzed.`)
  return notes
}

function languageName(code: string): string {
  if (code === 'und') return 'in a language that was not recognised'
  // Made only here: it takes longer than briefing an article.
  return `in ${new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code}`
}
