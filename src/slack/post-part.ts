import { webApi } from '@slack/bolt'
import type { ChannelRef, PostOutcome, PostTrace, ReplyPartPost } from '../domain/adapter.ts'
import { AppError } from '../domain/app-error.ts'
import type { Reply } from '../domain/reply.ts'
import { postError, refusalCode } from './platform-errors.ts'
import { replyMessages, type SlackMessage, sentenceMessage } from './reply-messages.ts'
import { mostPosts, quiet } from './send-reply.ts'

/** Under this name the mark of a part stands in the metadata of its message. */
const markType = 'nutgraf_delivery'
/** The server's clock may be off from ours by so much: what is not found for that would be posted again. */
const skewMs = 3_600_000
const pageSize = 200
const mostPages = 5
const networkWaitMs = 15_000

/** Laid out once, however many parts are posted of it. */
const laidOut = new WeakMap<Reply, Map<number, SlackMessage[]>>()

/** A draft says more than what is posted of it, and later who did what: it needs room for that in the messages that it has then. */
const ofDraft = { messages: mostPosts + 1, spare: 700 }

/** The messages that a reply falls into when it is posted unasked; so many at most where others stand there already. */
export function partsOf(reply: Reply, most?: number): SlackMessage[] {
  const asNew = reply.choices === undefined ? { messages: mostPosts } : ofDraft
  const known = laidOut.get(reply) ?? new Map<number, SlackMessage[]>()
  const messages = known.get(most ?? 0) ?? replyMessages(reply, most === undefined ? asNew : { messages: most })
  laidOut.set(reply, known.set(most ?? 0, messages))
  return messages
}

/** Posts one part, once: the client must not try again by itself. */
export async function postPart(
  client: webApi.WebClient,
  { channel }: ChannelRef,
  { reply, part, mark, first }: ReplyPartPost,
): Promise<PostOutcome> {
  const message = partsOf(reply)[part]
  if (message === undefined) throw new Error(`the reply has no part ${part}`)
  const place = first === null ? { channel } : { channel, thread_ts: first }
  const metadata = { event_type: markType, event_payload: { mark } }
  try {
    const { ts } = await client.chat.postMessage({ ...quiet, ...place, ...message, metadata })
    return ts === undefined ? { kind: 'lost', problem: noAnswer } : { kind: 'posted', message: ts }
  } catch (error) {
    return outcomeOf(error)
  }
}

/** Looks for a part by its mark: in the channel, or in the thread under the first part. */
export async function findPart(
  client: webApi.WebClient,
  { channel }: ChannelRef,
  { mark, first }: ReplyPartPost,
  since: string,
): Promise<PostTrace> {
  const oldest = String((Date.parse(since) - skewMs) / 1000)
  const look = { channel, oldest, limit: pageSize, include_all_metadata: true }
  let cursor: string | undefined
  try {
    for (let page = 0; page < mostPages; page++) {
      const next = cursor === undefined ? look : { ...look, cursor }
      const answer =
        first === null
          ? await client.conversations.history(next)
          : await client.conversations.replies({ ...next, ts: first })
      const found = answer.messages?.find((message) => markOf(message.metadata) === mark)
      if (found?.ts !== undefined) return { kind: 'found', message: found.ts }
      cursor = answer.response_metadata?.next_cursor || undefined
      if (cursor === undefined) return { kind: 'absent' }
    }
    return {
      kind: 'unknown',
      problem: 'Too much was posted in the channel since to find out whether the digest is there.',
    }
  } catch (error) {
    return traceOf(error)
  }
}

/** Writes to one person about a channel. */
export async function tellPerson(
  client: webApi.WebClient,
  { user, channel }: { user: string; channel: string },
  sentence: string,
): Promise<boolean> {
  const { text, blocks } = sentenceMessage(sentence)
  const about = {
    type: 'rich_text' as const,
    elements: [{ type: 'rich_text_section' as const, elements: [{ type: 'channel' as const, channel_id: channel }] }],
  }
  try {
    await client.chat.postMessage({ ...quiet, channel: user, text, blocks: [...blocks, about] })
    return true
  } catch {
    return false
  }
}

const noAnswer = 'Slack gave no clear answer, so it is looked up whether the post is there.'

/** Slack may have taken a call that it answers with these. [docs.slack.dev, chat.postMessage, errors] */
const unclearCodes = ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable', 'team_added_to_org']

/** Slack takes none for now. */
const waitCodes = ['ratelimited', 'rate_limited', 'message_limit_exceeded', 'external_channel_migrating']

function outcomeOf(error: unknown): PostOutcome {
  if (error instanceof webApi.WebAPIRateLimitedError) return busy(error.retryAfter * 1000)
  const code = refusalCode(error)
  if (code === undefined || unclearCodes.includes(code)) return { kind: 'lost', problem: noAnswer }
  if (code !== undefined && waitCodes.includes(code)) return busy(code === 'ratelimited' ? 1000 : 60_000)
  const reason = postError(error)
  if (!(reason instanceof AppError)) {
    return { kind: 'unfit', problem: `Slack does not take the message (${code}). That is a fault of ours.` }
  }
  return { kind: reason.code === 'channel-refused' ? 'refused' : 'unready', problem: reason.message }
}

function traceOf(error: unknown): PostTrace {
  if (error instanceof webApi.WebAPIRateLimitedError) return busy(error.retryAfter * 1000)
  const code = refusalCode(error)
  const reason = postError(error)
  const isOfToken = reason instanceof AppError && reason.code === 'platform-refused'
  if (code === undefined || unclearCodes.includes(code) || waitCodes.includes(code) || isOfToken)
    return busy(networkWaitMs)
  // The thread's first message was deleted, and what stood under it.
  if (code === 'thread_not_found') return { kind: 'unknown', problem: 'The first message of the digest was deleted.' }
  return {
    kind: 'unknown',
    problem: `Slack does not let me look whether the digest is there (${code}).`,
  }
}

const longWaitMs = 5_000

function busy(retryMs: number) {
  // Slack does not say for what: a channel takes a message a second, and more than that is asked of all.
  const isEverywhere = retryMs >= longWaitMs
  return { kind: 'busy', problem: 'Slack asks to wait before the next post.', retryMs, isEverywhere } as const
}

function markOf(metadata: unknown): unknown {
  const { event_type: type, event_payload: payload } = (metadata ?? {}) as {
    event_type?: string
    event_payload?: { mark?: unknown }
  }
  return type === markType ? payload?.mark : undefined
}
