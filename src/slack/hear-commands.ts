import { setTimeout as sleep } from 'node:timers/promises'
import type { App, RespondFn } from '@slack/bolt'
import { noticeReply } from '../chat/make-reply.ts'
import { readBrief } from '../chat/parse-command.ts'
import { findLink } from './find-link.ts'
import { escapeMrkdwn } from './outside-text.ts'
import { respondReply } from './send-reply.ts'
import { typedText } from './typed-text.ts'
import { answerIn, type Workspace } from './workspace.ts'

/** Whoever waits longer than this asks again. */
const slowMs = 2_000
const writing = {
  response_type: 'ephemeral',
  text: 'The model is writing. This can take half a minute the first time.',
} as const
const reading = { response_type: 'ephemeral', text: 'Reading the page…' } as const

/**
 * Hears `/brief` and the shortcut "Brief this link". Both are acknowledged before anything is looked up, and answered to the person
 * alone; only a page, which takes seconds, is announced.
 */
export function hearCommands(app: App, workspace: Workspace): void {
  app.command('/brief', async ({ ack, command, respond }) => {
    if (command.team_id !== workspace.space) {
      await ack({ response_type: 'ephemeral', text: escapeMrkdwn(elsewhere) })
      return
    }
    const read = readBrief(typedText(command.text ?? ''))
    if (read.kind === 'brief-url') await ack(reading)
    else await ack()
    const place = { user: command.user_id, channel: command.channel_id, thread: null }
    const answer = answerIn(workspace, read, place)
    if (workspace.conversation.writing !== null && read.kind !== 'brief-url') await tellIfSlow(respond, answer)
    await respondReply(respond, await answer, { more: ['show'] })
  })

  app.shortcut({ type: 'message_action', callback_id: 'brief-link' }, async ({ ack, shortcut, respond }) => {
    await ack()
    if (shortcut.type !== 'message_action') return
    const url = findLink(shortcut.message)
    const place = { user: shortcut.user.id, channel: shortcut.channel.id, thread: null }
    const reply =
      url === null
        ? noticeReply('There is no link in that message.')
        : await answerIn(workspace, { kind: 'brief-url', url }, place)
    const root: unknown = shortcut.message['thread_ts']
    const thread = typeof root === 'string' ? root : null
    await respondReply(respond, reply, { thread, more: ['show'] })
  })
}

/** A model may take half a minute, and Slack shows nothing of a command that is being answered. */
async function tellIfSlow(respond: RespondFn, answer: Promise<unknown>): Promise<void> {
  const settled = answer.then(
    () => true,
    () => true,
  )
  const isReady = await Promise.race([settled, sleep(slowMs, false, { ref: false })])
  if (!isReady) await respond(writing)
}

const elsewhere =
  'This app is connected to another workspace. Whoever runs it can run it for this one too, with a token of this workspace.'
