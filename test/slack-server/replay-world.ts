import { copyOf, isObject, type JsonObject, objectOf, objectsOf, textOf } from './json.ts'
import type { SlackState } from './state.ts'
import type { Message, View } from './world.ts'

/**
 * Puts what a rewritten payload speaks of into the world, so that the app can answer it there: the message that was written or clicked,
 * the root of its thread, the modal that was submitted. Returns the clicked message and the modal.
 */
export function placeRecorded(
  state: SlackState,
  body: JsonObject,
  user: string,
): { message: Message | null; view: View | null } {
  const event = objectOf(body['event'])
  if (event['type'] === 'message' || event['type'] === 'app_mention')
    placeMessage(state, event, textOf(event['channel']), null)
  const view = isObject(body['view']) ? placeView(state, body['view'], user) : null
  const container = objectOf(body['container'])
  const ts = textOf(container['message_ts']) ?? textOf(body['message_ts'])
  if (ts === undefined) return { message: null, view }
  const channel = textOf(container['channel_id']) ?? textOf(objectOf(body['channel'])['id'])
  const threadTs = container['thread_ts']
  const isEphemeral = container['is_ephemeral'] === true
  const bot = state.world.teams.find(({ id }) => id === objectOf(body['team'])['id'])?.bot
  const written = isObject(body['message'])
    ? body['message']
    : { ts, text: 'A recorded message', user: bot?.userId, bot_id: bot?.botId, thread_ts: threadTs }
  return { message: placeMessage(state, written, channel, isEphemeral ? user : null), view }
}

function placeMessage(
  state: SlackState,
  written: JsonObject,
  channel: string | undefined,
  visibleTo: string | null,
): Message | null {
  const ts = textOf(written['ts'])
  if (ts === undefined || channel === undefined) return null
  const known = state.world.messages.find((one) => one.ts === ts && one.channel === channel)
  if (known) return known
  const threadTs = textOf(written['thread_ts']) ?? null
  const parent = textOf(written['parent_user_id']) ?? textOf(written['user'])
  if (threadTs !== null && threadTs !== ts)
    placeMessage(state, { ts: threadTs, text: '(an earlier message)', user: parent }, channel, null)
  const message: Message = {
    ts,
    channel,
    user: textOf(written['user']) ?? '',
    botId: textOf(written['bot_id']) ?? null,
    text: textOf(written['text']) ?? '',
    blocks: objectsOf(written['blocks']),
    threadTs,
    visibleTo,
    metadata: null,
    isEdited: false,
    isBroadcast: false,
    reactions: [],
  }
  state.world.messages.push(message)
  state.journal.add({ kind: 'message', message: copyOf(message) }, 'recorded')
  return message
}

function placeView(state: SlackState, recorded: JsonObject, user: string): View {
  const id = textOf(recorded['id']) ?? state.nextId('V')
  const view: View = {
    id,
    teamId: textOf(recorded['app_installed_team_id']) ?? textOf(recorded['team_id']) ?? '',
    userId: user,
    kind: recorded['type'] === 'home' ? 'home' : 'modal',
    sent: recorded,
    hash: textOf(recorded['hash']) ?? '',
    rootId: textOf(recorded['root_view_id']) ?? id,
    previousId: textOf(recorded['previous_view_id']) ?? null,
    isOpen: true,
  }
  // Recorded once, replayed twice: the window of the first time is closed by now.
  state.world.views = [...state.world.views.filter((one) => one.id !== id), view]
  return view
}
