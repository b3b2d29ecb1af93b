import type { App } from '@slack/bolt'
import { z } from 'zod'
import { type Command, reportFaultSchema } from '../domain/command.ts'
import type { Reply } from '../domain/reply.ts'
import { edit } from './hear-drafts.ts'
import { type ModalOrigin, modalNames, modalOriginSchema, noticeModal } from './modals.ts'
import { otherThan } from './outside-text.ts'
import { postError } from './platform-errors.ts'
import { postReply, respondIn, respondReply, respondTo } from './send-reply.ts'
import { answerIn, threadIn, type Workspace } from './workspace.ts'

const askSchema = z.object({ question: z.object({ question: z.object({ value: z.string().nullish() }) }) })
const noteSchema = z.object({ note: z.object({ note: z.object({ value: z.string().nullish() }) }) })
const reportSchema = z.object({
  fault: z.object({ fault: z.object({ selected_option: z.object({ value: reportFaultSchema }) }) }),
  note: z.object({ note: z.object({ value: z.string().nullish() }) }),
})

/** Hears the modals behind Ask, Report and "Replace with a note…"; they close at once, and the answer comes where the button was. */
export function hearModals(app: App, workspace: Workspace): void {
  app.view('ask', async ({ ack, body, view }) => {
    const question = askSchema.parse(view.state.values).question.question.value?.trim() ?? ''
    if (question === '') return ack({ response_action: 'errors', errors: { question: 'Type a question.' } })
    await ack()
    const origin = modalOriginSchema.parse(JSON.parse(view.private_metadata))
    const command: Command = { kind: 'ask', question, about: origin.reply }
    await answer(workspace, command, origin, body.user.id)
  })

  app.view('report', async ({ ack, body, view }) => {
    await ack()
    const origin = modalOriginSchema.parse(JSON.parse(view.private_metadata))
    const { fault, note } = reportSchema.parse(view.state.values)
    const command: Command = {
      kind: 'report',
      reply: origin.reply,
      fault: fault.fault.selected_option.value,
      note: note.note.value ?? '',
    }
    await answer(workspace, command, origin, body.user.id)
  })

  app.view('replace', async ({ ack, body, view }) => {
    const note = noteSchema.parse(view.state.values).note.note.value?.trim() ?? ''
    if (note === '') return ack({ response_action: 'errors', errors: { note: 'Type a note.' } })
    await ack()
    const origin = modalOriginSchema.parse(JSON.parse(view.private_metadata))
    const user = body.user.id
    const reply = await edit(workspace, origin.reply, { does: 'retract', note }, { channel: origin.channel, user })
    // Beside the draft, not in a thread below it.
    await respondAlone(workspace, reply, { ...origin, thread: null }, user, false)
  })

  // A window that an earlier version of the app opened.
  app.view(otherThan(modalNames), async ({ ack }) => {
    const view = noticeModal('This window is out of date. Close it, and press the button again.')
    await ack({ response_action: 'update', view })
  })
}

/** A question under a public reply is answered in its thread; everything else to the person alone. */
async function answer(workspace: Workspace, command: Command, origin: ModalOrigin, user: string): Promise<void> {
  const { channel } = origin
  const isDirect = channel.startsWith('D')
  if (command.kind !== 'ask' || origin.isEphemeral || origin.thread === null) {
    const reply = await answerIn(workspace, command, { user, channel, thread: null })
    return respondAlone(workspace, reply, origin, user, command.kind === 'ask')
  }
  const thread = threadIn(workspace, channel, isDirect ? 'dm' : origin.thread)
  await workspace.inOrder(`${channel}:${thread.message}`, async () => {
    const reply = await answerIn(workspace, command, { user, channel, thread })
    try {
      await postReply(workspace.client, reply, { channel, thread: origin.thread })
    } catch (error) {
      workspace.log.warn('An answer could not be posted, and was shown to whoever asked', {
        error: String(postError(error)),
      })
      await respondAlone(workspace, reply, origin, user, false)
    }
  })
}

async function respondAlone(
  { client, log }: Workspace,
  reply: Reply,
  { responseUrl, channel, thread }: ModalOrigin,
  user: string,
  canBeShown: boolean,
): Promise<void> {
  const options = { thread, more: canBeShown ? (['show'] as const).slice() : [] }
  const inChannel = respondIn(client, { channel, user, thread })
  if (responseUrl === null) return respondReply(inChannel, reply, options)
  try {
    await respondReply(respondTo(responseUrl), reply, options)
  } catch (error) {
    // A modal may stay open for longer than its response_url lives.
    log.warn('A response to a modal was not taken, and is posted instead', { error: String(error) })
    await respondReply(inChannel, reply, options)
  }
}
