import type { webApi } from '@slack/bolt'
import type { Reply, ReplyAction } from '../domain/reply.ts'
import { refusalCode } from './platform-errors.ts'
import { replyMessages, type SlackMessage } from './reply-messages.ts'

/** Three posts at once are within Slack's burst of about one a second and channel. [docs.slack.dev, rate limits] */
export const mostPosts = 3
/** A response_url takes five messages. [docs.slack.dev, handling user interaction] */
const mostResponses = 4

/** What everything that we post carries: no unfolded links, no names read out of texts. */
export const quiet = { unfurl_links: false, unfurl_media: false, parse: 'none' } as const

/** Where a reply is posted: in a thread, or in the channel itself with null. `replaces` is a message of ours that it takes the place of. */
export type PostPlace = { channel: string; thread: string | null; replaces?: string | undefined }

/**
 * Posts a reply for everybody in the channel; what does not fit into one message goes into the thread. Resolves to the time of the
 * first message. Throws what the client throws.
 */
export async function postReply(
  client: webApi.WebClient,
  reply: Reply,
  { channel, thread, replaces }: PostPlace,
): Promise<string> {
  const [first, ...rest] = replyMessages(reply, { messages: mostPosts })
  if (first === undefined) throw new Error('a reply has at least one message')
  const ts =
    replaces === undefined
      ? await postMessage(client, first, { channel, thread })
      : await replaceMessage(client, first, { channel, thread, ts: replaces })
  for (const message of rest) await postMessage(client, message, { channel, thread: thread ?? ts })
  return ts
}

/** Posts one message and resolves to its time. */
export async function postMessage(
  client: webApi.WebClient,
  { text, blocks }: SlackMessage,
  { channel, thread }: PostPlace,
): Promise<string> {
  const place = thread === null ? { channel } : { channel, thread_ts: thread }
  const { ts } = await client.chat.postMessage({ ...quiet, ...place, text, blocks })
  if (ts === undefined) throw new Error('Slack gave no time of the message that was posted')
  return ts
}

/** Where a message cannot be changed any more, because somebody deleted it or the workspace forbids it, the new one is posted. */
async function replaceMessage(
  client: webApi.WebClient,
  { text, blocks }: SlackMessage,
  { channel, thread, ts }: PostPlace & { ts: string },
): Promise<string> {
  try {
    await client.chat.update({ channel, ts, text, blocks, parse: 'none' })
    return ts
  } catch (error) {
    if (!unchangeable.has(refusalCode(error) ?? '')) throw error
    return postMessage(client, { text, blocks }, { channel, thread })
  }
}

const unchangeable = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed'])

/** A message for one person by a response_url. */
export type Response = SlackMessage &
  Pick<typeof quiet, 'unfurl_links' | 'unfurl_media'> & {
    response_type: 'ephemeral'
    replace_original: false
    thread_ts?: string
  }

/** Answers to a response_url; throws where Slack does not take it. */
export type Respond = (response: Response) => Promise<unknown>

/** Shows a reply to whoever asked, and to nobody else. `more` adds buttons; in a thread it is shown there. */
export async function respondReply(
  respond: Respond,
  reply: Reply,
  { thread = null, more = [] }: { thread?: string | null; more?: ReplyAction[] } = {},
): Promise<void> {
  for (const message of replyMessages(reply, { messages: mostResponses, more })) {
    await onceMore(() =>
      respond({
        ...message,
        unfurl_links: false,
        unfurl_media: false,
        response_type: 'ephemeral',
        // A command has no message to replace, and a button's message stays.
        replace_original: false,
        ...(thread === null ? {} : { thread_ts: thread }),
      }),
    )
  }
}

/** A connection that stood idle may be closed just as it is used; what was sent then did not arrive. */
async function onceMore(send: () => Promise<unknown>): Promise<void> {
  try {
    await send()
  } catch (error) {
    const cause: unknown = error instanceof Error ? (error.cause ?? error) : error
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code !== 'ECONNRESET' && code !== 'UND_ERR_SOCKET') throw error
    await send()
  }
}

/** Where one person in a channel sees what is for them alone. */
export type PersonalPlace = { channel: string; user: string; thread: string | null }

/** Takes what `respond` takes where there is no response_url, or none that is still good: the app must be in the channel. */
export function respondIn(client: webApi.WebClient, { channel, user, thread }: PersonalPlace): Respond {
  const place = { channel, user, ...(thread === null ? {} : { thread_ts: thread }) }
  return ({ text, blocks }) => client.chat.postEphemeral({ ...place, text, blocks, parse: 'none' })
}

/** A response_url that was kept, such as in a modal: takes what `respond` takes. Throws on any answer but 2xx. */
export function respondTo(url: string): Respond {
  return async (response) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(response),
      signal: AbortSignal.timeout(10_000),
    })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`Slack answered ${answer.status} to a response`)
  }
}
