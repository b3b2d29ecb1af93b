import type { webApi } from '@slack/bolt'
import type { ChangeOutcome, ChannelRef, ReplyPartChange } from '../domain/adapter.ts'
import { AppError } from '../domain/app-error.ts'
import { postError, refusalCode } from './platform-errors.ts'
import { partsOf } from './post-part.ts'

const networkWaitMs = 15_000
const tokenWaitMs = 60_000

/** Gives a message of ours another text. */
export async function replacePart(
  client: webApi.WebClient,
  { channel }: ChannelRef,
  { reply, part, of, message: ts }: ReplyPartChange,
): Promise<ChangeOutcome> {
  const message = partsOf(reply, of)[part]
  if (message === undefined) throw new Error(`the reply has no part ${part}`)
  try {
    await client.chat.update({ channel, ts, ...message, parse: 'none' })
    return { kind: 'changed' }
  } catch (error) {
    return outcomeOf(error)
  }
}

const sentences: Record<string, string> = {
  cant_update_message: 'Slack does not let me change that message.',
  edit_window_closed:
    'This workspace lets no message be changed after some time. An admin can delete it, or change that setting.',
}

/** A change that may have arrived is made again: it does no harm. */
function outcomeOf(error: unknown): ChangeOutcome {
  const code = refusalCode(error)
  if (code === 'message_not_found') return { kind: 'gone' }
  const known = sentences[code ?? '']
  if (known !== undefined) return { kind: 'refused', problem: known }
  const reason = postError(error)
  if (reason instanceof AppError && reason.code === 'channel-refused')
    return { kind: 'refused', problem: reason.message }
  if (reason instanceof AppError) return { kind: 'busy', problem: reason.message, retryMs: tokenWaitMs }
  if (code === undefined) return { kind: 'busy', problem: 'Slack gave no clear answer.', retryMs: networkWaitMs }
  return { kind: 'refused', problem: `Slack does not take the change (${code}). That is a fault of ours.` }
}
