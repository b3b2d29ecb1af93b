import type { Command } from '../domain/command.ts'
import type { Reply } from '../domain/reply.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { givenReply } from './given-reply.ts'
import { noticeReply } from './make-reply.ts'

/** Keeps what a reader says is wrong with a reply, for whoever runs this. */
export async function reportCommand(
  deps: ConversationDeps,
  { reply, fault, note }: Extract<Command, { kind: 'report' }>,
  place: Place,
): Promise<Reply> {
  await givenReply(deps, reply, place)
  const { platform, space, channel, user } = place.asker
  const at = deps.now().toISOString()
  await deps.store.replies.saveReport({
    id: deps.newId(),
    reply,
    platform,
    space,
    channel,
    user,
    fault,
    note: note.trim(),
    at,
  })
  return noticeReply('Thank you. Your report is kept with the reply, and whoever runs this sees it.')
}
