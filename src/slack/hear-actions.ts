import type { App, BlockAction, ButtonAction, SlackActionMiddlewareArgs, StaticSelectAction } from '@slack/bolt'
import type { ModalView } from '@slack/types'
import { noticeReply } from '../chat/make-reply.ts'
import { AppError } from '../domain/app-error.ts'
import type { Reply } from '../domain/reply.ts'
import { replyIn } from './controls.ts'
import type { ModalOrigin } from './modals.ts'
import { postError } from './platform-errors.ts'
import { respondIn, respondReply } from './send-reply.ts'
import type { Workspace } from './workspace.ts'

/** A button or menu that somebody used. */
export type Pressed = SlackActionMiddlewareArgs<BlockAction<ButtonAction | StaticSelectAction>>

/** Hears a button or menu: it is acknowledged first, and what comes back is for whoever pressed, alone. */
export function hearAction(
  app: App,
  workspace: Workspace,
  name: string | RegExp,
  answer: (pressed: Pressed, origin: ModalOrigin) => Promise<Reply | null>,
): void {
  app.action<BlockAction<ButtonAction | StaticSelectAction>>(name, async (pressed) => {
    const { ack, body, respond } = pressed
    await ack()
    const origin = originOf(pressed)
    const place = { channel: origin.channel, user: body.user.id, thread: shownIn(body) }
    const notice = await answer(pressed, origin)
    const alone = body.response_url ? respond : respondIn(workspace.client, place)
    if (notice !== null) await respondReply(alone, notice, place)
  })
}

/** Opens a modal; what stands in the way comes back as a notice. */
export async function openModal(
  { client, log }: Workspace,
  { trigger_id }: BlockAction,
  view: ModalView,
): Promise<Reply | null> {
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

/** The thread that a button's message stands in, so that an answer for one person is shown there; null outside threads. */
function shownIn({ container }: BlockAction): string | null {
  const root: unknown = container['thread_ts']
  return typeof root === 'string' ? root : null
}

function originOf({ body, action }: Pressed): ModalOrigin {
  const isEphemeral = body.container['is_ephemeral'] === true
  const time: unknown = body.container['message_ts']
  const below = typeof time === 'string' && !isEphemeral ? time : null
  return {
    reply: action.type === 'button' ? replyIn(action.value) : '',
    channel: body.channel?.id ?? String(body.container['channel_id'] ?? ''),
    thread: shownIn(body) ?? below,
    isEphemeral,
    responseUrl: body.response_url || null,
  }
}
