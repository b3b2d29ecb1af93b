import { ChannelType, PermissionFlagsBits } from 'discord-api-types/v10'
import { refusal } from './refusal.ts'
import { type Channel, guildOf, type World } from './world.ts'

/** The name of a permission as discord.js writes it: `SendMessages`. */
export type PermissionName = keyof typeof PermissionFlagsBits

const everything = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n)

/** What every member may do unless a role or channel says otherwise, as in a new Discord server. */
export const plainPermissions = permissionBits([
  ...([
    'ViewChannel',
    'SendMessages',
    'SendMessagesInThreads',
    'ReadMessageHistory',
    'UseApplicationCommands',
  ] as const),
  ...(['CreatePublicThreads', 'EmbedLinks', 'AttachFiles', 'AddReactions', 'Connect', 'Speak'] as const),
])

/** The bits of several permissions: `permissionBits(['SendMessages'])` is 2048. */
export function permissionBits(names: readonly PermissionName[]): bigint {
  return names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n)
}

/** What a user may do in a channel, after Discord's documented order: everyone, roles, then the channel's own rules. */
export function permissionsIn(world: World, userId: string, channel: Channel): bigint {
  const guild = guildOf(world, channel)
  if (!guild) return channel.recipientId === userId || userId === world.bot.id ? everything : 0n
  const member = guild.members.get(userId)
  if (!member) return 0n
  if (guild.ownerId === userId) return everything
  const roleIds = [guild.id, ...member.roles]
  const base = roleIds.reduce((sum, id) => sum | (guild.roles.get(id)?.permissions ?? 0n), 0n)
  if (base & PermissionFlagsBits.Administrator) return everything
  // A thread has no rules of its own: those of its channel hold.
  const place = channel.thread && channel.parentId ? (world.channels.get(channel.parentId) ?? channel) : channel
  const rules = (matches: (id: string) => boolean, kind: 'role' | 'member') =>
    place.overwrites.filter((rule) => rule.kind === kind && matches(rule.id))
  let bits = base
  for (const group of [
    rules((id) => id === guild.id, 'role'),
    rules((id) => member.roles.includes(id), 'role'),
    rules((id) => id === userId, 'member'),
  ]) {
    bits &= ~group.reduce((sum, { deny }) => sum | deny, 0n)
    bits |= group.reduce((sum, { allow }) => sum | allow, 0n)
  }
  return bits & PermissionFlagsBits.ViewChannel ? bits : 0n
}

/** Whether a user has all of some permissions in a channel. */
export function mayIn(world: World, userId: string, channel: Channel, ...names: PermissionName[]): boolean {
  const bits = permissionBits(names)
  return (permissionsIn(world, userId, channel) & bits) === bits
}

/** The channel of that id as the bot may see it; unknown → 10003, not visible → 50001. */
export function visibleChannel(world: World, id: string): Channel {
  const channel = world.channels.get(id)
  if (!channel || (channel.guildId !== null && !guildOf(world, channel))) throw refusal('unknownChannel')
  if (!mayIn(world, world.bot.id, channel, 'ViewChannel')) throw refusal('missingAccess')
  return channel
}

/** Refuses with 50013 what the bot may not do in a channel. */
export function demand(world: World, channel: Channel, ...names: PermissionName[]): void {
  if (!mayIn(world, world.bot.id, channel, ...names)) throw refusal('missingPermissions')
}

/** Whether a channel holds messages itself; a forum holds only posts. */
export function holdsMessages(channel: Channel): boolean {
  return ![ChannelType.GuildForum, ChannelType.GuildMedia, ChannelType.GuildCategory].includes(channel.type)
}
