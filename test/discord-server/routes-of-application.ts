import { z } from 'zod'
import { directChannel } from './build-world.ts'
import { visibleChannel } from './permissions.ts'
import { refusal } from './refusal.ts'
import { type Call, plainBucket, type Route, read } from './route.ts'
import { channelJson, guildJson, memberJson, userJson } from './wire.ts'
import type { World } from './world.ts'

// Application flags: Discord's documentation, "Application Object". LIMITED variants are for unverified applications.
const limitedPresence = 1 << 13
const limitedMembers = 1 << 15
const limitedContent = 1 << 19

/** The routes that tell about the bot, its application, its guilds and their channels. */
export const applicationRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/users/@me',
    bucket: plainBucket('me'),
    handle: getMe,
  },
  { method: 'GET', path: '/users/:user', bucket: plainBucket('user'), handle: getUser },
  { method: 'POST', path: '/users/@me/channels', bucket: plainBucket('dm'), handle: openDirect },
  {
    method: 'GET',
    path: '/applications/@me',
    bucket: plainBucket('app'),
    handle: ({ world }) => ({ body: applicationJson(world) }),
  },
  {
    method: 'GET',
    path: '/oauth2/applications/@me',
    bucket: plainBucket('oauth'),
    handle: ({ world }) => ({ body: applicationJson(world) }),
  },
  { method: 'GET', path: '/channels/:channel', bucket: plainBucket('channel'), handle: getChannel },
  { method: 'GET', path: '/guilds/:guild', bucket: plainBucket('guild'), handle: getGuild },
  { method: 'GET', path: '/guilds/:guild/channels', bucket: plainBucket('channels'), handle: listChannels },
  { method: 'GET', path: '/guilds/:guild/members/:user', bucket: plainBucket('guild-member'), handle: getMember },
]

/** The application as the API tells it, with the privileged intents that are switched on among its flags. */
export function applicationJson(world: World) {
  const { id, name, intents } = world.application
  const flags =
    (intents.presences ? limitedPresence : 0) |
    (intents.members ? limitedMembers : 0) |
    (intents.messageContent ? limitedContent : 0)
  return {
    ...{
      id,
      name,
      icon: null,
      description: '',
      type: null,
      summary: '',
      bot: userJson(world.bot),
      flags,
      flags_new: String(flags),
    },
    ...{ bot_public: true, bot_require_code_grant: false, verify_key: '0'.repeat(64), redirect_uris: [] },
    ...{ interactions_endpoint_url: null, role_connections_verification_url: null, team: null },
    ...{
      approximate_guild_count: world.guilds.size,
      approximate_user_install_count: 0,
      integration_types_config: { 0: {} },
    },
    ...{ approximate_user_authorization_count: 0, explicit_content_filter: 0, eligible_oauth2_scopes: [] },
    owner: userJson(world.users.values().find(({ isBot }) => !isBot) ?? world.bot),
  }
}

function getMe({ world }: Call) {
  return { body: { ...userJson(world.bot), mfa_enabled: true, locale: 'en-US', email: null, verified: true } }
}

function getUser({ world, param }: Call) {
  const user = world.users.get(param('user'))
  if (!user) throw refusal('unknownUser')
  return { body: userJson(user) }
}

function openDirect(call: Call) {
  const { world } = call
  const { recipient_id: id } = read(call, z.looseObject({ recipient_id: z.string() }), null)
  const user = world.users.get(id)
  if (!user || user.isBot) throw refusal('unknownUser')
  return { body: channelJson(world, directChannel(world, id)) }
}

function getChannel({ world, param }: Call) {
  return { body: channelJson(world, visibleChannel(world, param('channel'))) }
}

function getGuild({ world, param }: Call) {
  return { body: guildJson(world, guildFor(world, param('guild'))) }
}

function listChannels({ world, param }: Call) {
  const guild = guildFor(world, param('guild'))
  const channels = [...world.channels.values()].filter(({ guildId, thread }) => guildId === guild.id && !thread)
  return { body: channels.map((channel) => channelJson(world, channel)) }
}

function getMember({ world, param }: Call) {
  const guild = guildFor(world, param('guild'))
  const id = param('user') === '@me' ? world.bot.id : param('user')
  if (!guild.members.has(id)) throw refusal('unknownMember')
  return { body: memberJson(guild, id, { withUser: true }) }
}

function guildFor(world: World, id: string) {
  const guild = world.guilds.get(id)
  if (!guild) throw refusal('unknownGuild')
  if (!guild.members.has(world.bot.id)) throw refusal('missingAccess')
  return guild
}
