import type { webApi } from '@slack/bolt'
import type { SeenChannel } from '../chat/conversation-deps.ts'
import { postError, refusalCode } from './platform-errors.ts'

/** Whether we may post in a channel that no other company reads, and what it is called. */
export async function lookAtChannel(client: webApi.WebClient, channel: string): Promise<SeenChannel> {
  try {
    const { channel: found } = await client.conversations.info({ channel })
    if (found?.is_im || found?.is_mpim) return problem('That is a direct message. Drafts need a channel.')
    if (found?.is_archived) return problem('That channel is archived, and nothing can be posted there.')
    if (found?.is_ext_shared) return problem('Another company reads that channel too. Drafts need one of your own.')
    if (!found?.is_member) return problem('I am not in that channel. Type /invite @Nutgraf there, and try again.')
    return { kind: 'channel', name: found.name ?? null }
  } catch (error) {
    if (refusalCode(error) === 'channel_not_found')
      return problem('I see no such channel. If it is private, type /invite @Nutgraf there, and try again.')
    throw postError(error)
  }
}

function problem(sentence: string): SeenChannel {
  return { kind: 'problem', problem: sentence }
}
