import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type InteractionType,
  PermissionFlagsBits,
} from 'discord-api-types/v10'
import { mayIn, permissionsIn } from './permissions.ts'
import { type Filled, layOutOptions, namedIds, optionsOf } from './read-options.ts'
import { channelJson, memberJson, messageJson, userJson } from './wire.ts'
import {
  type Channel,
  guildOf,
  type Interaction,
  type Message,
  type RegisteredCommand,
  type User,
  type World,
} from './world.ts'

type Json = Record<string, unknown>

/** What an interaction is about, whoever does it where. `data` is what the gateway sends of it. */
export interface NewInteraction {
  user: User
  channel: Channel
  type: InteractionType
  name: string | null
  data: Json
  source: Message | null
}

/** Sends an interaction to the bot and keeps it, for its answers. */
export function sendInteraction(world: World, given: NewInteraction): Interaction {
  const { user, channel, type, name, data, source } = given
  const guild = guildOf(world, channel)
  const id = world.newId()
  const interaction: Interaction = {
    ...{ id, token: `token-${id}`, type, createdAt: world.clock.now(), userId: user.id, channelId: channel.id },
    ...{ guildId: guild?.id ?? null, name, sourceMessageId: source?.id ?? null },
    ...{ first: null, originalId: null, modal: null, choices: null },
  }
  world.interactions.set(interaction.token, interaction)
  const member = guild && {
    ...memberJson(guild, user.id, { withUser: true }),
    permissions: String(permissionsIn(world, user.id, channel)),
  }
  world.emit({
    name: 'INTERACTION_CREATE',
    intents: 0,
    channelId: null, // an interaction reaches the bot wherever it was made
    data: () => ({
      ...{ id, token: interaction.token, application_id: world.application.id, type, version: 1, data },
      ...{ channel: channelJson(world, channel), channel_id: channel.id, locale: user.locale, entitlements: [] },
      ...{ app_permissions: String(permissionsIn(world, world.bot.id, channel)), attachment_size_limit: 10_485_760 },
      ...{ authorizing_integration_owners: { 0: guild?.id ?? '0' }, context: guild ? 0 : 1 },
      ...(guild
        ? { guild_id: guild.id, guild: { id: guild.id, locale: 'en-US', features: [] }, guild_locale: 'en-US' }
        : {}),
      ...(member ? { member } : { user: userJson(user) }),
      ...(source ? { message: messageJson(world, source, true) } : {}),
    }),
  })
  return interaction
}

/** The commands of a kind that a person sees in a channel: by permission, by where they are offered, by guild. */
export function visibleCommands(
  world: World,
  user: User,
  channel: Channel,
  type: ApplicationCommandType,
): RegisteredCommand[] {
  const guild = guildOf(world, channel)
  const own = guild ? (world.commands.guilds.get(guild.id) ?? []) : []
  return [...own, ...world.commands.global].filter(
    (command) => command.type === type && maySee(world, user, channel, command),
  )
}

function maySee(world: World, user: User, channel: Channel, command: RegisteredCommand): boolean {
  const guild = guildOf(world, channel)
  const contexts = command['contexts']
  if (Array.isArray(contexts) && !contexts.includes(guild ? 0 : 1)) return false
  if (!guild) return command['dm_permission'] !== false
  if (!mayIn(world, user.id, channel, 'UseApplicationCommands')) return false
  const wanted = command['default_member_permissions']
  if (typeof wanted !== 'string') return true
  const bits = permissionsIn(world, user.id, channel)
  // "0" leaves the command to administrators alone.
  const isAdministrator = (bits & PermissionFlagsBits.Administrator) !== 0n
  return isAdministrator || (wanted !== '0' && (bits & BigInt(wanted)) === BigInt(wanted))
}

/** The command of that name, as `feeds add`, with its subcommands; one that the person does not see is an error of the test. */
export function commandFor(world: World, user: User, channel: Channel, type: ApplicationCommandType, words: string) {
  const seen = visibleCommands(world, user, channel, type)
  const [first = '', ...rest] = type === ApplicationCommandType.ChatInput ? words.split(' ') : [words]
  const command = seen.find(({ name }) => name === first)
  if (command) return { command, steps: rest }
  const exists = [...world.commands.global, ...[...world.commands.guilds.values()].flat()].some(
    ({ name }) => name === first,
  )
  const why = exists ? `does not see the command ${first}` : `finds no command ${first}`
  throw new Error(`${user.displayName} ${why}; there are ${seen.map(({ name }) => name).join(', ') || 'none'}`)
}

/** What the gateway sends of a slash command that was filled in; `focused` is the option that is being typed. */
export function commandData(
  world: World,
  channel: Channel,
  command: RegisteredCommand,
  steps: readonly string[],
  filled: Filled,
  focused: string | null,
): Json {
  const options = layOutOptions(optionsOf(command), steps, filled, focused)
  const guild = guildOf(world, channel)
  const users = namedIds(options, ApplicationCommandOptionType.User).flatMap((id) => world.users.get(id) ?? [])
  const channels = namedIds(options, ApplicationCommandOptionType.Channel).flatMap((id) => world.channels.get(id) ?? [])
  const resolved = {
    ...(users.length ? { users: byId(users.map(userJson)) } : {}),
    ...(users.length && guild
      ? { members: Object.fromEntries(users.map(({ id }) => [id, memberJson(guild, id, { withUser: false })])) }
      : {}),
    ...(channels.length ? { channels: byId(channels.map((one) => channelJson(world, one))) } : {}),
  }
  return {
    ...{ id: command.id, name: command.name, type: command.type, options },
    ...(Object.keys(resolved).length ? { resolved } : {}),
    ...('guild_id' in command ? { guild_id: guild?.id } : {}),
  }
}

/** What the gateway sends of a message's context menu. The message comes whole, whatever the intents. */
export function contextData(world: World, command: RegisteredCommand, message: Message): Json {
  return {
    ...{ id: command.id, name: command.name, type: command.type, target_id: message.id },
    resolved: { messages: { [message.id]: messageJson(world, message, true) } },
  }
}

function byId(list: Json[]): Json {
  return Object.fromEntries(list.map((one) => [String(one['id']), one]))
}
