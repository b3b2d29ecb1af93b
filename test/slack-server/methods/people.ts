import type { JsonObject } from '../json.ts'
import { tiers } from '../rate-limits.ts'
import { invalidArguments, Refusal } from '../refusal.ts'
import type { SlackState } from '../state.ts'
import { findMessage, type Team, type User } from '../world.ts'
import { argument, channelOf, type Method, type MethodCall } from './method.ts'

/** Says whose token it is. */
export const authTest: Method = {
  scope: () => null,
  rate: tiers[4],
  run({ state, team }) {
    return {
      url: `https://${team.domain}.slack.example/`,
      team: team.name,
      user: 'nutgraf',
      team_id: team.id,
      user_id: team.bot.userId,
      bot_id: team.bot.botId,
      is_enterprise_install: false,
      app_id: state.world.appId,
    }
  },
}

/** Says who somebody is. A person of another company is known where a channel is shared with them, with their own `team_id`. */
export const userInfo: Method = {
  scope: () => 'users:read',
  rate: tiers[4],
  run(call) {
    const id = argument(call, 'user')
    const found = peopleOf(call).find((one) => one['id'] === id)
    if (!found) throw new Refusal('user_not_found')
    return { user: found }
  },
}

/** Lists the people of the workspace and those whom its shared channels bring. */
export const userList: Method = {
  scope: () => 'users:read',
  rate: tiers[2],
  run: (call) => ({ members: peopleOf(call), response_metadata: { next_cursor: '' } }),
}

/** Puts an emoji on a message. */
export const addReaction: Method = {
  scope: () => 'reactions:write',
  rate: tiers[3],
  run(call) {
    const { state, team } = call
    const channel = channelOf(call, { isMember: true })
    const name = argument(call, 'name')
    if (!/^[a-z0-9_+'-]+(?:::skin-tone-[2-6])?$/.test(name)) throw new Refusal('invalid_name')
    const message = findMessage(state.world, channel.id, argument(call, 'timestamp'))
    if (!message) throw new Refusal('message_not_found')
    const user = team.bot.userId
    if (message.reactions.some((one) => one.name === name && one.user === user)) throw new Refusal('already_reacted')
    message.reactions.push({ name, user })
    state.journal.add({ kind: 'reaction', channel: channel.id, ts: message.ts, name, user })
    return {}
  },
}

/** Shows "… is looking" under a thread until the bot posts there; an empty text takes it away. */
export const setStatus: Method = {
  scope: () => 'assistant:write',
  rate: tiers[4],
  run(call) {
    const channel = channelOf(call, { isMember: true, name: 'channel_id' })
    const threadTs = argument(call, 'thread_ts')
    const text = call.args['status']
    if (typeof text !== 'string') throw invalidArguments('missing required field: status')
    if (!findMessage(call.state.world, channel.id, threadTs)) throw new Refusal('thread_not_found')
    call.state.journal.add({ kind: 'status', channel: channel.id, threadTs, text })
    return {}
  },
}

function peopleOf({ state, team }: MethodCall): JsonObject[] {
  const shared = state.world.channels.filter(({ teamIds }) => teamIds.length > 1 && teamIds.includes(team.id))
  const isKnown = (user: User) => user.teamId === team.id || shared.some(({ members }) => members.has(user.id))
  return [...state.world.users.filter(isKnown).map((user) => userBody(team, user)), ...[botBody(state, team)]]
}

function userBody(team: Team, user: User): JsonObject {
  return {
    id: user.id,
    team_id: user.teamId,
    name: user.name,
    real_name: user.realName,
    deleted: false,
    tz: 'Europe/London',
    tz_offset: 0,
    profile: { real_name: user.realName, display_name: user.realName, team: user.teamId },
    is_admin: user.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_bot: false,
    is_stranger: user.teamId !== team.id,
    is_app_user: false,
  }
}

function botBody(state: SlackState, team: Team): JsonObject {
  return {
    id: team.bot.userId,
    team_id: team.id,
    name: 'nutgraf',
    real_name: 'Nutgraf',
    deleted: false,
    profile: { api_app_id: state.world.appId, bot_id: team.bot.botId },
    is_admin: false,
    is_bot: true,
  }
}
