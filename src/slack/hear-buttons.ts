import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { beginThread } from '../chat/conversation.ts'
import { noticeReply } from '../chat/make-reply.ts'
import { AppError } from '../domain/app-error.ts'
import type { Reply } from '../domain/reply.ts'
import { askModal, type ModalOrigin, reportModal } from './modals.ts'
import { postError } from './platform-errors.ts'
import { replyIn } from './reply-messages.ts'
import { postReply, respondReply } from './send-reply.ts'
import { answerIn, threadIn, type Workspace } from './workspace.ts'

/** Hears the buttons of replies. All that they need stands in them, so they work after a restart. */
export function hearButtons(app: App, workspace: Workspace): void {
  app.action<BlockAction<ButtonAction>>('evidence', async ({ ack, body, action, respond }) => {
    await ack()
    const origin = originOf(body, action)
    const place = { user: body.user.id, channel: origin.channel, thread: null }
    const reply = await answerIn(workspace, { kind: 'evidence', reply: origin.reply }, place)
    await respondReply(respond, reply, { thread: shownIn(body) })
  })

  app.action<BlockAction<ButtonAction>>('starter-feeds', async ({ ack, body, action, respond }) => {
    await ack()
    const { channel } = originOf(body, action)
    const reply = await answerIn(workspace, { kind: 'starter-feeds' }, { user: body.user.id, channel, thread: null })
    await respondReply(respond, reply, { thread: shownIn(body) })
  })

  for (const [name, modal] of [
    ['ask', askModal],
    ['report', reportModal],
  ] as const) {
    app.action<BlockAction<ButtonAction>>(name, async ({ ack, body, action, respond }) => {
      await ack()
      try {
        await workspace.client.views.open({ trigger_id: body.trigger_id, view: modal(originOf(body, action)) })
      } catch (error) {
        workspace.log.fault(`The window behind the button ${name} did not open`, error)
        await respondReply(respond, noticeReply('Slack did not open the window in time. Press the button again.'), {
          thread: shownIn(body),
        })
      }
    })
  }

  app.action<BlockAction<ButtonAction>>('show', async ({ ack, body, action, respond }) => {
    await ack()
    const origin = originOf(body, action)
    const notice = await show(workspace, origin, body.user.id)
    if (notice !== null) await respondReply(respond, notice, { thread: shownIn(body) })
  })
}

/** Posts a kept reply for everybody and begins a thread below it; what stands in the way comes back as a notice. */
async function show(workspace: Workspace, { reply, channel }: ModalOrigin, user: string): Promise<Reply | null> {
  const { conversation, client, space, log, seen } = workspace
  const key = `show:${channel}:${reply}`
  if (seen.check(key)) return noticeReply('It was shown in this channel already.')
  try {
    const given = await conversation.store.replies.find(reply)
    if (given === undefined || given.platform !== 'slack' || given.space !== space)
      throw new AppError('not-found', 'That reply is no longer kept. Ask anew, and show what you get.')
    const { name } = await workspace.findPerson(user)
    const notes = [...given.reply.notes, `Shown by ${name ?? 'somebody in this channel'}.`]
    const ts = await postReply(client, { ...given.reply, notes }, { channel, thread: null })
    await beginThread(conversation, reply, threadIn(workspace, channel, ts))
    return null
  } catch (error) {
    seen.forget(key)
    const known = postError(error)
    if (known instanceof AppError) return noticeReply(known.message)
    log.fault('A reply could not be shown in a channel of Slack', error)
    return noticeReply('Something went wrong here, and it was logged. Try again in a minute.')
  }
}

/** The thread that a button's message stands in, so that an answer for one person is shown there; null outside threads. */
function shownIn({ container }: BlockAction): string | null {
  const root: unknown = container['thread_ts']
  return typeof root === 'string' ? root : null
}

function originOf(body: BlockAction, action: ButtonAction): ModalOrigin {
  const isEphemeral = body.container['is_ephemeral'] === true
  const time: unknown = body.container['message_ts']
  const below = typeof time === 'string' && !isEphemeral ? time : null
  return {
    reply: replyIn(action.value),
    channel: body.channel?.id ?? String(body.container['channel_id'] ?? ''),
    thread: shownIn(body) ?? below,
    isEphemeral,
    responseUrl: body.response_url,
  }
}
