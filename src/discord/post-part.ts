import { createHash } from 'node:crypto'
import {
  type Channel,
  type Client,
  HTTPError,
  PermissionFlagsBits,
  RateLimitError,
  type SendableChannels,
  SnowflakeUtil,
} from 'discord.js'
import type { ChannelRef, PostOutcome, PostTrace, ReplyPartPost } from '../domain/adapter.ts'
import type { Reply } from '../domain/reply.ts'
import { holdsPosts } from './find-place.ts'
import { beginAt, threadName } from './post-messages.ts'
import { postOnce, postOnceAsThread } from './post-once.ts'
import { isOfOnePost, refusalCode, refusalSentence, tokenAdvice } from './refusals.ts'
import { type DiscordMessage, mostMessages, replyMessages, sentenceMessage } from './reply-messages.ts'

/** The server's clock may be off from ours by so much: what is not found for that would be posted again. */
const skewMs = 3_600_000
const pageSize = 100
const mostPages = 5
const networkWaitMs = 15_000

/** Laid out once, however many parts are posted of it. */
const laidOut = new WeakMap<Reply, Map<number, DiscordMessage[]>>()

/** A draft says more than what is posted of it, and later who did what: it needs room for that in the messages that it has then. */
const ofDraft = { messages: mostMessages.public + 1, spare: 500 }

/** The messages that a reply falls into when it is posted unasked; so many at most where others stand there already. */
export function partsOf(reply: Reply, most?: number): DiscordMessage[] {
  const asNew = reply.choices === undefined ? { messages: mostMessages.public } : ofDraft
  const known = laidOut.get(reply) ?? new Map<number, DiscordMessage[]>()
  const messages = known.get(most ?? 0) ?? replyMessages(reply, most === undefined ? asNew : { messages: most })
  laidOut.set(reply, known.set(most ?? 0, messages))
  // Where escaping parted a head from its lines there is one more than asked for.
  return most === undefined ? messages : messages.slice(0, most)
}

/**
 * Posts one part: the first in the channel, in a forum as a post; the others in the thread under it. Discord itself posts a message of one
 * nonce once within a few minutes [Discord, "Create Message"]; after that the part is found by the number of its first component.
 */
export async function postPart(client: Client<true>, to: ChannelRef, given: ReplyPartPost): Promise<PostOutcome> {
  const { reply, part, mark, first } = given
  const message = partsOf(reply)[part]
  if (message === undefined) throw new Error(`the reply has no part ${part}`)
  try {
    const channel = await findChannel(client, to)
    if (channel === null) return { kind: 'refused', problem: 'That channel is gone.' }
    const marked = withMark(message, mark)
    if (first === null && holdsPosts(channel)) {
      return { kind: 'posted', message: await postOnceAsThread(client, channel.id, marked, threadName(reply)) }
    }
    const place = first === null ? channel : await placeUnder(channel, first, reply)
    if (!place.isSendable()) return { kind: 'refused', problem: 'That channel holds no messages.' }
    return { kind: 'posted', message: await postOnce(client, place.id, marked, mark) }
  } catch (error) {
    return outcomeOf(error)
  }
}

/** Looks for a part by its mark, in the channel or in the thread under the first part. */
export async function findPart(
  client: Client<true>,
  to: ChannelRef,
  { reply, mark, first }: ReplyPartPost,
  since: string,
): Promise<PostTrace> {
  try {
    // Asked anew: what is known of its permissions may be old.
    const channel = await findChannel(client, to, true)
    if (channel === null) return { kind: 'unknown', problem: 'That channel is gone.' }
    if (first === null && holdsPosts(channel)) {
      return { kind: 'unknown', problem: 'In a forum it cannot be told whether the post is there.' }
    }
    const place = first === null ? channel : await placeUnder(channel, first, reply)
    if (!place.isSendable()) return { kind: 'unknown', problem: 'That channel holds no messages.' }
    // Without this permission Discord shows an empty channel instead of saying no. [Discord, "Get Channel Messages"]
    if (!mayRead(place, client)) {
      return {
        kind: 'unknown',
        problem:
          'I may not read that channel, so I cannot tell whether the digest is there. Allow Read Message History.',
      }
    }
    return await findMarked(place, numberOf(mark), client.user.id, Date.parse(since) - skewMs)
  } catch (error) {
    const outcome = outcomeOf(error)
    if (outcome.kind === 'busy') return outcome
    if (outcome.kind === 'lost' || outcome.kind === 'unready')
      return { kind: 'busy', problem: 'Discord cannot be asked whether the digest is there.', retryMs: networkWaitMs }
    return { kind: 'unknown', problem: outcome.kind === 'posted' ? '' : outcome.problem }
  }
}

/** Writes to one person about a channel. */
export async function tellPerson(
  client: Client<true>,
  { user, channel }: { user: string; channel: string },
  sentence: string,
): Promise<boolean> {
  try {
    const person = await client.users.fetch(user)
    const { url = '' } = { url: (await client.channels.fetch(channel).catch(() => null))?.url }
    await person.send(sentenceMessage(url === '' ? sentence : `${sentence} ${url}`))
    return true
  } catch {
    return false
  }
}

async function findMarked(place: SendableChannels, number: number, author: string, fromMs: number): Promise<PostTrace> {
  let after = SnowflakeUtil.generate({ timestamp: fromMs }).toString()
  for (let page = 0; page < mostPages; page++) {
    const messages = await place.messages.fetch({ after, limit: pageSize, cache: false })
    const found = messages.find((one) => one.author.id === author && one.components[0]?.id === number)
    if (found !== undefined) return { kind: 'found', message: found.id }
    if (messages.size < pageSize) return { kind: 'absent' }
    // Newest first, so the newest of this page is where the next one begins.
    after = [...messages.keys()].reduce((a, b) => (BigInt(a) > BigInt(b) ? a : b))
  }
  return {
    kind: 'unknown',
    problem: 'Too much was posted in the channel since to find out whether the digest is there.',
  }
}

function mayRead(place: SendableChannels, client: Client<true>): boolean {
  if (place.isDMBased()) return true
  return place.permissionsFor(client.user)?.has(PermissionFlagsBits.ReadMessageHistory) ?? false
}

/** A channel of a server, or of direct messages, as it is known; null where it is gone or another's. */
export async function findChannel(
  client: Client<true>,
  { space, channel: id }: ChannelRef,
  force = false,
): Promise<Channel | null> {
  try {
    const channel = await client.channels.fetch(id, { force })
    if (channel === null) return null
    const isOurs = channel.isDMBased() ? space.startsWith('dm-') : channel.guildId === space
    return isOurs ? channel : null
  } catch (error) {
    if (refusalCode(error) === 10003) return null
    throw error
  }
}

/** Where what follows a first part stands: its thread, or where none can begin the same channel. */
async function placeUnder(channel: Channel, first: string, reply: Reply): Promise<Channel> {
  if (channel.isThread()) return channel
  if (holdsPosts(channel)) return (await channel.client.channels.fetch(first)) ?? channel
  const known = channel.client.channels.cache.get(first)
  if (known !== undefined) return known
  const { thread } = await beginAt(channel, first, threadName(reply))
  return thread ?? channel
}

/** Components keep the number that they are given; below this Discord numbers them itself. */
const lowestNumber = 1_000_000

function numberOf(mark: string): number {
  const number = createHash('sha256').update(mark).digest().readUInt32BE(0) & 0x7f_ff_ff_ff
  return number < lowestNumber ? number + lowestNumber : number
}

function withMark(message: DiscordMessage, mark: string): DiscordMessage {
  const [head, ...rest] = message.components
  return head === undefined ? message : { ...message, components: [{ ...head, id: numberOf(mark) }, ...rest] }
}

function outcomeOf(error: unknown): PostOutcome {
  if (error instanceof RateLimitError) {
    const problem = 'Discord asks to wait before the next post.'
    return { kind: 'busy', problem, retryMs: error.retryAfter, isEverywhere: error.global }
  }
  const code = refusalCode(error)
  if (code === undefined || error instanceof HTTPError) {
    return { kind: 'lost', problem: 'Discord gave no clear answer, so it is looked up whether the post is there.' }
  }
  const sentence = refusalSentence(error)
  if (sentence !== null) return { kind: isOfOnePost(error) ? 'unfit' : 'refused', problem: sentence }
  if (code === 0 || code === 40001 || code === 50014) return { kind: 'unready', problem: tokenAdvice }
  return { kind: 'unfit', problem: `Discord does not take the message (${code}). That is a fault of ours.` }
}
