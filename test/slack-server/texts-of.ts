import { isObject, type JsonObject, textOf } from './json.ts'

/** One text of a payload and how Slack reads it. `verbatim`: Slack adds no links and mentions of its own to it. */
export interface ShownText {
  syntax: 'mrkdwn' | 'markdown' | 'plain'
  text: string
  verbatim: boolean
  /** Where it stands: `blocks[2].text`. */
  where: string
}

/** A mention or link that stands as an element of its own, as in rich text. */
export interface ShownElement {
  element: JsonObject
  where: string
}

/** Everything in a message or view that Slack reads as text, mention or link. */
export function textsOf(payload: JsonObject): { texts: ShownText[]; elements: ShownElement[] } {
  const texts: ShownText[] = []
  const elements: ShownElement[] = []
  const text = textOf(payload['text'])
  // The text of a message is parsed for <…> and nothing else, unless `parse` or `link_names` ask for more, which is a fault here.
  if (text !== undefined && payload['type'] !== 'modal')
    texts.push({ syntax: 'mrkdwn', text, verbatim: true, where: 'text' })
  visit(payload['blocks'], 'blocks')
  for (const part of ['title', 'submit', 'close']) visit(payload[part], part)
  return { texts, elements }

  function visit(value: unknown, where: string): void {
    if (Array.isArray(value)) {
      value.forEach((one, index) => {
        visit(one, `${where}[${index}]`)
      })
      return
    }
    if (!isObject(value)) return
    const inner = textOf(value['text'])
    if (inner !== undefined) texts.push({ ...syntaxOf(value), text: inner, where })
    if (isElement(value)) elements.push({ element: value, where })
    for (const [key, one] of Object.entries(value))
      if (isObject(one) || Array.isArray(one)) visit(one, `${where}.${key}`)
  }
}

function syntaxOf(value: JsonObject): Pick<ShownText, 'syntax' | 'verbatim'> {
  if (value['type'] === 'mrkdwn') return { syntax: 'mrkdwn', verbatim: value['verbatim'] === true }
  if (value['type'] === 'markdown') return { syntax: 'markdown', verbatim: false }
  return { syntax: 'plain', verbatim: true }
}

function isElement(value: JsonObject): boolean {
  return (
    ['user', 'usergroup', 'broadcast', 'channel', 'team', 'link'].includes(textOf(value['type']) ?? '') ||
    textOf(value['url']) !== undefined
  )
}
