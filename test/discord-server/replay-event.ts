import { GatewayIntentBits } from 'discord-api-types/v10'
import { z } from 'zod'
import type { Interaction, World } from './world.ts'

const interactionSchema = z.looseObject({
  id: z.string(),
  token: z.string(),
  type: z.number().int(),
  channel_id: z.string(),
  guild_id: z.string().optional(),
  member: z.looseObject({ user: z.looseObject({ id: z.string() }) }).optional(),
  user: z.looseObject({ id: z.string() }).optional(),
})

/** What every interaction carries today and a recording may lack. */
const always = {
  entitlements: [],
  authorizing_integration_owners: {},
  locale: 'en-US',
  attachment_size_limit: 10_485_760,
  app_permissions: '0',
}

/**
 * Sends a recorded event of Discord, with ids already rewritten, to the sessions that asked for its kind. An interaction
 * is kept, so that it can be answered; it counts as made now.
 */
export function replayEvent(world: World, name: string, data: Record<string, unknown>): Interaction | undefined {
  const intents = name.startsWith('MESSAGE_') ? GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages : 0
  const interaction = name === 'INTERACTION_CREATE' ? keepInteraction(world, data) : undefined
  world.emit({ name, intents, channelId: null, data: () => (interaction ? { ...always, ...data } : data) })
  return interaction
}

function keepInteraction(world: World, data: Record<string, unknown>): Interaction {
  const { id, token, type, channel_id: channelId, guild_id: guildId, member, user } = interactionSchema.parse(data)
  const interaction: Interaction = {
    ...{ id, token, type, channelId, guildId: guildId ?? null, createdAt: world.clock.now() },
    ...{ userId: member?.user.id ?? user?.id ?? '', name: null, sourceMessageId: null },
    ...{ first: null, originalId: null, modal: null, choices: null },
  }
  world.interactions.set(token, interaction)
  return interaction
}
