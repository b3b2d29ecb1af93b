import { beginAct, channelFor, type Finish, finishAct, performAct, trouble } from './acting.ts'
import { checkView, refuse } from './check-payload.ts'
import type { Happened } from './happened.ts'
import { isObject, type JsonObject, objectOf, objectsOf, textOf } from './json.ts'
import { type ModalValues, stateValues } from './modal-values.ts'
import { actionBody, getElement, viewEndBody } from './payloads.ts'
import { Refusal } from './refusal.ts'
import type { SlackState } from './state.ts'
import { changeView, closeView, openView } from './views.ts'
import { getById, type Message, type User, type View } from './world.ts'

/** What a person does with buttons and modals. */
export interface ModalActs {
  /** Clicks a button of a message or view; with `value`, picks that option of a menu. */
  click(target: Message | View, actionId: string, options?: Finish & { value?: string }): Promise<Happened>
  /** Fills in a modal and submits it. Throws where Slack's client would not submit it. */
  submit(view: View, values: ModalValues, finish?: Finish): Promise<Happened>
  /** Closes a modal without submitting it. */
  close(view: View, finish?: Finish): Promise<Happened>
}

/** The acts of one person with buttons and modals. */
export function createModalActs(state: SlackState, user: User): ModalActs {
  return {
    async click(target, actionId, { value, ...finish } = {}) {
      const isMessage = 'ts' in target
      if (isMessage) checkVisible(state, user, target)
      else checkOpen(user, target)
      const { element, blockId } = getElement(isMessage ? target.blocks : target.sent['blocks'], actionId)
      const action = actionOf(state, element, blockId, value)
      const label = `clicks [${labelOf(element)}]${value === undefined ? '' : ` ${value}`}`
      const teamId = isMessage ? teamOf(state, target) : target.teamId
      const [channel, threadTs] = isMessage ? [target.channel, target.threadTs] : [null, null]
      const act = beginAct(state, user, { teamId, text: label, channel, threadTs, finish })
      const body = actionBody(act.doing, target, action)
      return performAct(act, { kind: 'interactive', body, takesAnswer: false }, { channel, failure: trouble })
    },
    async submit(view, values, finish = {}) {
      checkOpen(user, view)
      const filled = stateValues(view.sent['blocks'], values)
      const title = textOf(objectOf(view.sent['title'])['text']) ?? ''
      const said = Object.entries(values).map(([name, value]) => `${name}: ${value}`)
      const text = [`submits “${title}”`, ...said].join(', ')
      const act = beginAct(state, user, { teamId: view.teamId, text, channel: null, finish })
      const body = viewEndBody(act.doing, 'view_submission', view, filled)
      let errors: Record<string, string> = {}
      const take = (answer: JsonObject) => {
        errors = takeSubmission(state, view, answer, act.doing.cause)
      }
      const parcel = { kind: 'interactive', body, takesAnswer: true } as const
      const happened = await performAct(act, parcel, { channel: null, failure: trouble, take })
      return { ...happened, errors }
    },
    async close(view, finish = {}) {
      checkOpen(user, view)
      const act = beginAct(state, user, { teamId: view.teamId, text: 'closes the modal', channel: null, finish })
      closeView(state, view, false, act.doing.cause)
      const body = viewEndBody(act.doing, 'view_closed', view, {})
      if (view.sent['notify_on_close'] !== true) return finishAct(act, [])
      return performAct(act, { kind: 'interactive', body, takesAnswer: false }, { channel: null, failure: trouble })
    },
  }
}

/** Does what the answer to a submission says, and returns its errors. What it says wrong is kept as a fault and closes nothing. */
export function takeSubmission(
  state: SlackState,
  view: View,
  answer: JsonObject,
  cause: string,
): Record<string, string> {
  try {
    switch (answer['response_action']) {
      case undefined:
        if (Object.keys(answer).length > 0)
          refuse(state, 'ack', [{ rule: 'unknown-answer', detail: JSON.stringify(answer) }])
        closeView(state, view, false, cause)
        return {}
      case 'clear':
        closeView(state, view, true, cause)
        return {}
      case 'errors':
        return readErrors(state, view, answer['errors'])
      case 'update':
        checkView(state, 'ack', answer['view'])
        changeView(state, view, objectOf(answer['view']), cause)
        return {}
      case 'push': {
        checkView(state, 'ack', answer['view'])
        const { teamId, userId } = view
        openView(state, { teamId, userId, sent: objectOf(answer['view']), parent: view }, cause)
        return {}
      }
      default:
        refuse(state, 'ack', [{ rule: 'unknown-answer', detail: `response_action: ${answer['response_action']}` }])
        return {}
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    state.journal.add({ kind: 'notice', user: view.userId, channel: null, text: trouble('invalid_response') }, cause)
    return {}
  }
}

function readErrors(state: SlackState, view: View, errors: unknown): Record<string, string> {
  const inputs = objectsOf(view.sent['blocks']).filter((block) => block['type'] === 'input')
  const ids = inputs.map((block) => block['block_id'])
  const given = isObject(errors) ? Object.entries(errors) : []
  const strange = given.find(([id, text]) => !ids.includes(id) || typeof text !== 'string' || text === '')
  if (given.length === 0 || strange)
    refuse(state, 'ack', [{ rule: 'bad-errors', detail: `errors: ${JSON.stringify(errors)}` }])
  return Object.fromEntries(given.map(([id, text]) => [id, String(text)]))
}

function actionOf(state: SlackState, element: JsonObject, blockId: string, value: string | undefined): JsonObject {
  const common = {
    action_id: element['action_id'],
    block_id: blockId,
    type: element['type'],
    action_ts: state.nextTs(),
  }
  if (element['type'] === 'button') {
    const given = element['value'] === undefined ? {} : { value: element['value'] }
    return { ...common, text: element['text'], ...given }
  }
  const option = objectsOf(element['options']).find((one) => one['value'] === value)
  if (!option) throw new Error(`the menu has no option "${value}"`)
  return { ...common, selected_option: option }
}

function checkVisible(state: SlackState, user: User, message: Message): void {
  channelFor(state, user, message.channel)
  if (message.visibleTo !== null && message.visibleTo !== user.id)
    throw new Error(`${user.realName} does not see that message`)
  if (!state.world.messages.some((one) => one.ts === message.ts)) throw new Error('that message is gone')
}

function checkOpen(user: User, view: View): void {
  if (view.userId !== user.id) throw new Error(`${user.realName} does not see that view`)
  if (!view.isOpen) throw new Error('that view is closed')
}

function teamOf(state: SlackState, message: Message): string {
  const team = state.world.teams.find((one) => one.bot.userId === message.user)
  return team?.id ?? getById(state.world.channels, message.channel).teamIds[0] ?? ''
}

function labelOf(element: JsonObject): string {
  const text = objectOf(element['text'])['text'] ?? objectOf(element['placeholder'])['text']
  return textOf(text) ?? textOf(element['action_id']) ?? ''
}
