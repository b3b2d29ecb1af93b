import type { App, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { beginThread, wasShown } from '../chat/conversation.ts'
import { noticeReply } from '../chat/make-reply.ts'
import { AppError } from '../domain/app-error.ts'
import type { Command } from '../domain/command.ts'
import { type Reply, replyActionSchema } from '../domain/reply.ts'
import { askModal, type ModalOrigin, reportModal } from './modals.ts'
import { otherThan } from './outside-text.ts'
import { postError } from './platform-errors.ts'
import { replyIn } from './reply-messages.ts'
import { postReply, respondIn, respondReply } from './send-reply.ts'
import { answerIn, threadIn, type Workspace } from './workspace.ts'

type Pressed = SlackActionMiddlewareArgs<BlockAction<ButtonAction>>

/** Hears the buttons of replies. All that they need stands in them, so they work after a restart. */
export function hearButtons(app: App, workspace: Workspace): void {
  // Acknowledged first, each of them; what comes back is for whoever pressed, alone.
  const hear = (name: string | RegExp, answer: (pressed: Pressed, origin: ModalOrigin) => Promise<Reply | null>) => {
    app.action<BlockAction<ButtonAction>>(name, async (pressed) => {
      const { ack, body, action, respond } = pressed
      await ack()
      const origin = originOf(body, action)
      const place = { channel: origin.channel, user: body.user.id, thread: shownIn(body) }
      const notice = await answer(pressed, origin)
      const alone = body.response_url ? respond : respondIn(workspace.client, place)
      if (notice !== null) await respondReply(alone, notice, place)
    })
  }
  const commandOf = (command: Command, { body }: Pressed, { channel }: ModalOrigin) =>
    answerIn(workspace, command, { user: body.user.id, channel, thread: null })

  hear('evidence', (pressed, origin) => commandOf({ kind: 'evidence', reply: origin.reply }, pressed, origin))
  hear('starter-feeds', (pressed, origin) => commandOf({ kind: 'starter-feeds' }, pressed, origin))
  hear('ask', ({ body }, origin) => open(workspace, body, askModal(origin)))
  hear('report', ({ body }, origin) => open(workspace, body, reportModal(origin)))
  hear('show', ({ body }, origin) => show(workspace, origin, body.user.id))
  // A button of an earlier version of the app.
  hear(otherThan(buttonNames), async () =>
    noticeReply('That button is out of date. Ask anew, and its buttons will work.'),
  )
}

const buttonNames = replyActionSchema.options

/** Opens a modal; what stands in the way comes back as a notice. */
async function open({ client, log }: Workspace, { trigger_id }: BlockAction, view: ModalView): Promise<Reply | null> {
  try {
    await client.views.open({ trigger_id, view })
    return null
  } catch (error) {
    log.fault(`The window ${view.callback_id} did not open`, error)
    const known = postError(error)
    if (known instanceof AppError) return noticeReply(known.message)
    return noticeReply('Slack did not open the window in time. Press the button again.')
  }
}

const shownAlready = 'It was shown in this channel already.'

/** Posts a kept reply for everybody and begins a thread below it; what stands in the way comes back as a notice. */
async function show(workspace: Workspace, { reply, channel }: ModalOrigin, user: string): Promise<Reply | null> {
  const { conversation, client, space, log, seen } = workspace
  const key = `show:${channel}:${reply}`
  // Two presses that come together are told apart here, one after a restart by the thread that the first began.
  if (seen.check(key)) return noticeReply(shownAlready)
  try {
    if (await wasShown(conversation, reply, { platform: 'slack', space, channel })) return noticeReply(shownAlready)
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
    // What whoever runs this has to mend, or look into.
    if (!(known instanceof AppError) || known.code === 'platform-refused')
      log.fault('A reply could not be shown in a channel of Slack', error)
    if (known instanceof AppError) return noticeReply(known.message)
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
    responseUrl: body.response_url || null,
  }
}
