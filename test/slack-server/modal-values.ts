import { type JsonObject, objectOf, objectsOf, textOf } from './json.ts'

/** What a person fills in, by block id or by action id: a text, the value of an option, or several values. */
export type ModalValues = Record<string, string | string[]>

/**
 * The `state.values` of a modal with these fields filled in. Throws where Slack's own client would not let it be submitted: a required
 * field is empty, a text is too long, an option does not exist, or there is no such field.
 */
export function stateValues(blocks: unknown, filled: ModalValues): JsonObject {
  const inputs = objectsOf(blocks).filter((block) => block['type'] === 'input')
  const names = inputs.flatMap((block) => [block['block_id'], objectOf(block['element'])['action_id']])
  const stranger = Object.keys(filled).find((name) => !names.includes(name))
  if (stranger !== undefined) throw new Error(`the modal has no field "${stranger}"; it has ${names.join(', ')}`)
  return Object.fromEntries(
    inputs.map((block) => {
      const element = objectOf(block['element'])
      const blockId = textOf(block['block_id']) ?? ''
      const actionId = textOf(element['action_id']) ?? ''
      const given = filled[blockId] ?? filled[actionId]
      const value = filledValue(element, given)
      const isEmpty = Object.values(value).every((one) => one === null || (Array.isArray(one) && one.length === 0))
      if (isEmpty && block['optional'] !== true) throw new Error(`the field "${blockId}" is required`)
      return [blockId, { [actionId]: { type: element['type'], ...value } }]
    }),
  )
}

function filledValue(element: JsonObject, given: string | string[] | undefined): JsonObject {
  const type = textOf(element['type']) ?? ''
  const one = Array.isArray(given) ? given[0] : given
  switch (type) {
    case 'static_select':
    case 'radio_buttons':
      return { selected_option: one === undefined ? (element['initial_option'] ?? null) : optionOf(element, one) }
    case 'checkboxes':
    case 'multi_static_select': {
      if (given === undefined) return { selected_options: element['initial_options'] ?? [] }
      return { selected_options: [given].flat().map((value) => optionOf(element, value)) }
    }
    case 'plain_text_input':
      return { value: typedIn(element, one) }
    default: {
      const name = otherFields[type]
      if (name === undefined) throw new Error(`the test server cannot fill in a ${type}`)
      return { [name]: one ?? null }
    }
  }
}

const otherFields: Record<string, string> = {
  channels_select: 'selected_channel',
  conversations_select: 'selected_conversation',
  users_select: 'selected_user',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  email_text_input: 'value',
  url_text_input: 'value',
  number_input: 'value',
}

function typedIn(element: JsonObject, given: string | undefined): string | null {
  const text = given ?? textOf(element['initial_value']) ?? ''
  const most = Number(element['max_length'] ?? 3000)
  if (text.length > most) throw new Error(`${text.length} characters do not fit into a field of ${most}`)
  if (text.length < Number(element['min_length'] ?? 0)) throw new Error('the text is too short for the field')
  return text === '' ? null : text
}

function optionOf(element: JsonObject, value: string): JsonObject {
  const groups = objectsOf(element['option_groups']).flatMap((group) => objectsOf(group['options']))
  const options = [...objectsOf(element['options']), ...groups]
  const option = options.find((one) => one['value'] === value)
  if (!option) throw new Error(`no option "${value}"; there are ${options.map((one) => one['value']).join(', ')}`)
  return option
}
