import { type Client, PermissionFlagsBits } from 'discord.js'
import type { SeenChannel } from '../chat/conversation-deps.ts'
import { holdsThreads } from './find-place.ts'
import { allowPosting, refusalSentence } from './refusals.ts'

const { ViewChannel, SendMessages } = PermissionFlagsBits

/** Whether we may post in a channel of a server, what it is called, and whether it takes drafts. */
export async function lookAtChannel(client: Client<true>, space: string, id: string): Promise<SeenChannel> {
  try {
    // Asked anew: what is known of its permissions may be old.
    const channel = await client.channels.fetch(id, { force: true })
    if (channel === null || channel.isDMBased() || channel.guildId !== space)
      return problem('I see no such channel in this server.')
    if (!channel.permissionsFor(client.user)?.has([ViewChannel, SendMessages]))
      return problem(`I may not post there. Whoever manages the channel can allow it: ${allowPosting}.`)
    const unfit = holdsThreads(channel) ? null : 'Drafts need a text channel. Choose another one.'
    return { kind: 'channel', name: channel.name, unfit }
  } catch (error) {
    const sentence = refusalSentence(error)
    if (sentence === null) throw error
    return problem(sentence)
  }
}

function problem(sentence: string): SeenChannel {
  return { kind: 'problem', problem: sentence }
}
