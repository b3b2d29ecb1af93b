import type { Attribution, Quote } from '../domain/attribution.ts'

/** A piece of gold: its spans as Unicode code points, end exclusive. */
export interface GoldPiece {
  spans: [number, number][]
}

/** One article of the PolNeAR set as its lines hold it. */
export interface GoldArticle {
  id: string
  text: string
  attributions: { source: GoldPiece[]; cue: GoldPiece[]; content: GoldPiece[] }[]
}

/** What is measured: finds quotes (with speakers) and attributions in a text. */
export type AttributionFinder = (text: string) => { quotes: Quote[]; attributions: Attribution[] }

/** A miss or a false alarm, to be read: where it stands and what was found instead. */
export interface AttributionError {
  kind: 'missed' | 'wrong-source' | 'false-alarm' | 'wrong-speaker'
  article: string
  source: string
  cue: string
  content: string
  found: string | null
}

/** What was counted in one article. */
export interface AttributionCounts {
  id: string
  gold: number
  found: number
  /** gold attributions whose content and source were found */
  recalled: number
  /** found attributions that agree with one of the gold */
  right: number
  /** gold attributions whose content was found, whoever is named as its source */
  content: number
  /** gold attributions whose content holds a quote of five words or more, and how many of those quotes have the right speaker */
  quotes: number
  quotesRight: number
  /** the same, asked of `Quote.speaker`, which stands for a pronoun's antecedent: over gold sources that are no pronoun */
  speakers: number
  speakersRight: number
}

/** What `measureAttributions` reports. */
export interface AttributionFigures {
  articles: AttributionCounts[]
  errors: AttributionError[]
}

interface Ranges {
  ranges: [number, number][]
}

interface Gold {
  source: Ranges
  cue: Ranges
  content: Ranges
}

/**
 * Measures a finder against PolNeAR's gold. A found attribution agrees with a gold one where it covers at least half of the gold
 * content's tokens (runs without white space), and their sources share a token or are both absent.
 * Gold without content is left out. Offsets are turned from code points into string indexes.
 */
export function measureAttributions(articles: GoldArticle[], find: AttributionFinder): AttributionFigures {
  const errors: AttributionError[] = []
  const counted = articles.map((article) => {
    const indexes = codePointIndexes(article.text)
    const gold = article.attributions.map((one) => toGold(one, indexes)).filter((one) => one.content.ranges.length > 0)
    const { attributions, quotes } = find(article.text)
    const found = attributions.map((one) => ({
      source: one.source ? rangesOf([one.source]) : { ranges: [] },
      cue: rangesOf([one.cue]),
      content: rangesOf(one.content),
    }))
    const show = (one: Gold): Omit<AttributionError, 'kind' | 'found'> => ({
      article: article.id,
      source: textOf(article.text, one.source),
      cue: textOf(article.text, one.cue),
      content: textOf(article.text, one.content),
    })
    const counts: AttributionCounts = {
      ...{ id: article.id, gold: gold.length, found: found.length, recalled: 0, right: 0, content: 0 },
      ...{ quotes: 0, quotesRight: 0, speakers: 0, speakersRight: 0 },
    }
    for (const one of gold) {
      const covering = found.filter((other) => coverage(article.text, one.content, other.content) >= 0.5)
      if (covering.length > 0) counts.content++
      if (covering.some((other) => agrees(article.text, one.source, other.source))) counts.recalled++
      else
        errors.push({
          kind: covering.length > 0 ? 'wrong-source' : 'missed',
          ...show(one),
          found: covering[0]
            ? `${textOf(article.text, covering[0].source)} | ${textOf(article.text, covering[0].cue)}`
            : null,
        })
    }
    for (const other of found) {
      const isRight = gold.some(
        (one) =>
          coverage(article.text, one.content, other.content) >= 0.5 && agrees(article.text, one.source, other.source),
      )
      if (isRight) counts.right++
      else errors.push({ kind: 'false-alarm', ...show(other), found: null })
    }
    measureQuotes(article, gold, found, quotes, counts, errors)
    return counts
  })
  return { articles: counted, errors }
}

const pronoun = /^(?:i|he|she|it|we|they|you|who|which|that|his|her|their|its|him|them)$/i

// Each printed quote of five words or more inside gold content, by the innermost gold around it.
function measureQuotes(
  article: GoldArticle,
  gold: Gold[],
  found: Gold[],
  quotes: Quote[],
  counts: AttributionCounts,
  errors: AttributionError[],
): void {
  for (const match of article.text.matchAll(/[“"]([^“”"\n]{12,2000})[”"]/g)) {
    const start = match.index + 1
    const end = start + (match[1]?.length ?? 0)
    if ((match[1] ?? '').split(/\s+/).length < 5) continue
    const owner = innermost(gold, start, end)
    if (!owner || owner.source.ranges.length === 0) continue
    const said = innermost(found, start, end)
    const printed = textOf(article.text, owner.source)
    const quote = quotes.find((one) => one.start < end && one.end > start && one.speaker !== null)
    counts.quotes++
    const isRight = said !== undefined && agrees(article.text, owner.source, said.source)
    if (isRight) counts.quotesRight++
    else
      errors.push({
        kind: 'wrong-speaker',
        article: article.id,
        source: printed,
        cue: textOf(article.text, owner.cue),
        content: match[1] ?? '',
        found: said ? `${textOf(article.text, said.source)} | ${textOf(article.text, said.cue)}` : null,
      })
    if (pronoun.test(printed)) continue
    counts.speakers++
    const last =
      printed
        .replace(/[’']s$/, '')
        .split(/\s+/)
        .at(-1) ?? printed
    if (quote?.speaker && (overlaps(owner.source, rangesOf([quote.speaker])) || quote.speaker.text.includes(last)))
      counts.speakersRight++
  }
}

function innermost(list: Gold[], start: number, end: number): Gold | undefined {
  let best: Gold | undefined
  for (const one of list) {
    const covers = one.content.ranges.some(([from, to]) => from <= start + 1 && to >= end - 1)
    if (covers && (!best || sizeOf(one.content) < sizeOf(best.content))) best = one
  }
  return best
}

function sizeOf(piece: Ranges): number {
  return piece.ranges.reduce((sum, [from, to]) => sum + to - from, 0)
}

function toGold(one: GoldArticle['attributions'][number], indexes: number[]): Gold {
  const ranges = (pieces: GoldPiece[]): Ranges => ({
    ranges: pieces.flatMap((piece) =>
      piece.spans.map(([from, to]): [number, number] => [indexes[from] ?? 0, indexes[to] ?? 0]),
    ),
  })
  return { source: ranges(one.source), cue: ranges(one.cue), content: ranges(one.content) }
}

// The string index of every code point, and of the end.
function codePointIndexes(text: string): number[] {
  const indexes: number[] = []
  let at = 0
  for (const point of text) {
    indexes.push(at)
    at += point.length
  }
  indexes.push(at)
  return indexes
}

function rangesOf(spans: { start: number; end: number }[]): Ranges {
  return { ranges: spans.map((span): [number, number] => [span.start, span.end]) }
}

function textOf(text: string, piece: Ranges): string {
  return piece.ranges.map(([from, to]) => text.slice(from, to)).join(' … ')
}

function agrees(text: string, gold: Ranges, found: Ranges): boolean {
  if (gold.ranges.length === 0 || found.ranges.length === 0) return gold.ranges.length === found.ranges.length
  return coverage(text, gold, found) > 0
}

function overlaps(one: Ranges, other: Ranges): boolean {
  return one.ranges.some(([from, to]) => other.ranges.some(([start, end]) => start < to && end > from))
}

// The share of the first piece's tokens that the second covers.
function coverage(text: string, gold: Ranges, found: Ranges): number {
  if (!overlaps(gold, found)) return 0
  let all = 0
  let covered = 0
  for (const [from, to] of gold.ranges) {
    for (const match of text.slice(from, to).matchAll(/\S+/g)) {
      const middle = from + match.index + match[0].length / 2
      all++
      if (found.ranges.some(([start, end]) => middle > start && middle < end)) covered++
    }
  }
  return share(covered, all)
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
