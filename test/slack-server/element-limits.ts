import { type JsonObject, objectOf, objectsOf, textOf } from './json.ts'
import { checkAddress, checkList, checkOptional, checkString, checkTextObject, type Report } from './text-limits.ts'

const buttonText = 75
const buttonValue = 2000
const identifier = 255
const placeholder = 150
const optionText = 75
const optionValue = 150
const inputText = 3000

/**
 * Checks a button, menu, checkbox group or input element. An interactive element needs an `action_id` here (Slack would make one up,
 * and no handler could be found for it).
 */
export function checkElement(report: Report, path: string, element: JsonObject): void {
  const type = textOf(element['type']) ?? ''
  if (type === 'image') {
    checkImage(report, path, element)
    return
  }
  if (type === 'feedback_buttons') {
    checkFeedback(report, path, element)
    return
  }
  checkString(report, `${path}.action_id`, element['action_id'], identifier)
  if (element['placeholder'] !== undefined)
    checkTextObject(report, `${path}.placeholder`, element['placeholder'], { most: placeholder, plainOnly: true })
  if (element['confirm'] !== undefined) checkConfirm(report, `${path}.confirm`, objectOf(element['confirm']))
  if (type === 'button') checkButton(report, path, element)
  else if (type === 'plain_text_input') checkInput(report, path, element)
  else if (hasOptions(type)) checkOptions(report, path, element, type)
  else if (!otherElements.has(type)) report('unknown-element', path, type)
}

/** Checks an image: an address and a text for those who do not see it. */
export function checkImage(report: Report, path: string, image: JsonObject): void {
  if (image['slack_file'] === undefined) checkAddress(report, `${path}.image_url`, image['image_url'])
  checkString(report, `${path}.alt_text`, image['alt_text'], 2000)
}

/** Elements without options whose other fields the schema checks. */
const otherElements = new Set([
  ...['datepicker', 'timepicker', 'datetimepicker', 'email_text_input', 'url_text_input', 'number_input'],
  ...['users_select', 'conversations_select', 'channels_select', 'external_select', 'rich_text_input', 'icon_button'],
  ...['multi_users_select', 'multi_conversations_select', 'multi_channels_select', 'multi_external_select'],
  'workflow_button',
])

function hasOptions(type: string): boolean {
  return ['static_select', 'multi_static_select', 'radio_buttons', 'checkboxes', 'overflow'].includes(type)
}

function checkButton(report: Report, path: string, button: JsonObject): void {
  checkTextObject(report, `${path}.text`, button['text'], { most: buttonText, plainOnly: true })
  checkOptional(report, `${path}.value`, button['value'], buttonValue)
  checkOptional(report, `${path}.accessibility_label`, button['accessibility_label'], buttonText)
  if (button['url'] !== undefined) checkAddress(report, `${path}.url`, button['url'])
  const style = button['style']
  if (style !== undefined && style !== 'primary' && style !== 'danger')
    report('unknown-style', `${path}.style`, `${style}`)
}

function checkInput(report: Report, path: string, input: JsonObject): void {
  checkOptional(report, `${path}.initial_value`, input['initial_value'], inputText)
  const most = input['max_length']
  if (most !== undefined && !(typeof most === 'number' && most >= 1 && most <= inputText))
    report('bad-length', `${path}.max_length`, String(most))
}

function checkOptions(report: Report, path: string, element: JsonObject, type: string): void {
  const groups = objectsOf(element['option_groups'])
  // Radio buttons and checkboxes take 10 options, an overflow menu 5, a menu 100. [docs.slack.dev, block elements]
  const most = type === 'overflow' ? 5 : type === 'radio_buttons' || type === 'checkboxes' ? 10 : 100
  const lists = groups.length > 0 ? groups.map((group) => group['options']) : [element['options']]
  lists.forEach((list, index) => {
    const place = groups.length > 0 ? `${path}.option_groups[${index}].options` : `${path}.options`
    checkList(report, place, list, most).forEach((option, at) => {
      checkTextObject(report, `${place}[${at}].text`, option['text'], { most: optionText })
      checkString(report, `${place}[${at}].value`, option['value'], optionValue)
    })
  })
}

function checkConfirm(report: Report, path: string, confirm: JsonObject): void {
  checkTextObject(report, `${path}.title`, confirm['title'], { most: 100, plainOnly: true })
  checkTextObject(report, `${path}.text`, confirm['text'], { most: 300 })
  checkTextObject(report, `${path}.confirm`, confirm['confirm'], { most: 30, plainOnly: true })
  checkTextObject(report, `${path}.deny`, confirm['deny'], { most: 30, plainOnly: true })
}

function checkFeedback(report: Report, path: string, element: JsonObject): void {
  checkString(report, `${path}.action_id`, element['action_id'], identifier)
  for (const name of ['positive_button', 'negative_button']) {
    const button = objectOf(element[name])
    checkTextObject(report, `${path}.${name}.text`, button['text'], { most: buttonText, plainOnly: true })
    checkString(report, `${path}.${name}.value`, button['value'], buttonValue)
  }
}
