import { OverwriteType, PermissionFlagsBits, type REST, Routes } from 'discord.js'
import { z } from 'zod'

const bits = z.string().regex(/^\d+$/).transform(BigInt)
const overwriteSchema = z.looseObject({ id: z.string(), type: z.number(), allow: bits, deny: bits })
const channelSchema = z.looseObject({
  name: z.string().nullish(),
  guild_id: z.string().optional(),
  permission_overwrites: z.array(overwriteSchema).default([]),
})
const guildSchema = z.looseObject({
  owner_id: z.string(),
  roles: z.array(z.looseObject({ id: z.string(), permissions: bits })),
})
const memberSchema = z.looseObject({ roles: z.array(z.string()) })

/** A channel and what the bot may do there, as permission bits: all of them in direct messages. */
export async function channelPermissions(
  rest: REST,
  channelId: string,
  botId: string,
): Promise<{ name: string | null; guildId: string | null; bits: bigint }> {
  const channel = channelSchema.parse(await rest.get(Routes.channel(channelId)))
  const name = channel.name ?? null
  const guildId = channel.guild_id
  if (guildId === undefined) return { name, guildId: null, bits: ~0n }
  const guild = guildSchema.parse(await rest.get(Routes.guild(guildId)))
  const { roles } = memberSchema.parse(await rest.get(Routes.guildMember(guildId, botId)))
  const isMine = (id: string) => id === guildId || roles.includes(id)
  const base = guild.roles.filter(({ id }) => isMine(id)).reduce((sum, role) => sum | role.permissions, 0n)
  if (guild.owner_id === botId || base & PermissionFlagsBits.Administrator) return { name, guildId, bits: ~0n }
  // Everyone first, then roles together, then the member: the later rule wins. [Discord, "Permissions"]
  const rules = [
    channel.permission_overwrites.filter(({ id }) => id === guildId),
    channel.permission_overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== guildId && isMine(id)),
    channel.permission_overwrites.filter(({ id }) => id === botId),
  ]
  const allowed = rules.reduce(
    (sum, group) =>
      (sum & ~group.reduce((deny, one) => deny | one.deny, 0n)) | group.reduce((allow, one) => allow | one.allow, 0n),
    base,
  )
  return { name, guildId, bits: allowed & PermissionFlagsBits.ViewChannel ? allowed : 0n }
}
