import { readDate } from '../read-date.ts'

/** No date is longer, with weekday, fractions and zone. */
const longest = 80

// Months as software in other languages writes them into dates that should be English (RFC 822).
const months: [words: RegExp, english: string][] = [
  [/\b(?:ene|gen|jän|janv)\p{L}*\.?/iu, 'Jan'],
  [/\b(?:fev|fév|févr)\p{L}*\.?/iu, 'Feb'],
  [/\b(?:mär|mrz|maa|mrt)\p{L}*\.?/iu, 'Mar'],
  [/\b(?:avr|abr)\p{L}*\.?/iu, 'Apr'],
  [/\b(?:mai|mei|mag)\p{L}*\.?/iu, 'May'],
  [/\b(?:juin|giu)\p{L}*\.?/iu, 'Jun'],
  [/\b(?:juil|lug)\p{L}*\.?/iu, 'Jul'],
  [/\b(?:aoû|ago)\p{L}*\.?/iu, 'Aug'],
  [/\bset\p{L}*\.?/iu, 'Sep'],
  [/\b(?:okt|ott|out)\p{L}*\.?/iu, 'Oct'],
  [/\b(?:dez|déc|dic)\p{L}*\.?/iu, 'Dec'],
]

/**
 * Reads the date of a feed, as ISO 8601 in UTC: RFC 822 (years of two digits too), W3C, and what comes near. A time without a zone
 * counts as UTC, as in all readers of feeds: without it the feed would have days only, and no order among its entries.
 *
 * `'Thu, 01 Jan 04 19:48:21'` → `'2004-01-01T19:48:21Z'` · `'Thu Jan  1 19:48:21 2004'` → the same · null for what is no date
 */
export function readFeedDate(written: string | null): string | null {
  if (written === null || written.length > longest) return null
  const text = written.replace(/\s+/g, ' ').trim()
  return readWithTime(text) ?? readWithTime(evened(text))
}

function readWithTime(text: string): string | null {
  const date = readDate(text)
  if (date === null || date.length > 10 || !/\d:\d\d/.test(text)) return date
  return readDate(`${text} UTC`) ?? date
}

function evened(text: string): string {
  const english = months.reduce((sum, [words, month]) => sum.replace(words, month), text)
  return (
    english
      // 20040101T194821Z
      .replace(/^(\d{4})(\d\d)(\d\d)T?(\d\d):?(\d\d):?(\d\d)/, '$1-$2-$3T$4:$5:$6')
      // Thu Jan 1 19:48:21 UTC 2004
      .replace(
        /^(?:\p{L}+,? )?(\p{L}{3,9}) (\d{1,2}),? ([\d:]{5,8})( [A-Z]{2,5}| [+-]\d{4})? (\d{4})$/u,
        '$2 $1 $5 $3$4',
      )
      // a weekday in another language, or a wrong one with a stray mark
      .replace(/^\p{L}{2,12}[.,;]* (?=\d)/u, '')
      .replace(
        /^(\d{1,2})[ -](\p{L}{3,9})[ -](\d\d)(?= |$)/u,
        (_, day, month, year) => `${day} ${month} ${century(year)}${year}`,
      )
      // an offset by hours, or behind a name that it is counted from
      .replace(/ ?(?:GMT|UTC|UT|Z) ?([+-]\d)/i, ' $1')
      .replace(/([+-])(\d)(?=:?\d\d$|$)(?<=[ \d:][+-]\d)/, '$10$2')
      .replace(/(:\d\d(?:\.\d+)? ?[+-]\d\d)$/, '$1:00')
  )
}

// RFC 2822, 4.3.
function century(year: string): string {
  return Number(year) < 50 ? '20' : '19'
}
