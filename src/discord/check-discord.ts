import { ApplicationFlags, DiscordAPIError, PermissionFlagsBits, REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Finding } from '../domain/adapter.ts'
import { channelPermissions } from './channel-permissions.ts'
import { contentAdvice } from './connect-client.ts'
import type { DiscordSettings } from './discord-deps.ts'
import { allowPosting, refusalSentence, tokenAdvice } from './refusals.ts'

type Place = { space: string; channel: string }

/** What we ask for when we are added to a server, and why each is needed stands in the README. */
const needed = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
  'Create Public Threads': PermissionFlagsBits.CreatePublicThreads,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
} as const

const userSchema = z.looseObject({ id: z.string(), username: z.string() })
const applicationSchema = z.looseObject({
  id: z.string(),
  flags: z.number().int().default(0),
  approximate_guild_count: z.number().int().optional(),
})

/** Looks at the token, the intents, where we were added, and the channels that subscriptions name. Connects to no gateway. */
export async function checkDiscord(settings: DiscordSettings, channels: readonly Place[]): Promise<Finding[]> {
  const api = settings.apiUrl === null ? {} : { api: settings.apiUrl.replace(/\/+$/, '') }
  const rest = new REST({ ...api, retries: 1, timeout: 8_000 }).setToken(settings.token)
  try {
    const user = userSchema.parse(await rest.get(Routes.user()))
    const application = applicationSchema.parse(await rest.get(Routes.currentApplication()))
    const findings = [
      fine(`Discord takes DISCORD_TOKEN: ${user.username}, application ${application.id}`),
      contentFinding(settings, application.flags),
      inviteFinding(application),
    ]
    for (const place of channels) findings.push(await channelFinding(rest, place, user.id))
    return findings
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401)
      return [wrong('Discord refuses DISCORD_TOKEN', tokenAdvice)]
    if (error instanceof DiscordAPIError || error instanceof z.ZodError) throw error
    return [wrong('Discord cannot be reached', 'Look at the network, a proxy, and DISCORD_API_URL where it is set.')]
  }
}

/** The address that adds the app to a server, with the least permissions. */
export function inviteLink(applicationId: string): string {
  const permissions = Object.values(needed).reduce((sum, bit) => sum | bit, 0n)
  return `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands&permissions=${permissions}`
}

function contentFinding({ hasMessageContent }: DiscordSettings, flags: number): Finding {
  const granted =
    (flags & (ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited)) !== 0
  if (!hasMessageContent) {
    return fine(
      'Plain messages in threads are not read, as DISCORD_MESSAGE_CONTENT is not set; mentions and buttons work',
    )
  }
  return granted
    ? fine('Discord grants the Message Content Intent')
    : wrong('Discord does not grant the Message Content Intent', contentAdvice)
}

function inviteFinding({ id, approximate_guild_count: guilds }: z.infer<typeof applicationSchema>): Finding {
  if (guilds === 0) {
    return wrong('The app is in no Discord server', `Open ${inviteLink(id)} , choose your server, and press Authorize.`)
  }
  return fine(`To add the app to a Discord server: ${inviteLink(id)}`)
}

async function channelFinding(rest: REST, { space, channel }: Place, botId: string): Promise<Finding> {
  try {
    const { name, guildId, bits } = await channelPermissions(rest, channel, botId)
    const what = name === null ? `Discord channel ${channel}` : `Discord channel #${name} (${channel})`
    // A person's direct messages are no server's.
    if (guildId !== (space.startsWith('dm-') ? null : space)) {
      return wrong(
        what,
        'It does not belong to the server that subscribed. End that subscription: nutgraf subscriptions remove.',
      )
    }
    const missing = Object.entries(needed).filter(([, bit]) => (bits & bit) === 0n)
    if (missing.length === 0) return fine(what)
    const names = missing.map(([permission]) => permission).join(', ')
    return wrong(`${what}: not allowed there: ${names}`, `Whoever manages the channel: ${allowPosting}.`)
  } catch (error) {
    const sentence = refusalSentence(error)
    if (sentence === null) throw error
    return wrong(`Discord channel ${channel}`, sentence)
  }
}

function fine(what: string): Finding {
  return { what, isFine: true, advice: null }
}

function wrong(what: string, advice: string): Finding {
  return { what, isFine: false, advice }
}
