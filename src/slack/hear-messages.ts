import type { App } from '@slack/bolt'
import { z } from 'zod'
import { type Heard, type Message, readMessage } from '../chat/read-message.ts'
import { AppError } from '../domain/app-error.ts'
import type { ThreadRef } from '../domain/stored.ts'
import { postError } from './platform-errors.ts'
import { tellPerson } from './post-part.ts'
import { sentenceMessage } from './reply-messages.ts'
import { postMessage, postReply } from './send-reply.ts'
import { readMentions } from './typed-text.ts'
import { answerHeardIn, noticeOf, threadIn, type Workspace } from './workspace.ts'

const eventSchema = z.object({
  type: z.enum(['message', 'app_mention']),
  subtype: z.string().optional(),
  bot_id: z.string().optional(),
  user: z.string(),
  text: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  channel: z.string(),
  channel_type: z.string().optional(),
})
type SaidEvent = z.infer<typeof eventSchema>

const bodySchema = z.object({
  team_id: z.string().optional(),
  authorizations: z.array(z.object({ team_id: z.string().nullish() })).nullish(),
})

/**
 * Hears mentions, direct messages, and what is asked in threads that are remembered. Anything else is never answered: not our own
 * posts, which come back as messages, nor changes of messages. What Slack sends twice is answered once.
 */
export function hearMessages(app: App, workspace: Workspace): void {
  app.event('app_mention', ({ event, body }) => hear(workspace, event, body))
  app.event('message', ({ event, body }) => hear(workspace, event, body))
}

async function hear(workspace: Workspace, event: unknown, body: unknown): Promise<void> {
  const { success, data: said } = eventSchema.safeParse(event)
  if (!success || said.bot_id !== undefined || said.user === workspace.botUser) return
  if (said.subtype !== undefined && said.subtype !== 'thread_broadcast' && said.subtype !== 'file_share') return
  if (!isForUs(workspace, body)) return
  const message = { ...readMentions(said.text, workspace.botUser), isDirect: isDirect(said) }
  // The mention itself comes as an event of its own.
  if (message.isMention && !message.isDirect && said.type === 'message') return
  if (!message.isMention && !message.isDirect && said.thread_ts === undefined) return
  // A mention comes as two events with ids of their own; the message's time is the same, also when Slack sends it anew.
  if (workspace.seen.check(`${said.channel}:${said.ts}`)) return
  const thread = threadOf(workspace, said)
  try {
    await workspace.inOrder(`${thread.channel}:${thread.message}`, () => answerSaid(workspace, said, message, thread))
  } catch (error) {
    await tellTrouble(workspace, said, error)
  }
}

/** Where nothing can be posted, whoever asked is told why in their direct messages, if those can be reached. */
async function tellTrouble({ client, log }: Workspace, said: SaidEvent, error: unknown): Promise<void> {
  const known = postError(error)
  const isMendable = known instanceof AppError && known.code !== 'platform-refused'
  if (isMendable) log.warn('A reply could not be posted in Slack', { channel: said.channel, problem: known.message })
  else log.fault('A reply could not be posted in Slack', error)
  if (isMendable && !isDirect(said)) await tellPerson(client, said, known.message)
}

function isForUs({ space }: Workspace, body: unknown): boolean {
  const { team_id, authorizations } = bodySchema.parse(body)
  return team_id === space || (authorizations ?? []).some((one) => one.team_id === space)
}

async function answerSaid(workspace: Workspace, said: SaidEvent, message: Message, thread: ThreadRef): Promise<void> {
  const { client } = workspace
  const { channel, user } = said
  const place = { channel, thread: said.thread_ts ?? (message.isDirect ? null : said.ts) }
  let heard: Heard | null
  try {
    heard = await readMessage(workspace.conversation, message, thread)
  } catch (error) {
    const notice = noticeOf(workspace, 'A message in Slack was not read', error)
    // What was said to nobody is passed over.
    if (message.isMention || message.isDirect) await postReply(client, notice, place)
    return
  }
  if (heard === null) return
  const replaces =
    heard.command.kind === 'brief-url'
      ? await postMessage(client, sentenceMessage('Reading the page…'), place)
      : undefined
  const reply = await answerHeardIn(workspace, heard, { user, channel, thread })
  if (reply !== null) await postReply(client, reply, { ...place, replaces })
  else if (replaces !== undefined) await client.chat.delete({ channel, ts: replaces })
}

function threadOf(workspace: Workspace, said: SaidEvent): ThreadRef {
  return threadIn(workspace, said.channel, isDirect(said) ? 'dm' : (said.thread_ts ?? said.ts))
}

function isDirect({ channel, channel_type }: SaidEvent): boolean {
  return channel_type === 'im' || channel.startsWith('D')
}
