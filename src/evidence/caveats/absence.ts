import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import type { CaveatContext } from './caveat-context.ts'
import type { CaveatDraft } from './compose-caveat.ts'
import { createCueSet } from './cue-set.ts'

const paywall = createCueSet(
  'subscri\\w+|register|member|reading|sign|log|free|limit|excerpt|extract|preview|chars|read',
  [
    /\b(?:subscribe|sign up|log in|sign in|register|become a (?:member|subscriber))\b[^.\n]{0,40}? to (?:continue|keep|finish|read (?:the (?:rest|full|whole|entire)|more|this|on|full)|unlock|access (?:this|the full)|view (?:the full|this))[^.\n]{0,60}|\bto (?:continue|keep) reading\b[^.\n]{0,60}\b(?:subscribe|log in|sign in|register|sign up|join|buy)\b[^.\n]{0,40}|\b(?:continue|keep) reading (?:for (?:free|[$€£]\d)|with a subscription|by subscribing|this (?:article|story) (?:by|with|for))[^.\n]{0,40}|\b(?:this|the full|the rest of this) (?:article|story|content) is (?:for|only for|available (?:only )?(?:to|for)|reserved for|exclusive to|limited to|only available to) (?:\w+ )?(?:subscribers?|members?)\b[^.\n]{0,30}|\byou(?:'ve| have) (?:reached|read) (?:your|the|all)[^.\n]{0,30}(?:limit|free articles)[^.\n]{0,20}|\bthis is (?:only )?(?:an excerpt (?:of|from)|an extract (?:of|from)|a preview of (?:this|the full|our)|a free preview)[^.\n]{0,60}|\[\+?\d+ chars\]|\bto read the (?:rest|full (?:article|story))[^.\n]{0,40}\b(?:subscribe|log in|sign in|register|become)\b[^.\n]{0,30}/g,
  ],
)
// A pointer to the rest counts only as the last words: in the middle it points to another article.
const pointer =
  /\b(?:read|see|continue reading|view) (?:the )?(?:full|rest of the|rest of this|complete|whole|entire|more of the) (?:article|story|post|interview)\b[^.\n]{0,60}\W*$/
const cut = /(?:\[…\]|\[\.\.\.\]|…|\.\.\.)\s*$/

/**
 * Says that only a part of the article could be had: reading found so, or the text asks to subscribe to go on.
 * The words that ask are its span where they stand in the text.
 */
export function findExcerpt(context: CaveatContext): CaveatDraft[] {
  const { article, folded, tagged } = context
  const spanAt = ({ start, end }: { start: number; end: number }) =>
    spanOf(tagged.text, start, start + tagged.text.slice(start, end).trimEnd().length)
  const spans: Span[] = context.findInLines(paywall).map(spanAt)
  const asks = spans.filter((span) => isNotProse(tagged.text, span))
  const tail = Math.max(0, folded.trimEnd().lastIndexOf('\n') + 1)
  const last = pointer.exec(folded.slice(tail))
  if (last) asks.push(spanAt({ start: tail + last.index, end: tail + last.index + last[0].length }))
  if (
    !article.isExcerpt &&
    asks.length === 0 &&
    !(cut.test(tagged.text) && tagged.sentences.length > 1 && /\[/.test(tagged.text.slice(-6)))
  )
    return []
  return [{ kind: 'excerpt-only', text: 'Only a part of the article was available.', spans: asks.slice(0, 1) }]
}

// A line that asks is short or stands at the end; in the middle of a long paragraph it is prose about subscriptions.
function isNotProse(text: string, span: Span): boolean {
  const start = text.lastIndexOf('\n', span.start - 1) + 1
  const stop = text.indexOf('\n', span.start)
  const end = stop === -1 ? text.length : stop
  return end - start < 220 || span.end > text.length - 160
}

const months =
  '(?:jan(?:uary|\\.)?|feb(?:ruary|\\.)?|mar(?:ch|\\.)?|apr(?:il|\\.)?|may|june?|july?|aug(?:ust|\\.)?|sept?(?:ember|\\.)?|oct(?:ober|\\.)?|nov(?:ember|\\.)?|dec(?:ember|\\.)?)'
const dateline = new RegExp(
  String.raw`\b(?:${months} \d{1,2}(?:st|nd|rd|th)?\b|\d{1,2} ${months}\b|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})(?<after>[^\n]{0,40})`,
)
const datedHead = 400

const relativeTime =
  /\b(?:(?:last|this|next) (?:week|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day|spring|summer|fall|autumn|winter)|yesterday|today|tomorrow|(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/g

// In the article's own letters: "Monday" keeps its capital, "Last week" at the head of a sentence does not; "USA TODAY" is a name.
function firstRelativeTime({ tagged, folded }: CaveatContext): string | undefined {
  for (const { 0: found, index } of folded.matchAll(relativeTime)) {
    const words = tagged.text.slice(index, index + found.length)
    if (/^\p{Lu}{2}/u.test(words) || /\p{Lu} $/u.test(tagged.text.slice(Math.max(0, index - 2), index))) continue
    return /^(?:last|this|next|on|yesterday|today|tomorrow)\b/i.test(words)
      ? words.charAt(0).toLowerCase() + words.slice(1)
      : words
  }
  return undefined
}

/** Says that the article has no date: none given with it, and none in a dateline or a line of its own at its head. */
export function findUndated(context: CaveatContext): CaveatDraft[] {
  const { article, folded } = context
  if (article.publishedAt !== null || hasDateline(folded.slice(0, datedHead))) return []
  const word = firstRelativeTime(context)
  const text = word ? `The article has no date, so “${word}” cannot be placed.` : 'The article has no date.'
  return [{ kind: 'undated', text, spans: [] }]
}

// A line of its own ("May 4, 2026", "Published 4 May"), or what stands before a dateline's dash or bracket.
function hasDateline(head: string): boolean {
  return head.split('\n').some((line) => {
    const match = /\d/.test(line.slice(0, 100)) ? dateline.exec(line.slice(0, 120)) : null
    if (!match || match.index > 70) return false
    return line.length < 60 || /^[^—–]{0,40}?(?:—|–|--| - |\()/.test(match.groups?.after ?? '')
  })
}

/** How old an article may be, in days, before a brief that speaks of the present calls it stale. A week: the longest digest window. */
export const staleAfterDays = 7

/** Says that the article is old for the use made of it: more than `staleAfterDays` before `now`. Without `now` it never fires. */
export function findStale(context: CaveatContext): CaveatDraft[] {
  const { now, article } = context
  if (!now || article.publishedAt === null) return []
  const published = Date.parse(article.publishedAt.replaceAll('/', '-'))
  if (Number.isNaN(published)) return []
  const days = Math.floor((now.getTime() - published) / 86_400_000)
  return days > staleAfterDays ? [{ kind: 'stale', text: `The article is ${days} days old.`, spans: [] }] : []
}
