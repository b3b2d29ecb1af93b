import type { App } from '@slack/bolt'
import { z } from 'zod'
import { readBrief } from '../chat/parse-command.ts'
import type { Command } from '../domain/command.ts'
import { sentenceMessage } from './reply-messages.ts'
import { postMessage, postReply } from './send-reply.ts'
import { answerIn, threadIn, type Workspace } from './workspace.ts'

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
 * Hears mentions, direct messages, and what is said in threads that are remembered. Anything else is never answered: not our own
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
  const command = await commandOf(workspace, said)
  if (command === null) return
  // A mention comes as two events with ids of their own; the message's time is the same, also when Slack sends it anew.
  if (workspace.seen.check(`${said.channel}:${said.ts}`)) return
  try {
    await answerSaid(workspace, said, command)
  } catch (error) {
    workspace.log.fault('A reply could not be posted in Slack', error)
  }
}

function isForUs({ space }: Workspace, body: unknown): boolean {
  const { team_id, authorizations } = bodySchema.parse(body)
  return team_id === space || (authorizations ?? []).some((one) => one.team_id === space)
}

/** What somebody said as a command; null where it is not said to us. */
async function commandOf(workspace: Workspace, said: SaidEvent): Promise<Command | null> {
  const mention = `<@${workspace.botUser}>`
  const text = plainText(said.text.replaceAll(mention, ' '))
  const isKnown = (await workspace.conversation.store.threads.find(threadOf(workspace, said))) !== undefined
  if (isDirect(said)) return directCommand(text, isKnown)
  // The mention itself comes as an event of its own.
  if (said.type === 'message' && said.text.includes(mention)) return null
  if (said.type === 'message') return isKnown && said.thread_ts !== undefined ? { kind: 'say', text } : null
  const read = readBrief(text)
  return isKnown && read.kind !== 'brief-url' ? { kind: 'say', text } : read
}

/** In a direct message everything is said to us: addresses and subcommands first, then what is said about the stories before. */
function directCommand(text: string, isKnown: boolean): Command {
  const read = readBrief(text)
  if (read.kind === 'ask' || (read.kind === 'brief' && isKnown)) return { kind: 'say', text }
  return read
}

async function answerSaid(workspace: Workspace, said: SaidEvent, command: Command): Promise<void> {
  const { client } = workspace
  const thread = said.thread_ts ?? (isDirect(said) ? null : said.ts)
  const { channel, user } = said
  const replaces =
    command.kind === 'brief-url'
      ? await postMessage(client, sentenceMessage('Reading the page…'), { channel, thread })
      : undefined
  const reply = await answerIn(workspace, command, { user, channel, thread: threadOf(workspace, said) })
  await postReply(client, reply, { channel, thread, replaces })
}

function threadOf(workspace: Workspace, said: SaidEvent) {
  return threadIn(workspace, said.channel, isDirect(said) ? 'dm' : (said.thread_ts ?? said.ts))
}

function isDirect({ channel, channel_type }: SaidEvent): boolean {
  return channel_type === 'im' || channel.startsWith('D')
}

/** A message as it was typed: `<https://a.example|A> &amp; <@U1>` → `https://a.example & @U1`. */
function plainText(text: string): string {
  return text
    .replace(/<([@#!]?)([^<>|]+)(?:\|[^<>]*)?>/g, (_all, sign: string, target: string) => `${sign}${target}`)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}
