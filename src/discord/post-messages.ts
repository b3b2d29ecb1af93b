import {
  type Channel,
  type ForumChannel,
  type MediaChannel,
  type NewsChannel,
  type SendableChannels,
  type TextChannel,
  ThreadAutoArchiveDuration,
} from 'discord.js'
import type { Reply } from '../domain/reply.ts'
import type { ThreadRef } from '../domain/stored.ts'
import { visibleText } from './escape-text.ts'
import { holdsPosts, holdsThreads } from './find-place.ts'
import { refusalCode, refusalSentence } from './refusals.ts'
import type { DiscordMessage } from './reply-messages.ts'

/** How a reply is posted: under which name its thread begins; whether it gets one though nothing stands in it yet. */
export type Posting = {
  name: string
  wantsThread: boolean
  /** up to 25 characters: within a few minutes Discord posts a message of the same nonce once */
  nonce: string | null
}

/** Where a reply stands now; `trouble` is what could not be done, in one sentence. */
export type Placed = { thread: ThreadRef; url: string; trouble: string | null }

/**
 * Posts a reply in a channel: the rest of a long one in its thread. In a forum it becomes a post; in a thread, or where threads cannot
 * begin, all of it stands in the same place.
 */
export async function postMessages(channel: Channel, messages: DiscordMessage[], posting: Posting): Promise<Placed> {
  const [first, ...rest] = messages
  if (first === undefined) throw new Error('a reply without messages')
  if (canPost(channel)) {
    const thread = await createPost(channel, first, posting.name)
    return { ...placeOf(channel, thread.id, thread.url), trouble: await sendAll(thread, rest) }
  }
  if (!channel.isSendable()) throw new Error(`a channel of type ${channel.type} takes no messages`)
  const { nonce } = posting
  const message = await channel.send(nonce === null ? first : { ...first, nonce, enforceNonce: true })
  if (channel.isThread()) {
    return { ...placeOf(channel, channel.id, message.url), trouble: await sendAll(channel, rest) }
  }
  const place = placeOf(channel, message.id, message.url)
  if (!holdsThreads(channel) || (rest.length === 0 && !posting.wantsThread)) {
    return { ...place, trouble: await sendAll(channel, rest) }
  }
  const { thread, trouble, isNew } = await beginAt(channel, message.id, posting.name)
  // What was posted before under the same nonce has its rest already.
  if (!isNew && thread !== null) return { ...place, trouble }
  const restTrouble = await sendAll(thread ?? channel, rest)
  return { ...place, trouble: trouble ?? restTrouble }
}

/** Posts in a forum, and resolves to the id of the post. */
export async function postAsThread(channel: Channel, message: DiscordMessage, name: string): Promise<string> {
  if (!canPost(channel)) throw new Error(`a channel of type ${channel.type} takes no posts`)
  return (await createPost(channel, message, name)).id
}

function createPost(channel: ForumChannel | MediaChannel, message: DiscordMessage, name: string) {
  return withName(name, (given) => channel.threads.create({ name: given, message }))
}

/** Begins a thread at a message, or finds the one that did; null where it may not begin, with the reason in `trouble`. */
export async function beginAt(channel: Channel, messageId: string, name: string) {
  if (!canBegin(channel)) return { thread: null, trouble: null, isNew: false }
  try {
    const thread = await withName(name, (given) =>
      channel.threads.create({
        name: given,
        startMessage: messageId,
        autoArchiveDuration: ThreadAutoArchiveDuration.ThreeDays,
      }),
    )
    return { thread, trouble: null, isNew: true }
  } catch (error) {
    if (refusalCode(error) === 160004) {
      const found = await channel.client.channels.fetch(messageId)
      return { thread: found?.isThread() ? found : null, trouble: null, isNew: false }
    }
    if (!mayNotCodes.includes(refusalCode(error) ?? 0)) throw error
    return { thread: null, trouble: noThread, isNew: false }
  }
}

/** No permission, no access, too many threads: what stands in the channel stays. */
const mayNotCodes: readonly number[] = [50001, 50013, 160006]

const noThread =
  'I may not begin a thread here, so follow-ups work by the button Ask alone. Whoever manages the channel can allow Create Public Threads and Send Messages in Threads: Edit Channel, Permissions.'

function canPost(channel: Channel): channel is ForumChannel | MediaChannel {
  return holdsPosts(channel)
}

function canBegin(channel: Channel): channel is TextChannel | NewsChannel {
  return holdsThreads(channel)
}

/** Sends further messages, and says in one sentence why where that is refused: what stands before them stays. */
export async function sendAll(channel: SendableChannels, messages: readonly DiscordMessage[]): Promise<string | null> {
  try {
    for (const message of messages) await channel.send(message)
    return null
  } catch (error) {
    const sentence = refusalSentence(error)
    if (sentence === null) throw error
    return `Only a part could be posted. ${sentence}`
  }
}

/** A title that the server's AutoMod blocks (200001) gives way to a plain one. */
async function withName<T>(name: string, create: (name: string) => Promise<T>): Promise<T> {
  try {
    return await create(name)
  } catch (error) {
    if (refusalCode(error) !== 200001 || name === plainName) throw error
    return create(plainName)
  }
}

const plainName = 'Brief'
/** A thread's title has up to 100 characters. [Discord, "Channel Resource"] */
const longestName = 100

/** What a thread on a reply is called: the title of its card, or the heading over several; cut at 100 characters. */
export function threadName({ heading, cards }: Reply): string {
  const [card] = cards
  const title = cards.length > 1 ? (heading ?? card?.title) : (card?.title ?? heading)
  const name = visibleText(title ?? '')
    .replace(/\s+/g, ' ')
    .trim()
  if (name === '') return plainName
  if (name.length <= longestName) return name
  const letters = [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(name)]
  let cut = ''
  for (const { segment } of letters) {
    if (cut.length + segment.length > longestName - 1) break
    cut += segment
  }
  return `${cut.trimEnd() || plainName}…`
}

function placeOf(channel: Channel, message: string, url: string) {
  const space = 'guildId' in channel ? channel.guildId : ''
  const parent = channel.isThread() ? (channel.parentId ?? channel.id) : channel.id
  return { thread: { platform: 'discord', space, channel: parent, message }, url }
}
