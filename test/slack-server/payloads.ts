import { isObject, type JsonObject, objectsOf, textOf } from './json.ts'
import { messageBody } from './methods/method.ts'
import type { SlackState } from './state.ts'
import { viewBody } from './views.ts'
import { type Channel, getById, type Message, type Team, type User, type View } from './world.ts'

/** Who does something, in which workspace's name, and the id that ties the effects to it. */
export interface Doing {
  state: SlackState
  team: Team
  user: User
  cause: string
}

/** The payload of a slash command; all fields are strings, as in a form. */
export function commandBody(doing: Doing, channel: Channel, command: string, text: string): JsonObject {
  const { state, team, user, cause } = doing
  // Slack does not give away the names of private channels. [docs.slack.dev, slash commands]
  const name = channel.kind === 'private' ? 'privategroup' : channel.name
  return {
    token: state.verificationToken,
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: name,
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: state.world.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl(doing, channel, null),
    trigger_id: state.interactions.newTrigger(cause, team.id, user.id),
  }
}

/** The payload of a click or choice in a message or view. */
export function actionBody(doing: Doing, target: Message | View, action: JsonObject): JsonObject {
  const { state } = doing
  const common = { type: 'block_actions', ...commonPart(doing), actions: [action] }
  if (!('ts' in target)) {
    const container = { type: 'view', view_id: target.id }
    return { ...common, container, view: viewBody(state, target), hash: target.hash }
  }
  const channel = getById(state.world.channels, target.channel)
  const isEphemeral = target.visibleTo !== null
  return {
    ...common,
    container: {
      type: 'message',
      message_ts: target.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      ...(target.threadTs === null ? {} : { thread_ts: target.threadTs }),
    },
    channel: { id: channel.id, name: channel.kind === 'private' ? 'privategroup' : channel.name },
    // Slack keeps no ephemeral message, and so sends none.
    ...(isEphemeral ? {} : { message: messageBody(state, target) }),
    state: { values: {} },
    response_url: responseUrl(doing, channel, target),
  }
}

/** The payload of a shortcut on a message. */
export function messageShortcutBody(doing: Doing, callbackId: string, message: Message): JsonObject {
  const { state } = doing
  const channel = getById(state.world.channels, message.channel)
  return {
    type: 'message_action',
    ...commonPart(doing),
    action_ts: state.nextTs(),
    callback_id: callbackId,
    channel: { id: channel.id, name: channel.kind === 'private' ? 'privategroup' : channel.name },
    message_ts: message.ts,
    message: messageBody(state, message),
    // A shortcut's answers are messages of their own; there is no button whose message they could replace.
    response_url: responseUrl(doing, channel, null),
  }
}

/** The payload of a shortcut that belongs to no message. */
export function globalShortcutBody(doing: Doing, callbackId: string): JsonObject {
  return { type: 'shortcut', ...commonPart(doing), action_ts: doing.state.nextTs(), callback_id: callbackId }
}

/** The payload of a modal that was submitted or closed. */
export function viewEndBody(
  doing: Doing,
  type: 'view_submission' | 'view_closed',
  view: View,
  values: JsonObject,
): JsonObject {
  // In a channel of two companies the person's own workspace stands in `team`, the app's in `view.app_installed_team_id`.
  const own = getById(doing.state.world.teams, doing.user.teamId)
  return {
    ...{ type, ...commonPart(doing), team: { id: own.id, domain: own.domain } },
    view: viewBody(doing.state, view, values),
    ...(type === 'view_submission' ? { response_urls: [] } : { is_cleared: false }),
  }
}

/** Finds a button, menu or the like of a message or view by its `action_id`; throws with those there are. */
export function getElement(blocks: unknown, actionId: string): { element: JsonObject; blockId: string } {
  const found = objectsOf(blocks).flatMap((block) =>
    elementsOf(block).map((element) => ({ element, blockId: textOf(block['block_id']) ?? '' })),
  )
  const one = found.find(({ element }) => element['action_id'] === actionId)
  if (one) return one
  const ids = found.map(({ element }) => element['action_id']).join(', ')
  throw new Error(`no element has the action_id "${actionId}"; there are: ${ids || 'none'}`)
}

/** The interactive elements of a block. */
export function elementsOf(block: JsonObject): JsonObject[] {
  const inside = [block['accessory'], block['element']].filter(isObject)
  return [...objectsOf(block['elements']), ...inside].filter((one) => one['action_id'] !== undefined)
}

function commonPart({ state, team, user, cause }: Doing): JsonObject {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: user.teamId },
    api_app_id: state.world.appId,
    token: state.verificationToken,
    trigger_id: state.interactions.newTrigger(cause, team.id, user.id),
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
  }
}

function responseUrl({ state, team, user, cause }: Doing, channel: Channel, source: Message | null): string {
  const place = { cause, teamId: team.id, channel: channel.id, user: user.id, source }
  return `${state.baseUrl}${state.interactions.newResponsePath(place)}`
}
