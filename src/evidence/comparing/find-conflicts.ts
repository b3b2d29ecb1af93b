import type { Quantity } from '../../domain/quantity.ts'
import { areOpposites } from '../check/word-relations.ts'
import { agree } from './agree.ts'
import { type DescribedFigure, describeFigures, isOfPeopleHarmed, isOfState } from './describe-figures.ts'

/**
 * An article as its figures are compared: `publishedAt` is ISO 8601 or null, offsets of quantities refer to `text`. Articles of one `desk` go on from
 * each other and do not conflict; null is a desk of its own.
 */
export type ComparedArticle = {
  id: string
  desk: string | null
  text: string
  publishedAt: string | null
  quantities: Quantity[]
}

/** One of several figures for one thing, and the article that gives it. */
export type GivenFigure = { article: string; quantity: Quantity }

/** Figures for one thing that cannot all be true, in the order of the articles; `about` is what they count, in an article's words. */
export type FigureConflict = { about: string | null; figures: GivenFigure[] }

const hour = 3_600_000
/** Counts that grow while an event goes on differ by their hour; other figures by their days. */
const sameState = 12 * hour
const sameTime = 3 * 24 * hour
/** So many words of the two sentences are alike beside what is counted; where that has two names, one more. */
const sharedWords = 2
const furthest = 10

/**
 * Finds figures of several articles on one event that conflict: other values for the same thing at the same time. What rounding ("about 2,000" and 2,013), time
 * (a toll that rose), place or scope explains is none; nor where one of the articles gives both. Articles of one text count once: leave copies out.
 */
export function findConflicts(articles: ComparedArticle[]): FigureConflict[] {
  const described = articles.map(describeFigures)
  const conflicts: FigureConflict[] = []
  for (const [index, figures] of described.entries()) {
    const desk = articles[index]?.desk ?? null
    const rest = described.filter((_, at) => at > index && (desk === null || articles[at]?.desk !== desk))
    for (const others of rest) {
      for (const one of figures) {
        for (const other of others) {
          const isOpen = isConflict(one, other) && !isGiven(one, others) && !isGiven(other, figures)
          if (isOpen) note(conflicts, one, other)
        }
      }
    }
  }
  return conflicts
}

/** Whether an article gives a figure too, beside another: it knows of both. */
function isGiven(figure: DescribedFigure, figures: DescribedFigure[]): boolean {
  return figures.some((own) => isSameThing(own, figure) && agree(own.quantity, figure.quantity))
}

function isSameThing(one: DescribedFigure, other: DescribedFigure): boolean {
  if (one.quantity.unit !== other.quantity.unit) return false
  if (one.thing !== null && one.thing === other.thing) return true
  if (isOfPeopleHarmed(one) || isOfPeopleHarmed(other)) return false
  const isNamed = (thing: string | null, { words }: DescribedFigure) => thing === null || words.has(thing)
  const isAlike = one.quantity.unit !== null || (isNamed(one.thing, other) && isNamed(other.thing, one))
  return isAlike && shared(one, other) > sharedWords
}

function isConflict(one: DescribedFigure, other: DescribedFigure): boolean {
  if (!isSameThing(one, other) || agree(one.quantity, other.quantity)) return false
  if (one.isPartial || other.isPartial || isOfOtherTime(one, other)) return false
  if (areApart(one.places, other.places) || isOfOtherScope(one, other)) return false
  if (isFarApart(one.quantity, other.quantity)) return false
  return isOfPeopleHarmed(one) || shared(one, other) >= sharedWords || isSamePhrase(one, other)
}

/** Numbers so far apart count different things, but where one has the other's digits: then a scale may be wrong. */
function isFarApart({ value: one }: Quantity, { value: other }: Quantity): boolean {
  const ratio = Math.max(Math.abs(one), Math.abs(other)) / Math.min(Math.abs(one), Math.abs(other))
  return ratio > furthest && !Number.isInteger(Math.round(Math.log10(ratio) * 1e6) / 1e6)
}

/** "Net profit" and "net profit": what both call by the same words. */
function isSamePhrase(one: DescribedFigure, other: DescribedFigure): boolean {
  const [first, second] = [one.quantity.measures?.toLowerCase(), other.quantity.measures?.toLowerCase()]
  return first !== undefined && first === second && first.includes(' ') && shared(one, other) > 0
}

/** Other people, the opening and the closing price, some of those whom the other counts. */
function isOfOtherScope(one: DescribedFigure, other: DescribedFigure): boolean {
  if (one.quantity.unit !== null && areApart(one.names, other.names)) return true
  if (isOfPeopleHarmed(one)) return isOfSomePeople(one, other)
  const [own, others] = [one.words.difference(other.words), other.words.difference(one.words)]
  return [...own].some((word) => [...others].some((rival) => areOpposites(word, rival)))
}

/** "Twelve children" of "thirty-one people". */
function isOfSomePeople(one: DescribedFigure, other: DescribedFigure): boolean {
  const [smaller, larger] = one.quantity.value < other.quantity.value ? [one, other] : [other, one]
  return larger.noun === 'people' && smaller.noun !== null && !/^(?:people|person)$/.test(smaller.noun)
}

function isOfOtherTime(one: DescribedFigure, other: DescribedFigure): boolean {
  if (areApart(one.days, other.days) || areApart(one.years, other.years)) return true
  const [first, second] = [timeWords(one.quantity.period), timeWords(other.quantity.period)]
  if (areApart(first, second)) return true
  // Of a year that both name nothing changes any more.
  const isPast = [...one.years].some((year) => other.years.has(year) && Number(year) < yearOf(one.at))
  const apart = one.at === null || other.at === null ? 0 : Math.abs(one.at - other.at)
  return !isPast && apart > (isOfState(one) ? sameState : sameTime)
}

function yearOf(at: number | null): number {
  return at === null ? Number.POSITIVE_INFINITY : new Date(at).getUTCFullYear()
}

function timeWords(period: string | null): Set<string> {
  return new Set(
    period
      ?.toLowerCase()
      .match(
        /\d{4}|\b(?:last|this|next|previous|first|second|third|fourth|january|february|march|april|june|july|august|september|october|november|december)\b/g,
      ) ?? [],
  )
}

function areApart(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size > 0 && other.size > 0 && one.isDisjointFrom(other)
}

/** How many words the two sentences share beside what is counted. */
function shared(one: DescribedFigure, other: DescribedFigure): number {
  return [...one.words.intersection(other.words)].filter((word) => word !== one.thing).length
}

function note(conflicts: FigureConflict[], one: DescribedFigure, other: DescribedFigure): void {
  const known = conflicts.find(({ figures }) =>
    figures.some(({ quantity }) => quantity === one.quantity || quantity === other.quantity),
  )
  const conflict = known ?? { about: one.quantity.measures ?? other.quantity.measures, figures: [] }
  if (!known) conflicts.push(conflict)
  for (const { article, quantity } of [one, other]) {
    const isThere = conflict.figures.some(
      (given) => given.article === article && given.quantity.value === quantity.value,
    )
    if (!isThere) conflict.figures.push({ article, quantity })
  }
}
