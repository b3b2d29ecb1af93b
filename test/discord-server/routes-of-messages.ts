import { ChannelType, MessageFlags } from 'discord-api-types/v10'
import { checkMessage, demandContent, refuseFlaws } from './check-message.ts'
import { type MessageBody, messageBodySchema } from './message-body.ts'
import { demand, holdsMessages, mayIn, visibleChannel } from './permissions.ts'
import { deleteMessage, editMessage, moderate, postMessage } from './post-message.ts'
import { refusal } from './refusal.ts'
import { type Call, messageBucket, type Route, read } from './route.ts'
import { messageJson } from './wire.ts'
import { type Channel, guildOf, type Message, type MessageState, messagesIn, type World } from './world.ts'

const nonceLivesMs = 5 * 60_000 // "the past few minutes", Create Message

/** The routes that read, post, change and take away messages of channels. */
export const messageRoutes: readonly Route[] = [
  { method: 'GET', path: '/channels/:channel/messages', bucket: messageBucket('read'), handle: listMessages },
  { method: 'POST', path: '/channels/:channel/messages', bucket: messageBucket('post'), handle: createMessage },
  {
    method: 'GET',
    path: '/channels/:channel/messages/:message',
    bucket: messageBucket('read-one'),
    handle: getMessage,
  },
  {
    method: 'PATCH',
    path: '/channels/:channel/messages/:message',
    bucket: messageBucket('edit'),
    handle: changeMessage,
  },
  {
    method: 'DELETE',
    path: '/channels/:channel/messages/:message',
    bucket: messageBucket('delete'),
    handle: removeMessage,
  },
  { method: 'POST', path: '/channels/:channel/typing', bucket: messageBucket('typing'), handle: type },
]

/** What a payload leaves in a message, given what it held. */
export function stateAfter(body: MessageBody, before: MessageState | null): MessageState {
  const keep = <T>(given: T | null | undefined, old: T | undefined, none: T) =>
    given === undefined ? (old ?? none) : (given ?? none)
  return {
    content: keep(body.content, before?.content, ''),
    embeds: keep<Record<string, unknown>[]>(body.embeds, before?.embeds, []),
    components: keep<Record<string, unknown>[]>(body.components, before?.components, []),
    // An edit may take SUPPRESS_EMBEDS away again; every other flag stays.
    flags:
      ((before?.flags ?? 0) & (typeof body.flags === 'number' ? ~MessageFlags.SuppressEmbeds : -1)) | (body.flags ?? 0),
  }
}

/** Refuses what may not be written into a channel by the bot: by kind, archive, lock and permission. */
export function demandWritable(world: World, channel: Channel, body: MessageBody): void {
  if (!holdsMessages(channel)) throw refusal('notText')
  demand(world, channel, channel.thread ? 'SendMessagesInThreads' : 'SendMessages')
  if (body.embeds?.length) demand(world, channel, 'EmbedLinks')
  if (body.attachments?.length) demand(world, channel, 'AttachFiles')
  if (channel.thread?.isLocked && !mayIn(world, world.bot.id, channel, 'ManageThreads')) throw refusal('threadLocked')
  const recipient = world.users.get(channel.recipientId ?? '')
  if (recipient?.isClosed) throw refusal('closedToMessages')
}

function listMessages({ world, param, query }: Call) {
  const channel = visibleChannel(world, param('channel'))
  if (!holdsMessages(channel)) throw refusal('notText')
  if (!mayIn(world, world.bot.id, channel, 'ReadMessageHistory')) return { body: [] }
  const limit = Math.min(Number(query.get('limit') ?? 50), 100)
  const before = BigInt(query.get('before') ?? '9223372036854775807')
  const after = BigInt(query.get('after') ?? 0)
  const all = messagesIn(world, channel.id).filter(
    ({ id, onlyFor }) => onlyFor === null && BigInt(id) < before && BigInt(id) > after,
  )
  const chosen = query.has('after') ? all.slice(0, limit) : all.slice(-limit)
  return { body: chosen.reverse().map((message) => shown(world, message)) }
}

function getMessage({ world, param }: Call) {
  const channel = visibleChannel(world, param('channel'))
  demand(world, channel, 'ReadMessageHistory')
  return { body: shown(world, findMessage(world, channel, param('message'))) }
}

function createMessage(call: Call) {
  const { world, param } = call
  const channel = visibleChannel(world, param('channel'))
  const body = read(call, messageBodySchema, 'MessageCreateRequest')
  refuseFlaws(checkMessage(body, 'create', null))
  demandWritable(world, channel, body)
  demandContent(body, null)
  const replyTo = body.message_reference?.message_id ?? null
  if (replyTo !== null) {
    if (!mayIn(world, world.bot.id, channel, 'ReadMessageHistory')) throw refusal('replyNeedsHistory')
    findMessage(world, channel, replyTo)
  }
  const known = body.enforce_nonce ? sameNonce(world, channel, body.nonce) : undefined
  if (known) return { body: shown(world, known) }
  const state = stateAfter(body, null)
  moderate(world, channel, world.bot, state)
  const message = postMessage(world, channel, {
    author: world.bot,
    state,
    nonce: body.nonce ?? null,
    replyTo,
    ...(replyTo === null ? {} : { type: 19 }),
  })
  return { body: shown(world, message) }
}

function changeMessage(call: Call) {
  const { world, param } = call
  const channel = visibleChannel(world, param('channel'))
  const message = findMessage(world, channel, param('message'))
  const body = read(call, messageBodySchema, 'MessageEditRequestPartial')
  if (message.author.id !== world.bot.id) throw refusal('notYourMessage')
  if (channel.thread?.isArchived) throw refusal('threadArchived')
  refuseFlaws(checkMessage(body, 'edit', message))
  demandContent(body, message)
  const state = stateAfter(body, message)
  moderate(world, channel, world.bot, state)
  return { body: shown(world, editMessage(world, message, state)) }
}

function removeMessage({ world, param }: Call) {
  const channel = visibleChannel(world, param('channel'))
  const message = findMessage(world, channel, param('message'))
  if (message.author.id !== world.bot.id) demand(world, channel, 'ManageMessages')
  if (channel.thread?.isArchived) throw refusal('threadArchived')
  deleteMessage(world, message)
  return {}
}

function type({ world, param }: Call) {
  const channel = visibleChannel(world, param('channel'))
  if (!holdsMessages(channel)) throw refusal('notText')
  demand(world, channel, channel.thread ? 'SendMessagesInThreads' : 'SendMessages')
  world.journal.add({ kind: 'typing', at: world.clock.now(), channelId: channel.id, interactionId: null })
  return {}
}

/** A message of a channel; what only one person sees cannot be reached here. Unknown → 10008. */
function findMessage(world: World, channel: Channel, id: string): Message {
  const message = world.messages.get(id)
  // The message that a thread was made from is read through the thread as well as where it stands.
  const isHere = message?.channelId === channel.id || (id === channel.id && channel.type !== ChannelType.DM)
  if (!message || !isHere || message.isDeleted || message.onlyFor !== null) throw refusal('unknownMessage')
  return message
}

function sameNonce(world: World, channel: Channel, nonce: MessageBody['nonce']): Message | undefined {
  const since = world.clock.now() - nonceLivesMs
  return messagesIn(world, channel.id).find((message) => {
    return message.author.id === world.bot.id && message.nonce === nonce && message.createdAt > since
  })
}

function shown(world: World, message: Message) {
  const channel = world.channels.get(message.channelId)
  const isGuild = channel !== undefined && guildOf(world, channel) !== undefined
  return messageJson(world, message, !isGuild || world.application.intents.messageContent)
}
