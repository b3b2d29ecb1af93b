import { announceChange, announceMessage } from './announce.ts'
import { copyOf, type JsonObject } from './json.ts'
import type { SlackState } from './state.ts'
import { type Channel, getById, type Message } from './world.ts'

/** What a new message is made of; the rest has defaults. */
export interface NewMessage {
  channel: string
  user: string
  text: string
  botId?: string | null
  blocks?: JsonObject[]
  threadTs?: string | null
  visibleTo?: string | null
  metadata?: JsonObject | null
  isBroadcast?: boolean
}

/** Puts a message into a channel and writes it down. Of its own messages that all see the app is told at once, here and below. */
export function addMessage(state: SlackState, given: NewMessage, cause: string | null = null): Message {
  const message: Message = {
    ts: state.nextTs(),
    botId: null,
    threadTs: null,
    visibleTo: null,
    metadata: null,
    isBroadcast: false,
    isEdited: false,
    reactions: [],
    ...given,
    blocks: withBlockIds(state, given.blocks ?? []),
  }
  state.world.messages.push(message)
  state.journal.add({ kind: 'message', message: copyOf(message) }, cause)
  if (message.visibleTo === null && message.botId !== null)
    void announceMessage(state, placeOf(state, message), message)
  return message
}

/** Changes what a message says. */
export function editMessage(
  state: SlackState,
  message: Message,
  { text, blocks, metadata }: Pick<NewMessage, 'text' | 'metadata'> & { blocks: JsonObject[] },
  cause: string | null = null,
): void {
  const before = copyOf(message)
  message.text = text
  message.blocks = withBlockIds(state, blocks)
  if (metadata !== undefined) message.metadata = metadata
  // Slack marks a message as edited only where it has no blocks. [docs.slack.dev, chat.update]
  message.isEdited = message.blocks.length === 0
  state.journal.add({ kind: 'edit', message: copyOf(message), before }, cause)
  if (message.visibleTo === null && message.botId !== null)
    void announceChange(state, placeOf(state, message), 'message_changed', before, message)
}

/** Takes a message out of its channel. */
export function removeMessage(state: SlackState, message: Message, cause: string | null = null): void {
  state.world.messages.splice(state.world.messages.indexOf(message), 1)
  state.journal.add({ kind: 'delete', message: copyOf(message) }, cause)
  if (message.visibleTo === null) void announceChange(state, placeOf(state, message), 'message_deleted', message, null)
}

/** Blocks with the ids that Slack gives to those that have none. */
export function withBlockIds(state: SlackState, blocks: readonly JsonObject[]): JsonObject[] {
  return copyOf([...blocks]).map((block) => ({ ...block, block_id: block['block_id'] ?? state.nextId('block') }))
}

function placeOf(state: SlackState, message: Message): Channel {
  return getById(state.world.channels, message.channel)
}
