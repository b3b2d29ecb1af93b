import type { Approximation, Quantity } from '../../../domain/quantity.ts'
import { type ClaimContext, claimTokens, type Finding, findingOf } from '../claim-context.ts'
import type { PreparedArticle } from '../prepare-article.ts'
import { fold, stemOfWord, type Word } from '../text-words.ts'
import { countsSame } from './counted-thing.ts'

/**
 * Figures: value, scale, unit, approximation, direction, and what is counted. A figure must stand in the article as a whole
 * (digits stitched from others do not), with what it counts, best in the sentences that the claim rests on.
 */
export function checkQuantities(context: ClaimContext): Finding[] {
  return [...context.quantities.flatMap((quantity) => findFault(context, quantity) ?? []), ...unreadable(context)]
}

// Digits that are no figure ("4.200.1") and stand nowhere in the article.
function unreadable({ words, alignment, quantities, dates }: ClaimContext): Finding[] {
  const isRead = (word: Word): boolean =>
    [...quantities, ...dates].some(({ start, end }) => start <= word.start && word.end <= end)
  return words
    .filter((word, at) => /^\d.*\d$/.test(word.text) && !alignment.links[at] && !isRead(word))
    .map(({ text }) => findingOf('quantity', 'not-found', `The article does not give the figure "${text}".`, text))
}

function findFault(context: ClaimContext, claimed: Quantity): Finding | undefined {
  const { article, alignment } = context
  const all = candidatesFor(article, claimed)
  const same = all.filter((one) => isSameValue(one, claimed) || isEndOfRange(context, one, claimed))
  if (same.length === 0) {
    const range = all.find((one) => alignment.sentences.includes(one.sentence) && isCollapsed(one, claimed))
    if (range)
      return findingOf(
        'quantity',
        'contradicted',
        `The article gives a range, "${range.text}".`,
        claimed.text,
        range.text,
      )
    return isPrinted(context, claimed) ? undefined : unknownValue(context, claimed)
  }
  const withUnit = same.filter((one) => isSameUnit(one, claimed))
  if (withUnit.length === 0) {
    if (claimed.unit === null && claimed.value <= 10) return undefined
    const found = same[0]!
    return findingOf(
      'quantity',
      'contradicted',
      `The article gives this number with another unit: "${found.text}".`,
      claimed.text,
      found.text,
    )
  }
  const near = withUnit.filter((one) => alignment.sentences.includes(one.sentence))
  const pool = near.length > 0 ? near : withUnit
  // What is measured in money or percent is named in too many ways; what is counted is not.
  const rightThing = claimed.unit === null ? pool.filter((one) => countsSame(context, claimed, one)) : pool
  if (rightThing.length === 0) {
    const others = withUnit.filter((one) => countsSame(context, claimed, one))
    if (others.length === 0) {
      const found = pool[0]!
      const things = found.measures ? ` of ${found.measures}` : ''
      return findingOf(
        'quantity',
        'contradicted',
        `The article gives this number${things}, not of ${claimed.measures ?? 'this'}.`,
        claimed.text,
        sentenceText(context, found),
      )
    }
    return approximationFault(claimed, others)
  }
  return approximationFault(claimed, rightThing) ?? directionFault(context, claimed, rightThing)
}

function sentenceText({ article }: ClaimContext, quantity: Quantity): string {
  return article.tagged.sentences[quantity.sentence]!.text
}

/** Of many figures with one value the first are looked at. */
const mostCandidates = 60
const byNumber = new WeakMap<PreparedArticle, Map<number, Quantity[]>>()

// The article's figures that have a number of the claimed one, at either end.
function candidatesFor(article: PreparedArticle, { value, high }: Quantity): Quantity[] {
  let index = byNumber.get(article)
  if (!index) {
    index = new Map()
    for (const quantity of article.quantities.flat()) {
      for (const number of new Set([quantity.value, quantity.high ?? quantity.value])) {
        const known = index.get(number)
        if (!known) index.set(number, [quantity])
        else if (known.length < mostCandidates) known.push(quantity)
      }
    }
    byNumber.set(article, index)
  }
  return [...new Set([...(index.get(value) ?? []), ...(high === null ? [] : (index.get(high) ?? []))])]
}

function isSameValue(one: Quantity, other: Quantity): boolean {
  const isEqual = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a))
  if (one.high === null && other.high === null) return isEqual(one.value, other.value)
  return one.high !== null && other.high !== null && isEqual(one.value, other.value) && isEqual(one.high, other.high)
}

// "within the range of $90 million and $100 million" for "$90 million to $100 million": both ends are in the claim.
function isEndOfRange({ quantities }: ClaimContext, range: Quantity, one: Quantity): boolean {
  if (range.high === null || one.high !== null) return false
  const has = (value: number): boolean =>
    quantities.some((other) => other.high === null && Math.abs(other.value - value) <= 1e-9 * Math.max(1, value))
  return (one.value === range.value && has(range.high)) || (one.value === range.high && has(range.value))
}

function isSameUnit(one: Quantity, other: Quantity): boolean {
  if (one.unit === other.unit) return true
  // A count and a measure are told apart; "5 years" may be written "5-year" or "aged 5".
  if (one.unit === null || other.unit === null)
    return isNamed(one.unit ?? other.unit!, one.measures) || isNamed(one.unit ?? other.unit!, other.measures)
  return false
}

function isNamed(unit: string, measures: string | null): boolean {
  return !!measures && measures.toLowerCase().includes(unit.toLowerCase().replace(/s$/, ''))
}

function isCollapsed({ value, high, unit }: Quantity, claimed: Quantity): boolean {
  return (
    high !== null &&
    claimed.high === null &&
    unit === claimed.unit &&
    (claimed.value === value || claimed.value === high)
  )
}

// A number that the article prints, though not as a figure: part of a date or a name.
function isPrinted({ article, alignment }: ClaimContext, { text }: Quantity): boolean {
  const digits = text.match(/\d[\d.,]*\d|\d/g)
  const stems = digits?.map((group) => group.replaceAll(',', '')) ?? [stemOfWord(fold(text))]
  const isScaled = /\b(?:hundred|thousand|million|billion|trillion)|[kmb]n?\b/i.test(text)
  if (isScaled) return false
  return stems.every((stem) =>
    (article.places.get(stem) ?? []).some(({ sentence, index }) => {
      const { start } = article.words[sentence]![index]!
      const isInDate = article.dates[sentence]!.some((date) => date.start <= start && start < date.end)
      return alignment.sentences.includes(sentence) && !(isInDate && /\d,\d/.test(text))
    }),
  )
}

function unknownValue(context: ClaimContext, claimed: Quantity): Finding | undefined {
  const { article, alignment } = context
  const rivals = alignment.sentences.flatMap((sentence) => article.quantities[sentence]!)
  const same = rivals.find((one) => one.unit === claimed.unit && countsSame(context, claimed, one))
  // A writer may count what an article lists: "four products".
  if (
    !same &&
    claimed.unit === null &&
    claimed.value <= 10 &&
    claimed.high === null &&
    claimed.approximation === 'exact'
  )
    return undefined
  const rival = same ?? rivals.find((one) => one.unit === claimed.unit)
  if (rival)
    return findingOf(
      'quantity',
      'contradicted',
      `The article says "${rival.text}", not "${claimed.text}".`,
      claimed.text,
      rival.text,
    )
  return findingOf('quantity', 'not-found', `The article does not give the figure "${claimed.text}".`, claimed.text)
}

type Side = 'up' | 'down' | 'none'
const sides: Record<Approximation, Side> = {
  exact: 'none',
  about: 'none',
  'more-than': 'up',
  'at-least': 'up',
  'at-most': 'down',
  'less-than': 'down',
  range: 'none',
}

function approximationFault(claimed: Quantity, found: readonly Quantity[]): Finding | undefined {
  if (found.some((one) => isLicensed(one.approximation, claimed))) return undefined
  const one = found[0]!
  const isDropped = claimed.approximation === 'exact'
  const message = isDropped
    ? `The article says "${one.text}"; the words that limit the figure are missing.`
    : `The article says "${one.text}", not "${claimed.text}".`
  return findingOf('quantity', 'contradicted', message, claimed.text, one.text)
}

// "More than" may become "at least" and the other way round; "about" stays; a bare figure claims more than any of them.
function isLicensed(approximation: Approximation, { approximation: claimed }: Quantity): boolean {
  if (approximation === claimed || (approximation === 'range' && claimed === 'exact')) return true
  const from = sides[approximation]
  const to = sides[claimed]
  if (from !== 'none' || to !== 'none') return from === to
  return approximation === 'exact' && claimed === 'about'
}

function directionFault(context: ClaimContext, claimed: Quantity, found: readonly Quantity[]): Finding | undefined {
  if (
    claimed.direction === 'none' ||
    found.some((one) => one.direction === 'none' || one.direction === claimed.direction)
  )
    return undefined
  const one = found[0]!
  return findingOf(
    'quantity',
    'contradicted',
    `In the article this figure goes ${one.direction}, not ${claimed.direction}.`,
    claimTokens(context)
      .map((token) => token.text)
      .join(' ')
      .slice(0, 80),
    sentenceText(context, one),
  )
}
