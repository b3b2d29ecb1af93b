import type { webApi } from '@slack/bolt'
import { answerHeard, converse } from '../chat/conversation.ts'
import type { ConversationDeps, Place } from '../chat/conversation-deps.ts'
import type { InOrder } from '../chat/in-order.ts'
import { noticeReply } from '../chat/make-reply.ts'
import type { Heard } from '../chat/read-message.ts'
import type { SeenBefore } from '../chat/seen-before.ts'
import { AppError } from '../domain/app-error.ts'
import type { Asker } from '../domain/asker.ts'
import type { Command } from '../domain/command.ts'
import type { Log } from '../domain/log.ts'
import type { Reply } from '../domain/reply.ts'
import type { ThreadRef } from '../domain/stored.ts'
import type { FindPerson } from './find-asker.ts'
import { lookAtChannel } from './look-at-channel.ts'

/** The workspace that our token belongs to, and what every handler needs there. `space` is its team id. */
export interface Workspace {
  space: string
  botUser: string
  client: webApi.WebClient
  findPerson: FindPerson
  conversation: ConversationDeps
  seen: SeenBefore
  /** by thread, so that quick follow-ups are answered in the order in which they came */
  inOrder: InOrder
  log: Log
}

/** Where somebody is: `thread` as a conversation knows it. */
type SpokenPlace = { user: string; channel: string; thread: ThreadRef | null }

/** Answers a command of a person. A fault of ours is logged, and the person is told that it was: there is always a reply. */
export async function answerIn(workspace: Workspace, command: Command, spoken: SpokenPlace): Promise<Reply> {
  try {
    return await converse(workspace.conversation, command, await placeIn(workspace, spoken))
  } catch (error) {
    return noticeOf(workspace, `A ${command.kind} in Slack was not answered`, error)
  }
}

/** Answers a message that others read too; null where it is better to be silent, also about a fault that nobody waits to hear of. */
export async function answerHeardIn(workspace: Workspace, heard: Heard, spoken: SpokenPlace): Promise<Reply | null> {
  try {
    return await answerHeard(workspace.conversation, heard, await placeIn(workspace, spoken))
  } catch (error) {
    const notice = noticeOf(workspace, `A ${heard.command.kind} in Slack was not answered`, error)
    return heard.isAddressed ? notice : null
  }
}

/** One sentence on what failed; a fault of ours is logged. */
export function noticeOf({ log }: Pick<Workspace, 'log'>, what: string, error: unknown): Reply {
  if (error instanceof AppError) return noticeReply(error.message)
  log.fault(what, error)
  return noticeReply('Something went wrong here, and it was logged. Try again in a minute.')
}

async function placeIn(workspace: Workspace, { thread, ...spoken }: SpokenPlace): Promise<Place> {
  const look = (channel: string) => lookAtChannel(workspace.client, channel)
  return { asker: await askerIn(workspace, spoken), thread, look }
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
