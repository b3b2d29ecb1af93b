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
  /** the parts, and the sum of their lengths, of one message */
  parts: number
  length: number
  /** messages for one reply: what is beyond them is left out, and said */
  messages: number
  lengthOf: (part: ReplyPart) => number
}

/**
 * Lays a reply out in messages: long texts are cut at the ends of sentences, headings stay with what they head. Where a reply is
 * longer than the messages that it may take, the last one says how much was left out.
 */
export function layOut(reply: Reply, limits: MessageLimits): ReplyPart[][] {
  const groups = groupsOf(reply, limits)
  const messages: ReplyPart[][] = []
  let current: ReplyPart[] = []
  let length = 0
  for (const group of groups) {
    const cost = group.reduce((sum, part) => sum + limits.lengthOf(part), 0)
    if (current.length > 0 && (current.length + group.length > limits.parts || length + cost > limits.length)) {
      messages.push(current)
      current = []
      length = 0
    }
    current.push(...group)
    length += cost
  }
  if (current.length > 0) messages.push(current)
  return messages.length <= limits.messages ? messages : withoutRest(messages, limits)
}

function withoutRest(messages: ReplyPart[][], { messages: most }: MessageLimits): ReplyPart[][] {
  const kept = messages.slice(0, most)
  // The last place is the note's, so that it fits whatever stands before it.
  const lost = [...(kept.at(-1)?.splice(-2) ?? []), ...messages.slice(most).flat()]
  const items = lost.filter((part) => part.kind === 'item' && !part.isContinued).length
  const what = items === 1 ? '1 line or figure was' : `${items} lines and figures were`
  kept.at(-1)?.push({
    kind: 'note',
    text: `This was too long for a chat: ${what} left out. Ask for fewer stories, or for one of them.`,
  })
  return kept
}

/** Parts that stay together: a heading and what comes right after it. */
function groupsOf(reply: Reply, limits: MessageLimits): ReplyPart[][] {
  const groups: ReplyPart[][] = []
  let headings: ReplyPart[] = []
  for (const part of partsOf(reply, limits)) {
    if (part.kind === 'heading' || part.kind === 'title' || part.kind === 'about' || part.kind === 'section') {
      headings.push(part)
    } else {
      groups.push([...headings, part])
      headings = []
    }
  }
  return headings.length > 0 ? [...groups, headings] : groups
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
  const label = item.label === null ? null : clipped(item.label, Math.floor(longest / 4))
  const source = item.source === null ? null : clipped(item.source, Math.floor(longest / 4))
  const room = longest - (label?.length ?? 0) - (source?.length ?? 0) - 40
  const texts = splitText(item.text, room)
  for (const [index, text] of texts.entries()) {
    const isLast = index === texts.length - 1
    // Label first, source and marks last, as in one piece.
    yield {
      kind: 'item',
      of,
      isContinued: index > 0,
      item: {
        label: index === 0 ? label : null,
        text,
        source: isLast ? source : null,
        marks: isLast ? item.marks.slice(0, mostMarks) : [],
      },
    }
  }
}

/** More marks than this tell nobody anything. */
const mostMarks = 12

function clipped(text: string, longest: number): string {
  if (text.length <= longest) return text
  const [first = ''] = splitText(text, longest - 1)
  return `${first}…`
}
