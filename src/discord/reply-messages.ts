import { type APIMessageTopLevelComponent, ComponentType, MessageFlags } from 'discord.js'
import { layOut, type MessageLimits, type ReplyPart } from '../chat/lay-out.ts'
import { makeReply, noticeReply } from '../chat/make-reply.ts'
import type { Reply, ReplyAction } from '../domain/reply.ts'
import { buttonRow } from './buttons.ts'
import { menuRows } from './menus.ts'
import { figureWidth, lengthOf, renderPart } from './render-parts.ts'

/** A message of Components V2, as every call of discord.js that writes one takes it. */
export type DiscordMessage = {
  flags: typeof MessageFlags.IsComponentsV2
  components: APIMessageTopLevelComponent[]
  allowedMentions: { parse: never[]; repliedUser: false }
}

/** 4,000 characters over all text displays of a message [Discord, "Component Reference"]; a margin for line breaks. */
const longestMessage = 3_800
/** Escaping at most triples a text, and an address in it; so a part fits a message by itself. */
const longestPart = 1_200
const mostParts = 60
/** 40 components, counting nested ones. [Discord, "Component Reference"] */
const mostComponents = 40
/** The bar beside a card: the blue of a link. */
const accent = 0x3b7dd8

/** How many messages a reply may take: for the asker alone; in a channel, where the rest stands in a thread. */
export const mostMessages = { ephemeral: 5, public: 10 } as const

/**
 * Renders a reply as messages, the buttons and menus on the first. `messages` is the most that it may take; what is beyond them is left out,
 * and said. The buttons are those of the reply, and those of `more` where it can be referred to. `spare` is how many characters of each message stay free.
 */
export function replyMessages(
  reply: Reply,
  { messages, more = [], spare = 0 }: { messages: number; more?: ReplyAction[]; spare?: number },
): DiscordMessage[] {
  const length = longestMessage - spare
  const limits: MessageLimits = { part: longestPart, parts: mostParts, length, messages, lengthOf }
  // Each line of a note is a part of its own, so that none is cut where a line ends.
  const notes = reply.notes.flatMap((note) => note.split('\n'))
  const laidOut = layOut({ ...reply, notes }, limits).flatMap(fitting)
  const controls = [...menuRows(reply), ...buttonRow(reply, more)]
  const room = mostComponents - countOf(controls)
  const rendered = laidOut.map((parts) => componentsOf(parts, room)).filter((components) => components.length > 0)
  const [first = componentsOf([{ kind: 'note', text: 'There is nothing to show.' }], room), ...rest] = rendered
  return [[...first, ...controls], ...rest].map(messageOf)
}

/** Rows, and what stands in them. */
function countOf(rows: readonly APIMessageTopLevelComponent[]): number {
  return rows.reduce((sum, row) => sum + 1 + ('components' in row ? row.components.length : 0), 0)
}

/** A message of one sentence, for the person who pressed or asked. */
export function sentenceMessage(text: string): DiscordMessage {
  const [message = messageOf([])] = replyMessages(noticeReply(text), { messages: 1 })
  return message
}

/** The same reply with a further line of small print under it. */
export function withFootnote(reply: Reply, footnote: string): Reply {
  return makeReply({ ...reply, notes: [...reply.notes, footnote] })
}

function messageOf(components: APIMessageTopLevelComponent[]): DiscordMessage {
  return { flags: MessageFlags.IsComponentsV2, components, allowedMentions: { parse: [], repliedUser: false } }
}

/** Parts stay together with what heads them; where escaping made such a group too long for one message, it is parted after all. */
function fitting(parts: ReplyPart[]): ReplyPart[][] {
  const messages: ReplyPart[][] = [[]]
  let length = 0
  for (const part of parts) {
    const cost = lengthOf(part)
    if (length > 0 && length + cost > longestMessage) {
      messages.push([])
      length = 0
    }
    messages.at(-1)?.push(part)
    length += cost
  }
  return messages
}

type Block = { isCard: boolean; texts: string[] }

function componentsOf(parts: readonly ReplyPart[], room: number): APIMessageTopLevelComponent[] {
  const blocks = blocksOf(parts)
  const components = blocks.flatMap(({ isCard, texts }): APIMessageTopLevelComponent[] => {
    const displays = texts.map(textDisplay)
    return isCard ? [{ type: ComponentType.Container, accent_color: accent, components: displays }] : displays
  })
  const count = blocks.reduce((sum, { isCard, texts }) => sum + texts.length + (isCard ? 1 : 0), 0)
  if (count <= room) return components
  // Many small cards: one text says as much, and is always allowed.
  return [textDisplay(blocks.flatMap(({ texts }) => texts).join('\n'))]
}

function textDisplay(content: string) {
  return { type: ComponentType.TextDisplay, content } as const
}

/** Texts that stand together: of a card its head, each section, its foot; beside cards the heading and the notes. */
function blocksOf(parts: readonly ReplyPart[]): Block[] {
  const width = figureWidth(parts)
  const blocks: Block[] = []
  let before: ReplyPart | undefined
  for (const part of parts) {
    const text = renderPart(part, width)
    if (text === '') continue
    const isCard = part.kind !== 'heading' && part.kind !== 'note'
    const last = blocks.at(-1)
    if (last === undefined || last.isCard !== isCard || part.kind === 'title') blocks.push({ isCard, texts: [text] })
    else if (before !== undefined && isApart(before, part)) last.texts.push(text)
    else last.texts.push(`${last.texts.pop() ?? ''}\n${text}`)
    before = part
  }
  return blocks
}

function isApart(before: ReplyPart, part: ReplyPart): boolean {
  const isHead = (one: ReplyPart) => one.kind === 'title' || one.kind === 'about'
  if (part.kind === 'section' || part.kind === 'footer') return part.kind !== before.kind
  return isHead(before) && !isHead(part)
}
