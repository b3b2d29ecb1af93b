import { checkBlocks } from './block-limits.ts'
import type { Breach } from './fault.ts'
import { isObject, isOn, type JsonObject, textOf } from './json.ts'
import { checkOptional, checkString, checkTextObject, createReport, type Report } from './text-limits.ts'

/** The `text` of a message: Slack cuts at 40,000 characters, but a notification and `chat.update` hold 4,000. */
const messageText = 4000
const metadataType = 255
const titleText = 24
const privateMetadata = 3000
const callbackId = 255

/** Finds what breaks the rules in a message. `isPosted`: everybody in the channel sees it, so links must not unfold. */
export function messageBreaches(message: JsonObject, isPosted: boolean): Breach[] {
  const { breaches, report } = createReport()
  const text = textOf(message['text'])
  const blocks = message['blocks']
  if (text === undefined || text.trim() === '') {
    if (blocks === undefined) report('no-text', 'message', 'neither text nor blocks')
    else report('no-text-beside-blocks', 'text', 'notifications and screen readers have nothing to say')
  } else checkString(report, 'text', text, messageText)
  if (blocks !== undefined) checkBlocks(report, blocks, 'message')
  for (const name of ['attachments', 'markdown_text'])
    if (message[name] !== undefined) report('not-used-here', name, 'only text and blocks are checked for mentions')
  if (message['parse'] !== undefined && message['parse'] !== 'none')
    report('parses-names', 'parse', `${message['parse']} makes @channel in any text live`)
  if (isOn(message['link_names'])) report('parses-names', 'link_names', 'makes @names in any text live')
  if (isPosted)
    for (const name of ['unfurl_links', 'unfurl_media']) {
      if (message[name] === undefined || isOn(message[name])) report('unfurls', name, 'must be false')
    }
  if (message['metadata'] !== undefined) checkMetadata(report, message['metadata'])
  return breaches
}

/** Finds what breaks the rules in a modal or home tab. */
export function viewBreaches(view: unknown): Breach[] {
  const { breaches, report } = createReport()
  if (!isObject(view)) {
    report('no-view', 'view', `is ${typeof view}`)
    return breaches
  }
  const type = view['type']
  if (type !== 'modal' && type !== 'home') report('unknown-view', 'view.type', String(type))
  const surface = type === 'home' ? 'home' : 'modal'
  checkBlocks(report, view['blocks'], surface)
  if (textOf(view['private_metadata']) !== '')
    checkOptional(report, 'view.private_metadata', view['private_metadata'], privateMetadata)
  checkOptional(report, 'view.callback_id', view['callback_id'], callbackId)
  if (surface === 'home') return breaches
  checkTextObject(report, 'view.title', view['title'], { most: titleText, plainOnly: true })
  for (const name of ['submit', 'close'])
    if (view[name] !== undefined)
      checkTextObject(report, `view.${name}`, view[name], { most: titleText, plainOnly: true })
  const hasInput =
    Array.isArray(view['blocks']) && view['blocks'].some((block) => isObject(block) && block['type'] === 'input')
  if (hasInput && view['submit'] === undefined) report('no-submit', 'view', 'has an input and no submit')
  return breaches
}

function checkMetadata(report: Report, metadata: unknown): void {
  if (!isObject(metadata)) {
    report('bad-metadata', 'metadata', `is ${typeof metadata}`)
    return
  }
  checkString(report, 'metadata.event_type', metadata['event_type'], metadataType)
  if (!isObject(metadata['event_payload'])) report('bad-metadata', 'metadata.event_payload', 'is no object')
}
