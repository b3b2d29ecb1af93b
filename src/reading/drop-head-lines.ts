import { readDate } from './read-date.ts'

/** What is known of the article already, so that it need not stand in the text again. */
export type KnownHead = { title: string | null; byline: string | null }

const notText =
  /^(?:advert(?:isement|s)?|ad|sponsored|story continues below(?: advertisement)?|article continues (?:below|after).*|skip (?:to|past) .{1,40}|comments?|subscribe(?: now)?|sign in|log in|share(?: this)?|print|save|listen(?: to this (?:article|story))?|this slideshow requires javascript\.?|\(?reading time:?.*|\d+ min(?:ute)?s? read|photo|image|video|file photo|caption|(?:image|photo|slide) \d+ of\b.{0,10}|loading\W*)$/i

const dateLabel = /^(?:first )?(?:published|posted|updated|last updated|modified|filed)(?: on| at)?:?\s*/i

/**
 * Drops from a page's text the title, byline and date lines that stand again above its first paragraph, and lines that are no text anywhere ("Advertisement").
 * A line is dropped at the top only if it is nothing else than that.
 */
export function dropHeadLines(text: string, known: KnownHead): string {
  const lines = text.split('\n').filter((line) => line !== '' && !notText.test(line) && !isCall(line))
  const head = lines.slice(0, 8)
  const firstParagraph = head.findIndex((line) => line.length > 140 && /[.!?]["'”’)]*$/.test(line))
  const title = known.title === null ? '' : simplify(known.title)
  const titleAt = head.findIndex((line) => title !== '' && isAlike(simplify(line), title))
  const end = firstParagraph < 0 ? Math.min(Math.max(4, titleAt + 1), head.length) : firstParagraph
  const isDropped = (line: string, index: number) =>
    (index < end && isHeadLine(line, known)) ||
    (index < titleAt && line.length < 80 && !/[.!?]["'”’)]*$/.test(line)) ||
    (index < head.length && isDateLine(line))
  return lines.filter((line, index) => !isDropped(line, index)).join('\n')
}

/** What asks the reader to take something else: "Sign up for our newsletter", "Get it delivered to your inbox". */
const offer =
  /(?:^|[.!?]\s+)(?:sign up|subscribe|get|join|click here)\b[^.!?]{0,120}\b(?:newsletters?|(?:in|letter|mail)box|your door)\b/i

/** A line that asks the reader to click, to sign up or to get an app, and is no sentence of the text. */
function isCall(line: string): boolean {
  if (line.length > 260 || /[“"]/.test(line)) return false
  if (offer.test(line) || /^(?:this|our) (?:post|article|page|site)s? (?:may )?contains? affiliate\b/i.test(line))
    return true
  if (line.length > 160) return false
  if (/\bclick(?:ing)? here\b/i.test(line)) return !/[.!?]["'”’)]*$/.test(line)
  return /^(?:get the .{2,40} app\b.{0,40}|like this story\?.*)$/i.test(line)
}

const datePieces =
  /\b(?:(?:first|last|originally)|published|posted|updated?|modified|filed|created|on|at|as of|today|yesterday|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|\d{1,4}(?:st|nd|rd|th)?|a\.?m|p\.?m|noon|midnight|[a-z]{1,3}t|gmt|utc|ist|local time|time)\b|[\s.,:;|/()•·–—+-]/gi

/** A line of nothing but dates and times and what they are: "Posted: Fri 6:45 PM, Feb 16, 2018". */
function isDateLine(line: string): boolean {
  if (line.length > 120 || !/\d/.test(line) || line.replace(datePieces, '') !== '') return false
  return /\b\d{1,2}:\d{2}\b|\b(?:19|20)\d{2}\b|\p{L}{3} \d{1,2}$/u.test(line) && /\p{L}{3}|[ap]\.?m\b|:/iu.test(line)
}

function isHeadLine(line: string, known: KnownHead): boolean {
  const plain = simplify(line)
  if (plain === '' || (known.title !== null && isAlike(plain, simplify(known.title)))) return true
  if (known.byline !== null && (plain === simplify(known.byline) || plain === `by ${simplify(known.byline)}`))
    return true
  if (/^https?:\/\/\S+$/.test(line)) return true
  if (/^by\s+\p{Lu}/iu.test(line) && line.length < 120 && !/[.!?]["'”’)]*$/.test(line)) return true
  const parts = line.split(/\s+[|•·–—-]\s+|;\s*/).map((part) => part.replace(dateLabel, ''))
  return (
    line.length < 100 &&
    parts.every(
      (part) =>
        readDate(part) !== null ||
        isTimeAlone(part) ||
        (known.byline !== null && simplify(part).endsWith(simplify(known.byline))),
    )
  )
}

/** Two forms of one headline: pages show it a little longer or shorter than their metadata say. */
function isAlike(one: string, other: string): boolean {
  if (one === other) return true
  const [words, others] = [new Set(one.split(' ')), new Set(other.split(' '))]
  if (Math.min(words.size, others.size) < 4 || one.length > 200) return false
  const common = [...words].filter((word) => others.has(word)).length
  return common / (words.size + others.size - common) >= 0.7
}

// "Nov 19, 6:55 AM", "1 day ago"
function isTimeAlone(part: string): boolean {
  return /^(?:\p{L}{3,9}\.? \d{1,2},? )?\d{1,2}:\d{2}\s*(?:[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?$|^\d+ (?:minute|hour|day|week)s? ago$/iu.test(
    part,
  )
}

function simplify(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
