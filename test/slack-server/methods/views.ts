import { checkView } from '../check-payload.ts'
import { type JsonObject, objectOf, textOf } from '../json.ts'
import { tiers } from '../rate-limits.ts'
import { Refusal } from '../refusal.ts'
import { changeView, openView, publishHome, viewBody } from '../views.ts'
import type { View } from '../world.ts'
import { argument, type Method, type MethodCall } from './method.ts'

/** Opens a modal for the person behind a `trigger_id`, which works once and for three seconds. */
export const open: Method = {
  scope: () => null,
  rate: tiers[4],
  run(call) {
    const { state, team } = call
    const trigger = argument(call, 'trigger_id')
    const sent = viewOf(call, 'modal')
    const { cause, user } = state.interactions.takeTrigger(trigger, team.id)
    const view = openView(state, { teamId: team.id, userId: user, sent, parent: null }, cause)
    return { view: viewBody(state, view) }
  },
}

/** Replaces what an open modal shows. */
export const update: Method = {
  scope: () => null,
  rate: tiers[4],
  run(call) {
    const { state, team, args } = call
    const sent = viewOf(call, 'modal')
    const id = textOf(args['view_id'])
    const externalId = textOf(args['external_id'])
    const isMeant = (one: View) => (id === undefined ? one.sent['external_id'] === externalId : one.id === id)
    const view = state.world.views.find(
      (one) => one.teamId === team.id && one.isOpen && one.kind === 'modal' && isMeant(one),
    )
    if (!view || (id === undefined && externalId === undefined)) throw new Refusal('not_found')
    if (args['hash'] !== undefined && args['hash'] !== view.hash) throw new Refusal('hash_conflict')
    changeView(state, view, sent)
    return { view: viewBody(state, view) }
  },
}

/** Sets the home tab of one person. */
export const publish: Method = {
  scope: () => null,
  rate: tiers[4],
  run(call) {
    const { state, team, args } = call
    const user = argument(call, 'user_id')
    const sent = viewOf(call, 'home')
    if (!state.world.users.some((one) => one.id === user && one.teamId === team.id))
      throw new Refusal('invalid_user_id')
    return { view: viewBody(state, publishHome(state, team.id, user, sent, textOf(args['hash']))) }
  },
}

function viewOf({ state, method, args }: MethodCall, type: 'modal' | 'home'): JsonObject {
  const view = args['view']
  checkView(state, method, view)
  if (objectOf(view)['type'] !== type) throw new Refusal('invalid_view_type')
  return objectOf(view)
}
