import type { KnownBlock } from '@slack/types'
import { layOut, type MessageLimits, type ReplyPart } from '../chat/lay-out.ts'
import { splitText } from '../chat/split-text.ts'
import type { Reply, ReplyAction } from '../domain/reply.ts'
import { controlsOf, menuLength } from './controls.ts'
import { escapeMrkdwn, isBlank, safeText } from './outside-text.ts'
import { itemText, renderParts } from './render-parts.ts'

/** One message: blocks, and the same as text for notifications and screen readers. */
export type SlackMessage = { text: string; blocks: KnownBlock[] }

/** A message holds 50 blocks: two are kept for the text that it may begin with and for the buttons. */
const mostBlocks = 48
/** From about 11,000 characters over all blocks Slack refuses a message; under 10,000 it never did. [slackapi/bolt-js#2509] */
const mostLength = 8500
/** What a block or element costs beside its text: styles, ids, line breaks. */
const partCost = 40
/** Three parts of a long text fill a message. */
const longestPart = 2750
/** The menus of a draft are a block beside that of its buttons. */
const menuPlaces = 1
/** The text beside blocks; Slack asks for at most 4,000 characters. [docs.slack.dev, chat.postMessage] */
const longestText = 3800

/**
 * Renders a reply as messages, the buttons and menus on the first. `messages` is the most that it may take; what is beyond is left out, and said.
 * The buttons are those of the reply, and those of `more`. `spare` is how many characters of each message stay free.
 */
export function replyMessages(
  reply: Reply,
  { messages, more = [], spare = 0 }: { messages: number; more?: ReplyAction[]; spare?: number },
): SlackMessage[] {
  const sizes = { part: longestPart, parts: mostBlocks, length: mostLength - spare, placesOf: blocksOf, lengthOf }
  const reserved = { parts: menuPlaces, length: menuLength(reply) }
  const limits: MessageLimits = { ...sizes, messages, ...(reply.choices === undefined ? {} : { reserved }) }
  const controls = controlsOf(reply, more)
  const rendered = layOut(reply, limits).flatMap((parts) => {
    const blocks = renderParts(parts)
    return blocks.length === 0 ? [] : [{ text: textOfParts(parts), blocks }]
  })
  const [first = emptyMessage, ...rest] = rendered
  return [{ text: first.text, blocks: [...first.blocks, ...controls] }, ...rest]
}

/** A message of one sentence. */
export function sentenceMessage(text: string): SlackMessage {
  return { text: escapeMrkdwn(safeText(text)), blocks: renderParts([{ kind: 'note', text }]) }
}

const emptyMessage = sentenceMessage('There is nothing to show.')

/** The blocks that a part may add: a divider before a title; small print, and the text that goes on behind it. All else joins the text before it. */
function blocksOf({ kind }: ReplyPart): number {
  return kind === 'title' || kind === 'about' || kind === 'footer' ? 2 : 0
}

function lengthOf(part: ReplyPart): number {
  if (part.kind === 'item') return partCost + (part.item.label?.length ?? 0) + itemText(part.item).length
  if (part.kind === 'title') return partCost + part.text.length + (part.url?.length ?? 0)
  return partCost + part.text.length
}

function textOfParts(parts: readonly ReplyPart[]): string {
  const lines = parts.map((part) => {
    if (part.kind !== 'item') return part.text
    return `${part.item.label ? `${part.item.label}: ` : ''}${itemText(part.item)}`
  })
  const [text = ''] = splitText(escapeMrkdwn(safeText(lines.join('\n'))), longestText)
  // A cut may fall into a sign that was escaped: "&am".
  const whole = text.replace(/&[a-z]{0,3}$/, '')
  return isBlank(whole) ? 'A reply' : whole
}
