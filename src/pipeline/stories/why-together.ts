import { comparableOf, likeness } from './likeness.ts'
import type { StorySignature } from './signature.ts'
import type { WeighedTerm } from './weigh-terms.ts'

/** Why two articles are taken for reports of one event: what both say, the weightiest first. */
export interface SharedEvidence {
  /** as they are written: "Ellin County" */
  names: string[]
  figures: string[]
  /** in their dictionary form: "evacuate" */
  words: string[]
  /** "March 3", "March", "2026", "Tuesday" */
  dates: string[]
  /** about 1 for one text, 0 for nothing in common; null where they are too far apart in time to be compared */
  likeness: number | null
}

const mostShown = 8
const months = 'January February March April May June July August September October November December'.split(' ')
const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')

const dateWords = new Set([...months, ...weekdays].map((word) => word.toLowerCase()))

/** What two articles share: names, figures, words and dates, of those that decide their story. */
export function whyTogether(a: StorySignature, b: StorySignature): SharedEvidence {
  const value = likeness(comparableOf(a), comparableOf(b))
  return {
    names: sharedNames(a, b),
    figures: sharedTerms(a.figures, b.figures).slice(0, mostShown),
    words: sharedTerms(a.words, b.words)
      .filter((word) => !dateWords.has(word))
      .slice(0, mostShown),
    dates: sharedDates(a, b),
    likeness: value === undefined ? null : Math.round(value * 1_000) / 1_000,
  }
}

function sharedTerms(a: readonly WeighedTerm[], b: readonly WeighedTerm[]): string[] {
  const others = new Map(b)
  return a
    .flatMap(([term, weight]) => (others.has(term) ? [{ term, weight: weight * (others.get(term) ?? 0) }] : []))
    .sort((one, other) => other.weight - one.weight)
    .map(({ term }) => term)
}

// A name is shared where both write it, alone or inside a longer one: "Dana Brook" and "Brook" share "Brook".
function sharedNames(a: StorySignature, b: StorySignature): string[] {
  const isIn = (name: string, names: readonly string[]) => names.some((own) => ` ${own} `.includes(` ${name} `))
  const written = [...new Set([...a.writtenNames, ...b.writtenNames])]
  const shared = written.filter((name) => isIn(name, a.writtenNames) && isIn(name, b.writtenNames))
  const longest = shared.filter((name) => !shared.some((other) => other !== name && isIn(name, [other])))
  return longest.slice(0, mostShown)
}

function sharedDates(a: StorySignature, b: StorySignature): string[] {
  const both = <Part>(one: readonly Part[], other: readonly Part[]) => one.filter((part) => other.includes(part))
  const days = both(a.dates.days, b.dates.days)
  const ofDays = new Set(days.map((day) => Number(day.split('-')[0])))
  return [
    ...days.map((day) => `${months[Number(day.split('-')[0]) - 1]} ${day.split('-')[1]}`),
    ...both(a.dates.months, b.dates.months).flatMap((month) => (ofDays.has(month) ? [] : [months[month - 1] ?? ''])),
    ...both(a.dates.years, b.dates.years).map(String),
    ...both(a.dates.weekdays, b.dates.weekdays).map((day) => weekdays[day] ?? ''),
  ]
}
