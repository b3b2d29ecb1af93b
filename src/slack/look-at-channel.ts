import type { webApi } from '@slack/bolt'
import type { SeenChannel } from '../chat/conversation-deps.ts'
import { postError, refusalCode } from './platform-errors.ts'

/** Whether we may post in a channel, what it is called, and whether another company reads it. */
export async function lookAtChannel(client: webApi.WebClient, channel: string): Promise<SeenChannel> {
  // Slack tells of direct messages only with a scope that we need for nothing else.
  if (channel.startsWith('D')) return problem('That is a conversation with one person. Type it in a channel.')
  try {
    const { channel: found } = await client.conversations.info({ channel })
    if (found?.is_archived) return problem('That channel is archived, and nothing can be posted there.')
    if (!found?.is_member) return problem('I am not in that channel. Type /invite @Nutgraf there, and try again.')
    const unfit = found.is_ext_shared ? 'Another company reads that channel too. Drafts need one of your own.' : null
    return { kind: 'channel', name: found.name ?? null, unfit }
  } catch (error) {
    if (refusalCode(error) === 'channel_not_found')
      return problem('I see no such channel. If it is private, type /invite @Nutgraf there, and try again.')
    throw postError(error)
  }
}

function problem(sentence: string): SeenChannel {
  return { kind: 'problem', problem: sentence }
}
