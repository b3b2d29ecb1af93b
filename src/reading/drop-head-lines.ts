import { readDate } from './read-date.ts'

/** What is known of the article already, so that it need not stand in the text again. */
export type KnownHead = { title: string | null; byline: string | null }

const notText =
  /^(?:advert(?:isement|s)?|ad|sponsored|story continues below(?: advertisement)?|article continues (?:below|after).*|skip (?:to|past) .{1,40}|comments?|share(?: this)?|print|save|listen(?: to this (?:article|story))?|this slideshow requires javascript\.?|\(?reading time:?.*|\d+ min(?:ute)?s? read|photo|image|video|file photo|loading\W*)$/i

const dateLabel = /^(?:first )?(?:published|posted|updated|last updated|modified|filed)(?: on| at)?:?\s*/i

/**
 * Drops from a page's text the title, byline and date lines that stand again above its first paragraph, and lines that are no text anywhere ("Advertisement").
 * A line is dropped at the top only if it is nothing else than that.
 */
export function dropHeadLines(text: string, known: KnownHead): string {
  const lines = text.split('\n').filter((line) => line !== '' && !notText.test(line))
  const head = lines.slice(0, 8)
  const firstParagraph = head.findIndex((line) => line.length > 140 && /[.!?]["'”’)]*$/.test(line))
  const end = firstParagraph < 0 ? Math.min(4, head.length) : firstParagraph
  return lines.filter((line, index) => index >= end || !isHeadLine(line, known)).join('\n')
}

function isHeadLine(line: string, known: KnownHead): boolean {
  const plain = simplify(line)
  if (plain === '' || (known.title !== null && plain === simplify(known.title))) return true
  if (known.byline !== null && (plain === simplify(known.byline) || plain === `by ${simplify(known.byline)}`))
    return true
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
