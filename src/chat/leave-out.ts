import { createHash } from 'node:crypto'
import type { Delivery } from '../domain/delivery.ts'
import type { Reply, ReplyCard, ReplyChoice, ReplyItem, ReplySection } from '../domain/reply.ts'
import type { GivenReply } from '../domain/stored.ts'
import { recounted } from './brief-reply.ts'
import { recountedHeading, recountedParts } from './delivery-reply.ts'

/** A menu of more than this is no longer read. */
const mostChoices = 40
/** What the menus of both platforms show of a choice. */
const longestLabel = 70

/** A reply of which something was left out, what is kept of it, the articles that it shows, and the words that went. */
export type Shortened = { reply: Reply; given: GivenReply | undefined; articles: Delivery['articles']; what: string }

/** What is known of the articles of a reply: to which story each belongs, and which was read only in part. */
export type AboutArticles = { storyOf: (article: string) => string | undefined; isPart: (article: string) => boolean }

/** What can be left out so that something is left: each story where there are several, then each line that is not the last one. */
export function choicesOf({ cards }: Reply): ReplyChoice[] {
  const several = cards.length > 1
  const stories = cards.map((card, index): ReplyChoice => {
    return { kind: 'story', value: keyOf(card, null), label: labelOf(several, index, card.title) }
  })
  const lines = cards.flatMap((card, index) => {
    const items = linesOf(card)
    if (!several && items.length < 2) return []
    return items.map((item): ReplyChoice => {
      return { kind: 'line', value: keyOf(card, item), label: labelOf(several, index, item.text) }
    })
  })
  const all = [...(several ? stories : []), ...lines]
  // The same line twice is one choice: it goes once at a time.
  return all.filter(({ value }, index) => all.findIndex((one) => one.value === value) === index).slice(0, mostChoices)
}

/**
 * Leaves a story or a line out of a reply, and out of what is kept of it; with a line goes what rests on its sentences alone, and a story without lines goes
 * as a whole. Null where that is not in it any more, 'nothing' where nothing would be left.
 */
export function leaveOut(
  { reply, given, articles }: Omit<Shortened, 'what'>,
  choice: string,
  { storyOf, isPart }: AboutArticles,
): Shortened | 'nothing' | null {
  for (const [index, card] of reply.cards.entries()) {
    const line = linesOf(card).find((item) => keyOf(card, item) === choice)
    if (line === undefined && keyOf(card, null) !== choice) continue
    const shorter = line === undefined ? null : withoutLine(card, line)
    const what = line?.text ?? card.title
    const gone = shorter === null ? linesOf(card) : line === undefined ? [] : [line]
    const said = given && { ...given, lines: withoutTexts(given, gone, index, shorter) }
    const cards = reply.cards.flatMap((one, at) => (at !== index ? [one] : shorter === null ? [] : [shorter]))
    if (cards.length === 0) return 'nothing'
    if (shorter !== null) {
      const laidOut = { ...reply, cards }
      const kept = said && { ...said, reply: laidOut, evidence: evidenceOf(said, index, shorter) }
      return { reply: laidOut, given: kept, articles, what }
    }
    const leads = given?.articles.slice(0, reply.cards.length) ?? []
    const lead = leads[index]
    const isOfPart = lead !== undefined && isPart(lead)
    const laidOut = {
      ...reply,
      heading: reply.heading && recountedHeading(reply.heading, reply.cards.length),
      notes: isOfPart ? recountedParts(reply.notes, leads.filter(isPart).length) : reply.notes,
      cards,
    }
    const kept = said && {
      ...said,
      reply: laidOut,
      articles: withoutStory(said.articles, index, reply.cards.length, storyOf),
      evidence: said.evidence?.filter((_one, at) => at !== index) ?? null,
    }
    return { reply: laidOut, given: kept, articles: withoutCopies(articles, lead, leads), what }
  }
  return null
}

function linesOf({ sections }: ReplyCard): ReplyItem[] {
  return sections.flatMap(({ kind, items }) => (kind === 'lines' ? items : []))
}

/** The same for the same words of the same story, whatever went before. */
function keyOf({ title, url }: ReplyCard, item: ReplyItem | null): string {
  const words = JSON.stringify([title, url, item?.text ?? null, item?.marks ?? null])
  return createHash('sha256').update(words).digest('hex').slice(0, 12)
}

function labelOf(isNumbered: boolean, index: number, text: string): string {
  const label = `${isNumbered ? `${index + 1}: ` : ''}${text.replace(/\s+/g, ' ').trim()}`
  return label.length <= longestLabel
    ? label
    : `${label
        .slice(0, longestLabel - 1)
        .toWellFormed()
        .trimEnd()}…`
}

/** Null where no line is left. */
function withoutLine(card: ReplyCard, line: ReplyItem): ReplyCard | null {
  const rest = linesOf(card).filter((item) => item !== line)
  if (rest.length === 0) return null
  const kept = new Set(rest.flatMap(({ marks }) => marks))
  const restsOnIt = ({ marks }: ReplyItem) =>
    marks.length > 0 && marks.every((mark) => line.marks.includes(mark) && !kept.has(mark))
  const sections = card.sections.map(
    (section): ReplySection => ({
      ...section,
      items: section.items.filter((item) => item !== line && (section.kind === 'lines' || !restsOnIt(item))),
    }),
  )
  const isOwn = card.sections.some(
    ({ kind, heading, items }) => kind === 'lines' && heading === null && items.includes(line),
  )
  return {
    ...card,
    sections: sections.filter(({ items }) => items.length > 0),
    footer: isOwn ? recounted(card.footer) : card.footer,
  }
}

/** The sentences of a story that something which is left rests on. */
function evidenceOf({ evidence }: GivenReply, index: number, { sections }: ReplyCard): ReplyCard[] | null {
  if (evidence === null) return null
  const marks = new Set(sections.flatMap(({ items }) => items.flatMap((item) => item.marks)))
  return evidence.map((card, at) =>
    at !== index
      ? card
      : {
          ...card,
          sections: card.sections.map((section) => ({
            ...section,
            items: section.items.filter((item) => item.marks.some((mark) => marks.has(mark))),
          })),
        },
  )
}

/**
 * Each text goes once. Lines that a model put in its own words go with the sentences on which nothing rests any more; where evidence is looked up by the
 * lines, and these put it in other words, nothing is looked up any more.
 */
function withoutTexts(given: GivenReply, gone: ReplyItem[], index: number, shorter: ReplyCard | null): string[] {
  const { lines, evidence } = given
  const textsOf = (card: ReplyCard | undefined) =>
    new Set(card?.sections.flatMap(({ items }) => items.map(({ text }) => text.replace(/\s+/g, ' '))))
  const before = textsOf(evidence?.[index])
  const after = textsOf(shorter === null ? undefined : evidenceOf(given, index, shorter)?.[index])
  const left = gone.some(({ text }) => lines.includes(text))
    ? [...lines]
    : lines.filter((line) => !before.has(line) || after.has(line))
  for (const { text } of gone) {
    const at = left.indexOf(text)
    if (at >= 0) left.splice(at, 1)
    else if (evidence === null) return []
  }
  return left
}

/** Of what is kept of the articles, the leading one of a story goes, and the others of it that no other story stands for. */
function withoutStory(articles: string[], index: number, cards: number, storyOf: AboutArticles['storyOf']): string[] {
  const story = storyOf(articles[index] ?? '')
  const leads = articles.slice(0, cards).filter((_article, at) => at !== index)
  const isShared = story === undefined || leads.some((lead) => storyOf(lead) === story)
  return [...leads, ...articles.slice(cards).filter((article) => isShared || storyOf(article) !== story)]
}

/** What a delivery shows are leading articles, each with its copies behind it. */
function withoutCopies(
  articles: Delivery['articles'],
  lead: string | undefined,
  leads: string[],
): Delivery['articles'] {
  const from = articles.findIndex(({ article }) => article === lead)
  if (from < 0) return articles
  const length = articles.slice(from + 1).findIndex(({ article }) => leads.includes(article))
  return [...articles.slice(0, from), ...(length < 0 ? [] : articles.slice(from + 1 + length))]
}
