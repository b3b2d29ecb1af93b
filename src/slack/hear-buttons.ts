import type { App } from '@slack/bolt'
import { beginThread, wasShown } from '../chat/conversation.ts'
import { noticeReply } from '../chat/make-reply.ts'
import { offerToEditors } from '../chat/offer-reply.ts'
import { AppError } from '../domain/app-error.ts'
import type { Command } from '../domain/command.ts'
import { type Reply, replyActionSchema } from '../domain/reply.ts'
import { menuNames } from './controls.ts'
import { hearAction, openModal, type Pressed } from './hear-actions.ts'
import { askModal, type ModalOrigin, reportModal } from './modals.ts'
import { otherThan } from './outside-text.ts'
import { postError } from './platform-errors.ts'
import { postReply } from './send-reply.ts'
import { answerIn, threadIn, type Workspace } from './workspace.ts'

/** Hears the buttons of replies. All that they need stands in them, so they work after a restart. */
export function hearButtons(app: App, workspace: Workspace): void {
  const hear = (name: string | RegExp, answer: (pressed: Pressed, origin: ModalOrigin) => Promise<Reply | null>) =>
    hearAction(app, workspace, name, answer)
  const commandOf = (command: Command, { body }: Pressed, { channel }: ModalOrigin) =>
    answerIn(workspace, command, { user: body.user.id, channel, thread: null })

  hear('evidence', (pressed, origin) => commandOf({ kind: 'evidence', reply: origin.reply }, pressed, origin))
  hear('starter-feeds', (pressed, origin) => commandOf({ kind: 'starter-feeds' }, pressed, origin))
  hear('ask', ({ body }, origin) => openModal(workspace, body, askModal(origin)))
  hear('report', ({ body }, origin) => openModal(workspace, body, reportModal(origin)))
  hear('show', ({ body }, origin) => show(workspace, origin, body.user.id))
  // A button of an earlier version of the app.
  hear(otherThan([...replyActionSchema.options, ...menuNames]), async () =>
    noticeReply('That button is out of date. Ask anew, and its buttons will work.'),
  )
}

const shownAlready = 'It was shown in this channel already.'

/**
 * Posts a kept reply for everybody and begins a thread below it, or offers it to the editors where the channel has any; what stands in the way comes back as a
 * notice.
 */
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
    const by = name ?? 'somebody in this channel'
    const offered = await offerToEditors(conversation, { given, channel, by, under: null })
    if (offered !== null) {
      seen.forget(key)
      return noticeReply(offered)
    }
    const notes = [...given.reply.notes, `Shown by ${by}.`]
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
