import type { DateSpan } from '../../dates/date-span.ts'
import { type ClaimContext, type Finding, findingOf } from '../claim-context.ts'

/** Dates and times: each must stand in the article, and not against another one of its kind where the claim's words stand. */
export function checkDates(context: ClaimContext): Finding[] {
  return context.dates.flatMap((date) => findFault(context, date) ?? [])
}

function findFault(context: ClaimContext, claimed: DateSpan): Finding | undefined {
  const { article, alignment } = context
  const wanted = partsOf(claimed.text)
  if (wanted.length === 0) return undefined
  const near = alignment.sentences.flatMap((sentence) => article.dates[sentence]!)
  const matches = near.filter((date) => covers(partsOf(date.text), wanted))
  if (matches.length > 0) return misplaced(context, claimed, near, matches)
  const nearParts = new Set(near.flatMap((date) => partsOf(date.text)))
  if (wanted.every((part) => nearParts.has(part) || isWritten(context, part))) return undefined
  const rival = near.find((date) => isRival(date, claimed))
  if (rival)
    return findingOf(
      'date',
      'contradicted',
      `The article says "${rival.text}", not "${claimed.text}".`,
      claimed.text,
      rival.text,
    )
  const elsewhere = article.dates.flat().some((date) => covers(partsOf(date.text), wanted))
  if (elsewhere || claimed.kind === 'duration-period') return undefined
  return findingOf('date', 'not-found', `The article does not say "${claimed.text}".`, claimed.text)
}

// The date stands beside few of the claim's words, another of its kind beside the most of them.
function misplaced(
  { words, alignment }: ClaimContext,
  claimed: DateSpan,
  near: readonly DateSpan[],
  matches: readonly DateSpan[],
): Finding | undefined {
  const support = new Map<number, number>()
  words.forEach((word, at) => {
    const link = alignment.links[at]
    if (link && (word.end <= claimed.start || word.start >= claimed.end))
      support.set(link.sentence, (support.get(link.sentence) ?? 0) + 1)
  })
  const own = Math.max(...matches.map(({ sentence }) => support.get(sentence) ?? 0))
  const rival = near.find((date) => isRival(date, claimed) && (support.get(date.sentence) ?? 0) >= 3 * own + 3)
  return (
    rival &&
    findingOf(
      'date',
      'contradicted',
      `The article says "${rival.text}" of this, not "${claimed.text}".`,
      claimed.text,
      rival.text,
    )
  )
}

// The part may be read as no date in the article ("in a May report").
function isWritten({ article, alignment }: ClaimContext, part: string): boolean {
  return alignment.sentences.some((sentence) =>
    article.tagged.sentences[sentence]!.tokens.some((token) => partsOf(token.text)[0] === part),
  )
}

function isRival(found: DateSpan, claimed: DateSpan): boolean {
  if (found.kind === claimed.kind)
    return claimed.kind !== 'duration-period' && claimed.kind !== 'time' ? true : claimed.kind === 'time'
  return (found.kind === 'relative' && claimed.kind === 'day') || (found.kind === 'day' && claimed.kind === 'relative')
}

function covers(found: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((part) => found.includes(part))
}

const months = 'january february march april may june july august september october november december'.split(' ')
const days = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ')
const dropped = new Set(
  'the of in on at a an late early mid earlier later morning afternoon evening night to from and between'.split(' '),
)

/** What a time expression says, in one form a part: "late on Sept. 9th" → "september", "9". */
function partsOf(text: string): string[] {
  const words = text.toLowerCase().match(/\d+(?::\d+)?|\p{L}+/gu) ?? []
  return words.filter((word) => !dropped.has(word) && !/^(?:st|nd|rd|th|s|m|p)$/.test(word)).map(fullName)
}

function fullName(word: string): string {
  if (/^\d/.test(word)) return word.replace(/^0+(?=\d)/, '')
  if (word.length >= 3) {
    const month = months.find((name) => name.startsWith(word) || (word === 'sept' && name === 'september'))
    if (month && word !== 'mar' && word !== 'sec') return month
    const day = days.find((name) => name.startsWith(word))
    if (day && word !== 'sun' && word !== 'sat') return day
  }
  if (/^(?:past|previous|prior)$/.test(word)) return 'last'
  return word.replace(/s$/, '')
}
