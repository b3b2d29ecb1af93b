import type { Message, SendableChannels } from 'discord.js'
import { converse } from '../chat/conversation.ts'
import { readBrief } from '../chat/parse-command.ts'
import type { Command } from '../domain/command.ts'
import type { Reply } from '../domain/reply.ts'
import type { ThreadRef } from '../domain/stored.ts'
import type { Answering } from './discord-deps.ts'
import { holdsThreads, type Spot, spotOfMessage, threadUnder } from './find-place.ts'
import { beginAt, sendAll, threadName } from './post-messages.ts'
import { readDirectMessage } from './read-command.ts'
import { refusalCode, refusalSentence } from './refusals.ts'
import { type DiscordMessage, mostMessages, replyMessages, sentenceMessage } from './reply-messages.ts'
import { sentenceOf, workedOut } from './respond.ts'

/** Discord shows "is typing" for ten seconds at most. */
const typingMs = 8_000

const goneMessage = 10008
/** A message cannot be referred to without the permission to read what was said (160002), or where it is no usual one (50035). */
const noReplyCodes: readonly number[] = [160002, 50035]

/** What is to be answered: as which command, in which thread, which is there already or begins at the message. */
type Asked = { command: Command; thread: ThreadRef; place: SendableChannels | 'thread of the message' }

/**
 * Answers a message that is meant for us: in direct messages each one, in a thread that we know what is said there, elsewhere what
 * mentions us. Everything else is passed over.
 */
export async function answerMessage(answering: Answering, message: Message): Promise<void> {
  if (message.author.bot || message.webhookId !== null || message.system) return
  const spot = await spotOfMessage(message)
  const asked = await readMessage(answering, message, spot)
  if (asked === null) return
  const { command, thread } = asked
  const { log, conversation, work } = answering
  const stopTyping = keepTyping(asked.place === 'thread of the message' ? message.channel : asked.place)
  let reply: Reply | null = null
  try {
    await work.inOrder(thread.message, async () => {
      const messages = await workedOut(log, async () => {
        reply = await converse(conversation, command, { asker: spot.asker, thread })
        return replyMessages(reply, { messages: mostMessages.public })
      })
      stopTyping()
      await place(answering, message, asked, messages, reply === null ? 'Brief' : threadName(reply))
    })
  } finally {
    stopTyping()
  }
}

async function readMessage(answering: Answering, message: Message, spot: Spot): Promise<Asked | null> {
  const { connection, conversation } = answering
  const { isMention, text } = readMention(message, connection.client.user.id)
  const { channel } = message
  if (!channel.isSendable()) return null
  if (spot.thread !== null) {
    if (spot.isDirect) {
      return text === '' ? null : { command: readDirectMessage(text), thread: spot.thread, place: channel }
    }
    if (!isMention && (!connection.hasMessageContent || text === '' || isForOthers(message))) return null
    const isKnown = (await conversation.store.threads.find(spot.thread)) !== undefined
    if (!isMention && !isKnown) return null
    return { command: isKnown ? { kind: 'say', text } : readBrief(text), thread: spot.thread, place: channel }
  }
  if (!isMention) return null
  return (
    (await repliedThread(answering, message, text, spot)) ?? {
      command: readBrief(text),
      thread: threadUnder(message, spot),
      place: holdsThreads(channel) ? 'thread of the message' : channel,
    }
  )
}

/** A reply in the channel to a message of ours that has a thread is said in that thread. */
async function repliedThread(
  { conversation, connection }: Answering,
  message: Message,
  text: string,
  spot: Spot,
): Promise<Asked | null> {
  const id = message.reference?.messageId
  if (id === undefined) return null
  const thread = threadUnder({ id }, spot)
  if ((await conversation.store.threads.find(thread)) === undefined) return null
  const place = await connection.client.channels.fetch(id).catch(() => null)
  return place?.isThread() ? { command: { kind: 'say', text }, thread, place } : null
}

/** Whether a message speaks to us, by name or by our own role, and what it says beside. */
function readMention({ mentions, content, guild }: Message, botId: string): { isMention: boolean; text: string } {
  const role = guild?.members.me?.roles.botRole?.id
  const isMention = mentions.users.has(botId) || (role !== undefined && mentions.roles.has(role))
  const text = content.replace(/<@(?:!|&)?(\d+)>/g, (whole, id) => (id === botId || id === role ? ' ' : whole))
  return { isMention, text: text.replace(/[^\S\n]+/g, ' ').trim() }
}

/** People talk to each other in our threads too: what names or answers another person is not for us. */
function isForOthers({ mentions, reference, client }: Message): boolean {
  if (mentions.users.size > 0 || mentions.roles.size > 0 || mentions.everyone) return true
  return reference !== null && mentions.repliedUser !== null && mentions.repliedUser.id !== client.user.id
}

async function place(
  { log }: Answering,
  message: Message,
  asked: Asked,
  messages: DiscordMessage[],
  name: string,
): Promise<void> {
  const { channel } = message
  if (!channel.isSendable()) return
  try {
    const begun = asked.place === 'thread of the message' ? await beginAt(channel, message.id, name) : null
    const where = begun === null ? asked.place : begun.thread
    if (where === null || where === 'thread of the message') return void (await replyTo(message, messages))
    const [first = sentenceMessage('There is nothing to show.'), ...rest] = messages
    await where.send(first)
    const trouble = await sendAll(where, rest)
    if (trouble !== null) log.warn('Discord: a reply was posted in part', { channel: where.id })
  } catch (error) {
    // Whoever took the message away wants no answer.
    if (refusalCode(error) === goneMessage) return
    const sentence = sentenceOf(log, error)
    // Where nothing can be posted there is no way to say so.
    await replyTo(message, [sentenceMessage(sentence)]).catch((second: unknown) => {
      if (refusalSentence(second) === null) throw second
      log.warn(`Discord: a mention could not be answered. ${sentence}`, { channel: message.channelId })
    })
  }
}

/** Answers in the channel itself, as a reply to the message where that is allowed. */
async function replyTo(message: Message, [first, ...rest]: DiscordMessage[]): Promise<void> {
  const { channel } = message
  if (!channel.isSendable() || first === undefined) return
  try {
    await message.reply(first)
  } catch (error) {
    if (!noReplyCodes.includes(refusalCode(error) ?? 0)) throw error
    await channel.send(first)
  }
  for (const further of rest) await channel.send(further)
}

/** Shows that we are at work, until it is called off. */
function keepTyping(channel: Message['channel'] | SendableChannels): () => void {
  // It is a courtesy: where it is refused, the answer will say what is wrong.
  const show = () => void (channel.isSendable() && channel.sendTyping().catch(() => undefined))
  show()
  const timer = setInterval(show, typingMs)
  timer.unref()
  return () => clearInterval(timer)
}
