import { findDates } from '../../evidence/dates/find-dates.ts'
import { detectLanguage } from '../../evidence/language/detect-language.ts'
import { tagText } from '../../evidence/language/tagged-text.ts'
import { type MentionedDates, mentionedDates } from './mentioned-dates.ts'
import { type WeighedTerms, weighTerms } from './weigh-terms.ts'
import { writtenNames } from './written-names.ts'

/** An article as it comes to be grouped. */
export interface GroupedArticle {
  id: string
  title: string | null
  text: string
  /** ISO 8601, or null where it is not known */
  publishedAt: string | null
  /** when it came to us, ISO 8601: by this it falls out of memory. Null: it never does. */
  seenAt?: string | null
}

/** What the grouper needs of an article, as plain JSON of one to two kilobytes: it is kept, the text is not asked for again. */
export interface StorySignature extends WeighedTerms {
  version: number
  /** day of publication in days since 1970, with hours as a fraction; null where only a month is known, or nothing */
  publishedDay: number | null
  /** day on which it came to us, in the same measure; null where nobody says */
  seenDay: number | null
  /** names as the article writes them, to show: "Ellin County" */
  writtenNames: string[]
  dates: MentionedDates
}

/** So many characters are read: what a report is about stands in its first thousand words, and a long read costs no more. */
const mostRead = 10_000

/** Raised when a change of the rules makes kept signatures stale. */
const signatureVersion = 1

/**
 * Reduces an article to what decides its story: its weightiest names, figures and words, and the dates that it mentions.
 * The same article always gives the same signature.
 */
export function signatureOf({ title, text, publishedAt, seenAt = null }: GroupedArticle): StorySignature {
  const heading = headingOf(title ?? '')
  const whole = `${heading}\n${text.slice(0, mostRead)}`
  const tagged = tagText(whole)
  const dates = findDates(tagged)
  const terms = weighTerms(tagged, { titleEnd: heading.length, isEnglish: isEnglish(text), dates })
  return {
    version: signatureVersion,
    publishedDay: dayOf(publishedAt),
    seenDay: dayOf(seenAt),
    ...terms,
    writtenNames: writtenNames(tagged, { terms: new Set(terms.names.map(([term]) => term)), dates }),
    dates: mentionedDates(dates),
  }
}

// Some feeds give an entry's address for its title: its path tells words and a date, its host nothing.
function headingOf(title: string): string {
  const address = /^\s*https?\s?:[\s/]*[^/]*/i.exec(title)
  return address ? title.slice(address[0].length).replace(/[^\p{L}\p{N}]+/gu, ' ') : title
}

function isEnglish(text: string): boolean {
  const language = detectLanguage(text)
  return language === 'en' || language === 'und'
}

function dayOf(at: string | null): number | null {
  if (at === null || !/^\d{4}-\d{2}-\d{2}/.test(at)) return null
  const day = Date.parse(at) / 86_400_000
  return Number.isNaN(day) ? null : Math.round(day * 100) / 100
}

/** A kept signature, read back; null where older rules wrote it: it tells nothing to these. */
export function readSignature(json: string): StorySignature | null {
  const parsed: unknown = JSON.parse(json)
  const isCurrent = typeof parsed === 'object' && parsed !== null && Reflect.get(parsed, 'version') === signatureVersion
  return isCurrent ? (parsed as StorySignature) : null
}
