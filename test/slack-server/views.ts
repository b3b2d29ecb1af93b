import { copyOf, type JsonObject, objectsOf, textOf } from './json.ts'
import { withBlockIds } from './messages.ts'
import { Refusal } from './refusal.ts'
import type { SlackState } from './state.ts'
import { getById, type View } from './world.ts'

/** Up to three modals may lie on one another. [docs.slack.dev, modals] */
const mostViews = 3

/** Opens a modal, or pushes one on `parent`. Throws `push_limit_reached`. */
export function openView(
  state: SlackState,
  { teamId, userId, sent, parent }: { teamId: string; userId: string; sent: JsonObject; parent: View | null },
  cause: string | null,
): View {
  if (parent && stackOf(state, parent).length >= mostViews) throw new Refusal('push_limit_reached')
  const externalId = textOf(sent['external_id']) ?? ''
  const isTaken = state.world.views.some((one) => one.teamId === teamId && one.sent['external_id'] === externalId)
  if (externalId !== '' && isTaken) throw new Refusal('duplicate_external_id')
  const id = state.nextId('V')
  const view: View = {
    id,
    teamId,
    userId,
    kind: 'modal',
    sent: withIds(state, sent),
    hash: state.nextId('hash'),
    rootId: parent?.rootId ?? id,
    previousId: parent?.id ?? null,
    isOpen: true,
  }
  state.world.views.push(view)
  state.journal.add({ kind: 'view', how: parent ? 'pushed' : 'opened', view: copyOf(view) }, cause)
  return view
}

/** Replaces what a view shows. */
export function changeView(state: SlackState, view: View, sent: JsonObject, cause: string | null = null): void {
  view.sent = withIds(state, sent)
  view.hash = state.nextId('hash')
  state.journal.add({ kind: 'view', how: view.kind === 'home' ? 'published' : 'updated', view: copyOf(view) }, cause)
}

/** Closes a modal; with `all`, those below and above it too. */
export function closeView(state: SlackState, view: View, all: boolean, cause: string | null = null): void {
  for (const one of all ? stackOf(state, view) : [view]) {
    one.isOpen = false
    state.journal.add({ kind: 'view', how: 'closed', view: copyOf(one) }, cause)
  }
}

/** Sets the home tab of a person. Throws `hash_conflict` where it has changed since. */
export function publishHome(state: SlackState, teamId: string, userId: string, sent: JsonObject, hash?: string): View {
  const known = state.world.views.find((one) => one.kind === 'home' && one.teamId === teamId && one.userId === userId)
  if (known && hash !== undefined && hash !== known.hash) throw new Refusal('hash_conflict')
  const id = state.nextId('V')
  const view: View = known ?? {
    ...{ id, teamId, userId, kind: 'home', sent, hash: '', rootId: id, previousId: null, isOpen: true },
  }
  if (!known) state.world.views.push(view)
  changeView(state, view, sent)
  return view
}

/** A view as methods and payloads carry it; `values` is what was filled in. */
export function viewBody(state: SlackState, view: View, values: JsonObject = {}): JsonObject {
  const { sent } = view
  const isModal = view.kind === 'modal'
  return {
    id: view.id,
    team_id: view.teamId,
    type: view.kind,
    blocks: sent['blocks'],
    private_metadata: sent['private_metadata'] ?? '',
    callback_id: sent['callback_id'] ?? '',
    state: { values },
    hash: view.hash,
    ...(isModal ? { title: sent['title'], submit: sent['submit'] ?? null, close: sent['close'] ?? null } : {}),
    clear_on_close: sent['clear_on_close'] ?? false,
    notify_on_close: sent['notify_on_close'] ?? false,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: state.world.appId,
    external_id: sent['external_id'] ?? '',
    app_installed_team_id: view.teamId,
    bot_id: getById(state.world.teams, view.teamId).bot.botId,
  }
}

function withIds(state: SlackState, sent: JsonObject): JsonObject {
  return { ...copyOf(sent), blocks: withBlockIds(state, objectsOf(sent['blocks'])) }
}

function stackOf(state: SlackState, view: View): View[] {
  return state.world.views.filter((one) => one.rootId === view.rootId && one.isOpen)
}
