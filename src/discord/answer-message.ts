import type { Message, SendableChannels } from 'discord.js'
import { answerHeard } from '../chat/conversation.ts'
import { readMessage } from '../chat/read-message.ts'
import type { ThreadRef } from '../domain/stored.ts'
import type { Answering } from './discord-deps.ts'
import { holdsThreads, type Spot, spotOfMessage, threadUnder } from './find-place.ts'
import { beginAt, sendAll, threadName } from './post-messages.ts'
import { directText } from './read-command.ts'
import { refusalCode, refusalSentence } from './refusals.ts'
import { type DiscordMessage, mostMessages, replyMessages, sentenceMessage } from './reply-messages.ts'
import { sentenceOf, workedOut } from './respond.ts'

/** Discord shows "is typing" for ten seconds at most. */
const typingMs = 8_000

const goneMessage = 10008
/** A message cannot be referred to without the permission to read what was said (160002), or where it is no usual one (50035). */
const noReplyCodes: readonly number[] = [160002, 50035]

/** Where an answer goes: the thread that it belongs to, and the place of it, which is there already or begins at the message. */
type Goal = { thread: ThreadRef; place: SendableChannels | 'thread of the message' }

/**
 * Answers a message that is meant for us: in direct messages each one, in a thread that we know the questions that are asked there,
 * elsewhere what mentions us. Everything else is passed over.
 */
export async function answerMessage(answering: Answering, message: Message): Promise<void> {
  if (message.author.bot || message.webhookId !== null || message.system) return
  const { log, conversation, connection, work } = answering
  const { channel } = message
  const { isMention, text } = readMention(message, connection.client.user.id)
  // Without the intent only what mentions us or is written to us comes with its text.
  if (!channel.isSendable() || (!isMention && message.inGuild() && !connection.hasMessageContent)) return
  const spot = await spotOfMessage(message)
  const { isDirect, asker } = spot
  const isAddressed = isDirect || isMention
  if (isDirect ? text === '' : !isMention && spot.thread === null) return
  const said = { text: isDirect ? directText(text) : text, isDirect, isMention, isToOthers: isToOthers(message) }
  const goal = await findGoal(answering, message, channel, spot)
  // What is said to nobody shows no typing, for it may get no answer.
  const stopTyping = isAddressed ? keepTyping(goal.place === 'thread of the message' ? channel : goal.place) : () => {}
  let name = 'Brief'
  const answer = async () => {
    const heard = await readMessage(conversation, said, goal.thread)
    const reply = heard && (await answerHeard(conversation, heard, { asker, thread: goal.thread }))
    if (!reply) return []
    name = threadName(reply)
    return replyMessages(reply, { messages: mostMessages.public })
  }
  try {
    await work.inOrder(goal.thread.message, async () => {
      const messages = await (isAddressed ? workedOut(log, answer) : answer())
      stopTyping()
      if (messages.length > 0) await place(answering, message, goal, messages, name)
    })
  } finally {
    stopTyping()
  }
}

async function findGoal(answering: Answering, message: Message, channel: SendableChannels, spot: Spot): Promise<Goal> {
  if (spot.thread !== null) return { thread: spot.thread, place: channel }
  // A store that cannot be asked is told of when the message is read.
  const replied = await repliedThread(answering, message, spot).catch(() => null)
  if (replied !== null) return replied
  return { thread: threadUnder(message, spot), place: holdsThreads(channel) ? 'thread of the message' : channel }
}

/** A reply in the channel to a message of ours that has a thread is said in that thread. */
async function repliedThread(
  { conversation, connection }: Answering,
  message: Message,
  spot: Spot,
): Promise<Goal | null> {
  const id = message.reference?.messageId
  if (id === undefined) return null
  const thread = threadUnder({ id }, spot)
  if ((await conversation.store.threads.find(thread)) === undefined) return null
  const place = await connection.client.channels.fetch(id).catch(() => null)
  return place?.isThread() ? { thread, place } : null
}

/** Whether a message speaks to us, by name or by our own role, and what it says beside. */
function readMention({ mentions, content, guild }: Message, botId: string): { isMention: boolean; text: string } {
  const role = guild?.members.me?.roles.botRole?.id
  const isMention = mentions.users.has(botId) || (role !== undefined && mentions.roles.has(role))
  const text = content.replace(/<@(?:!|&)?(\d+)>/g, (whole, id) => (id === botId || id === role ? ' ' : whole))
  return { isMention, text: text.replace(/[^\S\n]+/g, ' ').trim() }
}

/** People talk to each other in our threads too: what names or answers another person is not for us. */
function isToOthers({ mentions, reference, client }: Message): boolean {
  if (mentions.users.size > 0 || mentions.roles.size > 0 || mentions.everyone) return true
  return reference !== null && mentions.repliedUser !== null && mentions.repliedUser.id !== client.user.id
}

async function place(
  { log }: Answering,
  message: Message,
  goal: Goal,
  messages: DiscordMessage[],
  name: string,
): Promise<void> {
  const { channel } = message
  if (!channel.isSendable()) return
  try {
    const begun = goal.place === 'thread of the message' ? await beginAt(channel, message.id, name) : null
    const where = begun === null ? goal.place : begun.thread
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
