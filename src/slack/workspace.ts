import type { webApi } from '@slack/bolt'
import { converse } from '../chat/conversation.ts'
import type { ConversationDeps } from '../chat/conversation-deps.ts'
import { noticeReply } from '../chat/make-reply.ts'
import type { SeenBefore } from '../chat/seen-before.ts'
import type { Asker } from '../domain/asker.ts'
import type { Command } from '../domain/command.ts'
import type { Log } from '../domain/log.ts'
import type { Reply } from '../domain/reply.ts'
import type { ThreadRef } from '../domain/stored.ts'
import type { FindPerson } from './find-asker.ts'

/** The workspace that our token belongs to, and what every handler needs there. `space` is its team id. */
export interface Workspace {
  space: string
  botUser: string
  client: webApi.WebClient
  findPerson: FindPerson
  conversation: ConversationDeps
  seen: SeenBefore
  log: Log
}

/** Answers a command of a person. A fault of ours is logged, and the person is told that it was: there is always a reply. */
export async function answerIn(
  workspace: Workspace,
  command: Command,
  { user, channel, thread }: { user: string; channel: string; thread: ThreadRef | null },
): Promise<Reply> {
  try {
    const asker = await askerIn(workspace, { user, channel })
    return await converse(workspace.conversation, command, { asker, thread })
  } catch (error) {
    workspace.log.fault(`A ${command.kind} in Slack was not answered`, error)
    return noticeReply('Something went wrong here, and it was logged. Try again in a minute.')
  }
}

/** A person in a channel of this workspace, as the conversation knows them. */
export async function askerIn(
  { space, findPerson }: Workspace,
  { user, channel }: { user: string; channel: string },
): Promise<Asker> {
  const { isAdmin, isGuest, zone } = await findPerson(user)
  return { platform: 'slack', space, channel, user, isAdmin, isGuest, zone }
}

/** A thread of this workspace by the time of its first message. */
export function threadIn({ space }: Workspace, channel: string, message: string): ThreadRef {
  return { platform: 'slack', space, channel, message }
}
