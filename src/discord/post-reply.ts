import type { Channel, Client } from 'discord.js'
import type { Posted } from '../domain/adapter.ts'
import { AppError } from '../domain/app-error.ts'
import type { Reply } from '../domain/reply.ts'
import { postMessages, threadName } from './post-messages.ts'
import { postError } from './refusals.ts'
import { mostMessages, replyMessages } from './reply-messages.ts'

/**
 * Posts a reply in a channel, as a digest does; in a forum as a post. `nonce` (up to 25 characters) lets Discord post it once
 * within a few minutes, however often it is sent.
 * @throws AppError `channel-refused` with one sentence
 */
export async function postReply(
  client: Client<true>,
  { space, channel: id }: { space: string; channel: string },
  reply: Reply,
  nonce: string | null,
): Promise<Posted> {
  const messages = replyMessages(reply, { messages: mostMessages.public })
  try {
    const channel = await client.channels.fetch(id)
    if (channel === null || !isOf(channel, space)) throw new AppError('channel-refused', 'That channel is gone.')
    const { thread } = await postMessages(channel, messages, { name: threadName(reply), wantsThread: false, nonce })
    return { thread: { ...thread, space } }
  } catch (error) {
    throw postError(error)
  }
}

/** Whether a channel belongs to a space: a server by its id, or a person's direct messages. */
function isOf(channel: Channel, space: string): boolean {
  return channel.isDMBased() ? space.startsWith('dm-') : channel.guildId === space
}
