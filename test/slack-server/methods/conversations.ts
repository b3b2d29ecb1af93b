import { isOn, type JsonObject, textOf } from '../json.ts'
import { type Rate, tiers } from '../rate-limits.ts'
import { invalidArguments, Refusal } from '../refusal.ts'
import type { SlackState } from '../state.ts'
import { findMessage, type Message } from '../world.ts'
import { argument, channelOf, channelScope, type Method, type MethodCall, messageBody } from './method.ts'

/** Says what a channel is, and whether the bot is in it. */
export const info: Method = {
  scope: channelScope('read'),
  rate: tiers[3],
  run(call) {
    const channel = channelOf(call, { isMember: false })
    const isShared = channel.teamIds.length > 1
    const common = { id: channel.id, is_archived: false, context_team_id: call.team.id }
    if (channel.kind === 'im') {
      const user = [...channel.members].find((id) => id !== call.team.bot.userId)
      return { channel: { ...common, is_im: true, user, is_org_shared: false } }
    }
    return {
      channel: {
        ...common,
        name: channel.name,
        name_normalized: channel.name,
        is_channel: channel.kind === 'public',
        is_group: false,
        is_im: false,
        is_mpim: false,
        is_private: channel.kind === 'private',
        is_member: channel.members.has(call.team.bot.userId),
        is_shared: isShared,
        is_ext_shared: isShared,
        is_org_shared: false,
        is_general: false,
        shared_team_ids: channel.teamIds,
        conversation_host_id: channel.teamIds[0],
      },
    }
  },
}

/** Lists who is in a channel, in pages. */
export const members: Method = {
  scope: channelScope('read'),
  rate: tiers[4],
  run(call) {
    const channel = channelOf(call, { isMember: false })
    const { page, cursor } = pageOf(call, [...channel.members], 100)
    return { members: page, response_metadata: { next_cursor: cursor } }
  },
}

/** The messages of a channel, newest first, without the replies in threads. */
export const history: Method = {
  scope: channelScope('history'),
  rate: historyRate,
  run(call) {
    const channel = channelOf(call, { isMember: true })
    const shown = call.state.world.messages.filter(
      (one) =>
        one.channel === channel.id &&
        one.visibleTo === null &&
        (one.threadTs === null || one.threadTs === one.ts || one.isBroadcast),
    )
    return listed(call, inWindow(call, shown).reverse())
  },
}

/** The messages of one thread, its root first. */
export const replies: Method = {
  scope: channelScope('history'),
  rate: historyRate,
  run(call) {
    const channel = channelOf(call, { isMember: true })
    const ts = argument(call, 'ts')
    const root = findMessage(call.state.world, channel.id, ts)
    if (!root) throw new Refusal('thread_not_found')
    const shown = call.state.world.messages.filter(
      (one) => one.channel === channel.id && one.visibleTo === null && (one.ts === ts || one.threadTs === ts),
    )
    return listed(call, inWindow(call, shown))
  },
}

/** The rate of `history` and `replies`: 1 a minute for new apps outside the Marketplace, 50 for an app built for one's own workspace. */
function historyRate({ isNewApp }: SlackState): Rate {
  return isNewApp ? tiers[1] : tiers[3]
}

function listed(call: MethodCall, found: Message[]): JsonObject {
  const { page, cursor } = pageOf(call, found, call.state.isNewApp ? 15 : 999)
  const withMetadata = isOn(call.args['include_all_metadata'])
  return {
    messages: page.map((message) => messageBody(call.state, message, withMetadata)),
    has_more: cursor !== '',
    ...(cursor === '' ? {} : { response_metadata: { next_cursor: cursor } }),
  }
}

function inWindow({ args }: MethodCall, messages: Message[]): Message[] {
  const oldest = Number(args['oldest'] ?? 0)
  const latest = Number(args['latest'] ?? Number.POSITIVE_INFINITY)
  const isInclusive = isOn(args['inclusive'])
  return messages.filter(({ ts }) => {
    const at = Number(ts)
    return (at > oldest && at < latest) || (isInclusive && (at === oldest || at === latest))
  })
}

function pageOf<T>({ args }: MethodCall, all: T[], most: number): { page: T[]; cursor: string } {
  const limit = Math.min(most, Number(args['limit'] ?? most))
  if (!(limit >= 1)) throw invalidArguments('invalid limit')
  const cursor = textOf(args['cursor']) ?? ''
  const start = cursor === '' ? 0 : Number(/^next:(\d+)$/.exec(cursor)?.[1] ?? Number.NaN)
  if (Number.isNaN(start)) throw new Refusal('invalid_cursor')
  return { page: all.slice(start, start + limit), cursor: start + limit < all.length ? `next:${start + limit}` : '' }
}
