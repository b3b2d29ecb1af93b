import type { Brief, OtherLine } from '../../domain/brief.ts'
import type { Caveat } from '../../domain/caveat.ts'
import { evidenceOf } from '../../domain/cut-span.ts'
import type { Store } from '../../domain/store.ts'
import type { GivenFigure } from '../../evidence/comparing/find-conflicts.ts'
import { meaningOf, noveltyOf } from '../../evidence/comparing/novelty.ts'
import { type AnalyzedStory, type BriefedStory, briefAnalyzed } from '../brief-stored.ts'
import { isSameText, openingOf } from '../drop-copies.ts'
import { briefedArticle } from '../extract-brief.ts'
import { describeOrigins, findOrigins, houseOf, type StoryOrigin } from './find-origins.ts'
import { storyConflicts } from './story-conflicts.ts'

/** A story as it is shown: the brief of one article, with what the others add and say otherwise. */
export type StoryBrief = BriefedStory & {
  origins: StoryOrigin[]
  /** the other articles that the brief rests on, in the order of its `articles` */
  others: AnalyzedStory[]
}

/** Of so many other origins a line may be shown, and of each no more than one. */
const mostOthers = 3
const mostLines = 2
const titlesShown = 3
/** A line of another article that says less that is new says nothing of its own. */
const leastNew = 0.5
/** In a story that goes on, a line that says less that is new was read before. */
const leastNewLater = 0.3

/**
 * Makes the brief of a story from that of its leading article: figures on which its articles conflict, what only another outlet has, and from how many
 * origins it comes. Each line is a sentence of one article, and nothing is merged. `others` are the story's other articles.
 */
export async function briefStory(
  store: Pick<Store, 'briefs'>,
  lead: BriefedStory,
  others: AnalyzedStory[],
): Promise<StoryBrief> {
  if (others.length === 0) return { ...lead, origins: [], others }
  const origins = findOrigins([lead, ...others])
  const own = origins.find((origin) => origin.articles.some(({ article }) => article === lead.stored.article))
  // One article for each other origin: copies say the same.
  const firsts = origins
    .filter((origin) => origin !== own)
    .flatMap(({ first }) => others.filter(({ stored }) => stored.article === first.article))
    .slice(0, mostOthers)
  const lines = otherLines(lead, await briefAnalyzed(store, firsts))
  const conflicts = conflictCaveats([lead, ...others], origins)
  const used = new Set([
    ...lines.map(({ article }) => article),
    ...conflicts.flatMap(({ evidence }) => evidence.map(({ article }) => article)),
  ])
  const shown = others.filter(({ stored }) => used.has(stored.article))
  const described = describeOrigins(origins)
  const brief: Brief = {
    ...lead.brief,
    articles: [
      ...lead.brief.articles,
      ...shown.map(({ stored: { value, article } }) => briefedArticle({ ...value, id: article })),
    ],
    caveats: [...lead.brief.caveats.map((caveat) => withReport(caveat, others)), ...conflicts, ...oneOrigin(origins)],
    others: lines,
    notes: [...(described === null ? [] : [`${described}.`]), ...alsoInIt(lead, others), ...lead.brief.notes],
  }
  return { ...lead, brief, origins, others: shown }
}

/** The other reports by their titles: a reader sees what was taken for one story. */
function alsoInIt(lead: BriefedStory, others: AnalyzedStory[]): string[] {
  const begins = openingOf(lead)
  const reports = others.filter((one) => !isSameText(begins, openingOf(one)))
  const titles = [
    ...new Set(
      reports.map(
        ({ stored: { value } }) =>
          `“${value.title ?? 'untitled'}”${value.publisher === null ? '' : ` (${value.publisher})`}`,
      ),
    ),
  ]
  if (titles.length === 0) return []
  const more = titles.length > titlesShown ? `, and ${titles.length - titlesShown} more` : ''
  return [`Also in it: ${titles.slice(0, titlesShown).join(', ')}${more}.`]
}

/** Leaves out of a brief what those who read earlier articles of its story know; what is left says what is new. */
export function withoutKnown(brief: Brief, known: AnalyzedStory[]): Brief {
  if (known.length === 0) return brief
  const read = new Set(known.map(({ stored }) => stored.article))
  const others = brief.others.filter(({ article }) => !read.has(article))
  const isToldAgain = ({ kind, evidence }: Caveat) =>
    kind === 'conflicting-figures' && evidence.every(({ article }) => read.has(article))
  const rest = { ...brief, others, caveats: brief.caveats.filter((caveat) => !isToldAgain(caveat)) }
  const words = meaningOf(known.map(({ stored }) => `${stored.value.title ?? ''}\n${stored.value.text}`).join('\n'))
  const fresh = brief.lines.filter(({ text }) => noveltyOf(text, words) >= leastNewLater)
  const note = 'A story that was posted here goes on.'
  if (fresh.length === 0 || fresh.length === brief.lines.length) return { ...rest, notes: [note, ...brief.notes] }
  return { ...rest, lines: fresh, notes: [`${note} Only what is new is shown.`, ...brief.notes] }
}

function otherLines(lead: BriefedStory, others: BriefedStory[]): OtherLine[] {
  const known = meaningOf(`${lead.stored.value.title ?? ''}\n${lead.stored.value.text}`)
  const lines: OtherLine[] = []
  for (const { stored, brief } of others) {
    if (lines.length >= mostLines) break
    const [best] = brief.lines
      .map((line) => ({ line, novelty: noveltyOf(line.text, known) }))
      .filter(({ novelty }) => novelty >= leastNew)
      .sort((a, b) => b.novelty - a.novelty)
    if (!best) continue
    lines.push({ ...best.line, article: stored.article, publisher: stored.value.publisher })
    for (const word of meaningOf(best.line.text)) known.add(word)
  }
  return lines
}

function conflictCaveats(stories: AnalyzedStory[], origins: StoryOrigin[]): Caveat[] {
  const byId = new Map(stories.map((story) => [story.stored.article, story]))
  const given = ({ article, quantity }: GivenFigure) => {
    const publisher = byId.get(article)?.stored.value.publisher ?? 'another outlet'
    return `“${quantity.text}” (${publisher}${quantity.attribution === null ? '' : `, ${quantity.attribution}`})`
  }
  return storyConflicts(stories, origins).map(({ about, figures }) => ({
    kind: 'conflicting-figures',
    text: `The outlets give different figures${about === null ? '' : ` for ${about}`}: ${figures.map(given).join(', ')}.`,
    evidence: figures.flatMap(({ article, quantity }) => {
      const sentence = byId.get(article)?.analysis.sentences[quantity.sentence]
      return sentence ? [evidenceOf(article, sentence)] : []
    }),
    party: null,
    source: null,
    count: null,
    reason: null,
    leadRestsOnIt: false,
  }))
}

/** Borrowed text and reports are told with where the original stands, where that is among the story's articles. */
function withReport(caveat: Caveat, others: AnalyzedStory[]): Caveat {
  if ((caveat.kind !== 'secondhand' && caveat.kind !== 'syndicated') || caveat.source === null) return caveat
  const whose = houseOf(caveat.source)
  const own = others.find(({ stored }) => stored.value.publisher !== null && houseOf(stored.value.publisher) === whose)
  return own === undefined ? caveat : { ...caveat, text: `${caveat.text} Its own article is one of this story.` }
}

/** Several articles that go back to one desk are one source. */
function oneOrigin(origins: StoryOrigin[]): Caveat[] {
  const [only] = origins
  if (only === undefined || origins.length > 1 || only.articles.length < 2 || only.publishers.length < 2) return []
  const whose = only.name === null ? 'one text, and none says whose it is' : only.name
  return [
    {
      kind: 'single-source',
      text: `${only.articles.length === 2 ? 'Both' : `All ${only.articles.length}`} articles go back to ${whose}.`,
      evidence: [],
      party: null,
      source: only.name,
      count: only.articles.length,
      reason: null,
      leadRestsOnIt: false,
    },
  ]
}
