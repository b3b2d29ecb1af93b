import { checkElement, checkImage } from './element-limits.ts'
import { isObject, type JsonObject, objectOf, objectsOf, textOf } from './json.ts'
import { checkList, checkOptional, checkString, checkTextObject, type Report } from './text-limits.ts'

/** What blocks stand in: a message, a modal or a home tab. */
export type Surface = 'message' | 'modal' | 'home'

const most = { message: 50, modal: 100, home: 100 } as const
const sectionText = 3000
const fieldText = 2000
const headerText = 150
const contextElements = 10
const actionElements = 25
const markdownText = 12_000
const tableRows = 100
const tableCells = 20
const identifier = 255
const labelText = 2000

/** From about 11 to 13 thousand characters over all blocks Slack answers `msg_blocks_too_long`, undocumented. [slackapi/bolt-js#2509, #2867] */
const allText = 10_000

/** Checks the blocks of a message or view against limits of our own; the schema knows some of them, not all. */
export function checkBlocks(report: Report, blocks: unknown, surface: Surface): void {
  const list = checkList(report, 'blocks', blocks, most[surface])
  list.forEach((block, index) => {
    checkBlock(report, `blocks[${index}]`, block, surface)
  })
  checkIds(report, list)
  const ofType = (type: string) => list.filter((block) => block['type'] === type)
  if (ofType('table').length > 1) report('several-tables', 'blocks', `${ofType('table').length} tables of at most 1`)
  const markdown = ofType('markdown').reduce((sum, block) => sum + (textOf(block['text'])?.length ?? 0), 0)
  if (markdown > markdownText) report('too-long', 'markdown blocks', `${markdown} characters of ${markdownText}`)
  const size = textSize(list)
  if (surface === 'message' && size >= allText) report('blocks-too-long', 'blocks', `${size} of under ${allText}`)
}

/** The characters of every string that blocks hold but type names: texts, addresses, values, ids. */
export function textSize(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + textSize(one), 0)
  if (!isObject(value)) return 0
  return Object.entries(value).reduce((sum, [key, one]) => sum + (key === 'type' ? 0 : textSize(one)), 0)
}

function checkBlock(report: Report, path: string, block: JsonObject, surface: Surface): void {
  const type = textOf(block['type']) ?? ''
  checkOptional(report, `${path}.block_id`, block['block_id'], identifier)
  if (surface !== 'message' && (type === 'markdown' || type === 'table'))
    report('not-in-a-view', path, `a ${type} block stands in a ${surface}`)
  const check = checks[type]
  if (check) check(report, path, block)
  else if (!schemaOnly.has(type)) report('unknown-block', path, type)
}

const checks: Record<string, (report: Report, path: string, block: JsonObject) => void> = {
  section: checkSection,
  header: (report, path, block) =>
    checkTextObject(report, `${path}.text`, block['text'], { most: headerText, plainOnly: true }),
  divider: () => {},
  image: checkImage,
  markdown: (report, path, block) => checkString(report, `${path}.text`, block['text'], markdownText),
  context(report, path, block) {
    checkList(report, `${path}.elements`, block['elements'], contextElements).forEach((element, index) => {
      const place = `${path}.elements[${index}]`
      if (element['type'] === 'image') checkImage(report, place, element)
      else checkTextObject(report, place, element, { most: sectionText })
    })
  },
  actions: checkActions,
  context_actions: checkActions,
  input(report, path, block) {
    checkTextObject(report, `${path}.label`, block['label'], { most: labelText, plainOnly: true })
    if (block['hint'] !== undefined)
      checkTextObject(report, `${path}.hint`, block['hint'], { most: labelText, plainOnly: true })
    checkElement(report, `${path}.element`, objectOf(block['element']))
  },
  table(report, path, block) {
    const rows = Array.isArray(block['rows']) ? block['rows'] : []
    if (rows.length === 0 || rows.length > tableRows) report('too-many', `${path}.rows`, `${rows.length} rows`)
    for (const row of rows) checkList(report, `${path}.rows`, row, tableCells)
  },
  rich_text(report, path, block) {
    checkList(report, `${path}.elements`, block['elements'], Number.POSITIVE_INFINITY)
    checkLeaves(report, path, block['elements'])
  },
}

/** Blocks that the app does not send today; the schema alone checks them. */
const schemaOnly = new Set([
  ...['alert', 'card', 'carousel', 'container', 'data_table', 'data_visualization', 'plan', 'task_card', 'video'],
])

function checkSection(report: Report, path: string, block: JsonObject): void {
  if (block['text'] === undefined && block['fields'] === undefined) report('no-text', path, 'no text and no fields')
  if (block['text'] !== undefined) checkTextObject(report, `${path}.text`, block['text'], { most: sectionText })
  if (block['fields'] !== undefined)
    checkList(report, `${path}.fields`, block['fields'], 10).forEach((field, index) => {
      checkTextObject(report, `${path}.fields[${index}]`, field, { most: fieldText })
    })
  if (block['accessory'] !== undefined) checkElement(report, `${path}.accessory`, objectOf(block['accessory']))
}

function checkActions(report: Report, path: string, block: JsonObject): void {
  const elements = checkList(report, `${path}.elements`, block['elements'], actionElements)
  elements.forEach((element, index) => {
    checkElement(report, `${path}.elements[${index}]`, element)
  })
  const ids = elements.map((element) => element['action_id'])
  if (new Set(ids).size < ids.length) report('same-action-id', path, ids.join(', '))
}

function checkLeaves(report: Report, path: string, elements: unknown): void {
  objectsOf(elements).forEach((element, index) => {
    const place = `${path}.elements[${index}]`
    if (element['type'] === 'text') checkString(report, `${place}.text`, element['text'], Number.POSITIVE_INFINITY)
    if (Array.isArray(element['elements'])) checkLeaves(report, place, element['elements'])
  })
}

function checkIds(report: Report, blocks: readonly JsonObject[]): void {
  const ids = blocks.map((block) => block['block_id']).filter((id) => id !== undefined)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) report('same-block-id', 'blocks', String(twice))
}
