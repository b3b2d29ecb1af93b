import type { Reply, ReplyCard, ReplyItem, ReplySection } from '../domain/reply.ts'
import { splitText } from './split-text.ts'

/** A reply in the pieces that a message is made of, in order. An item may be cut in several parts: `isContinued` from the second on. */
export type ReplyPart =
  | { kind: 'heading' | 'about' | 'section' | 'footer' | 'note'; text: string }
  | { kind: 'title'; text: string; url: string | null }
  | { kind: 'item'; of: ReplySection['kind']; item: ReplyItem; isContinued: boolean }

/** What one message of a platform holds. `lengthOf` is what a part costs there once it is escaped and marked up. */
export interface MessageLimits {
  /** the longest text of one part, in characters before escaping */
  part: number
  /** the parts, and the sum of their lengths, of one message; where parts take more or fewer places than one, `placesOf` says how many */
  parts: number
  placesOf?: (part: ReplyPart) => number
  length: number
  /** what the first message needs of that for menus */
  reserved?: { parts: number; length: number }
  /** messages for one reply: what is beyond them is left out, and said */
  messages: number
  lengthOf: (part: ReplyPart) => number
}

/**
 * Lays a reply out in messages: long texts are cut at the ends of sentences, headings stay with what they head. Where a reply is
 * longer than the messages that it may take, the last one says how much was left out.
 */
export function layOut(reply: Reply, limits: MessageLimits): ReplyPart[][] {
  const messages: ReplyPart[][] = []
  let current: ReplyPart[] = []
  for (const group of groupsOf(reply, limits)) {
    if (current.length > 0 && !fits([...current, ...group], messages.length === 0 ? firstOf(limits) : limits)) {
      messages.push(current)
      current = []
    }
    current.push(...group)
  }
  if (current.length > 0) messages.push(current)
  return messages.length <= limits.messages ? messages : withoutRest(messages, limits)
}

function fits(parts: readonly ReplyPart[], { parts: most, length, lengthOf, placesOf = () => 1 }: MessageLimits) {
  const sum = (of: (part: ReplyPart) => number) => parts.reduce((total, part) => total + of(part), 0)
  return sum(placesOf) <= most && sum(lengthOf) <= length
}

function firstOf({ reserved = { parts: 0, length: 0 }, ...limits }: MessageLimits): MessageLimits {
  return { ...limits, parts: limits.parts - reserved.parts, length: limits.length - reserved.length }
}

function withoutRest(messages: ReplyPart[][], { messages: most }: MessageLimits): ReplyPart[][] {
  const kept = messages.slice(0, most)
  // The last place is the note's, so that it fits whatever stands before it.
  const lost = [...(kept.at(-1)?.splice(-2) ?? []), ...messages.slice(most).flat()]
  kept.at(-1)?.push({
    kind: 'note',
    text: `This was too long for a chat: ${lossOf(lost)} left out. Ask for fewer stories, or for one of them.`,
  })
  return kept
}

function lossOf(lost: readonly ReplyPart[]): string {
  const items = lost.filter((part) => part.kind === 'item' && !part.isContinued).length
  const first = lost.find(({ kind }) => kind === 'item')
  const isCut = first?.kind === 'item' && first.isContinued
  if (items === 0) return isCut ? 'the end of 1 line or figure was' : 'its last words were'
  const what = items === 1 ? '1 line or figure was' : `${items} lines and figures were`
  return isCut ? `the end of a line and ${what}` : what
}

/** Parts that stay together: a heading and what comes right after it, as far as one message holds them. */
function groupsOf(reply: Reply, limits: MessageLimits): ReplyPart[][] {
  const groups: ReplyPart[][] = []
  let headings: ReplyPart[] = []
  const close = (group: ReplyPart[]) => {
    groups.push(...(fits(group, firstOf(limits)) ? [group] : group.map((part) => [part])))
    headings = []
  }
  for (const part of partsOf(reply, limits)) {
    const isHeading = part.kind !== 'item' && part.kind !== 'footer' && part.kind !== 'note'
    // A card without lines ends where the next one begins.
    if (part.kind === 'title' && headings.some(({ kind }) => kind !== 'heading')) close(headings)
    if (isHeading) headings.push(part)
    else close([...headings, part])
  }
  if (headings.length > 0) close(headings)
  return groups
}

function* partsOf(reply: Reply, { part: longest }: MessageLimits): Generator<ReplyPart> {
  if (reply.heading) yield { kind: 'heading', text: clipped(reply.heading, longest) }
  for (const card of reply.cards) yield* cardParts(card, longest)
  for (const note of reply.notes) for (const text of splitText(note, longest)) yield { kind: 'note', text }
}

function* cardParts({ title, url, about, sections, footer }: ReplyCard, longest: number): Generator<ReplyPart> {
  yield { kind: 'title', text: clipped(title, Math.min(longest, longestTitle)), url }
  if (about.length > 0) yield { kind: 'about', text: clipped(about.join(' · '), longest) }
  for (const section of sections) {
    if (section.heading) yield { kind: 'section', text: clipped(section.heading, longest) }
    for (const item of section.items) yield* itemParts(section.kind, item, longest)
  }
  if (footer) for (const text of splitText(footer, longest)) yield { kind: 'footer', text }
}

/** A headline longer than this is none; its text stands in the article. */
const longestTitle = 300

function* itemParts(of: ReplySection['kind'], item: ReplyItem, longest: number): Generator<ReplyPart> {
  const { label, text: whole, source } = withinReason(item, Math.floor(longest / 4))
  const room = longest - (label?.length ?? 0) - (source?.length ?? 0) - 40
  const texts = splitText(whole, room)
  for (const [index, text] of texts.entries()) {
    const isFirst = index === 0
    const isLast = index === texts.length - 1
    // Label first, source and marks last, as in one piece; the mark of a sentence of the article heads it.
    const isMarked = of === 'evidence' ? isFirst : isLast
    yield {
      kind: 'item',
      of,
      isContinued: !isFirst,
      item: {
        label: isFirst ? label : null,
        text,
        source: isLast ? source : null,
        marks: isMarked ? item.marks.slice(0, mostMarks) : [],
      },
    }
  }
}

/** A label or source that is too long to stand beside a text becomes part of it, so that it is cut where the text is. */
function withinReason({ label, text, source }: ReplyItem, longest: number): Omit<ReplyItem, 'marks'> {
  const isLabel = label !== null && label.length <= longest
  const isSource = source !== null && source.length <= longest
  const words = [isLabel ? null : label, text, isSource || !source ? null : `(${source})`]
  return { label: isLabel ? label : null, text: words.filter(Boolean).join(' '), source: isSource ? source : null }
}

/** More marks than this tell nobody anything. */
const mostMarks = 12

function clipped(text: string, longest: number): string {
  if (text.length <= longest) return text
  const [first = ''] = splitText(text, longest - 1)
  return `${first}…`
}
