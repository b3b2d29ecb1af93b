import { isObject, type JsonObject, objectOf, objectsOf, textOf } from './json.ts'

/** Turns the id of a person or channel into its name. */
export type NameOf = (id: string) => string

/** What a reader sees of blocks, line by line: `# header`, text, `[Button]`, `• item`, `a | b` for a table's row. */
export function blocksText(blocks: unknown, nameOf: NameOf): string[] {
  return objectsOf(blocks).flatMap((block) => blockLines(block, nameOf))
}

/** Slack's mrkdwn as read: `<https://a.example|A> &amp; <@U0ANA>` → `A (https://a.example) & @Ana`. */
export function readMrkdwn(text: string, nameOf: NameOf): string {
  return text
    .replace(/<([@#!]?)([^<>|]+)(?:\|([^<>]*))?>/g, (_all, sign: string, target: string, label?: string) => {
      if (sign === '@' || sign === '#') return `${sign}${nameOf(target)}`
      if (sign === '!') return target.startsWith('date^') ? (label ?? target) : `@${label ?? target}`
      return label === undefined || label === target ? target : `${label} (${target})`
    })
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function blockLines(block: JsonObject, nameOf: NameOf): string[] {
  const lines = (value: unknown) => objectText(value, nameOf).split('\n')
  switch (block['type']) {
    case 'header':
      return [`# ${objectText(block['text'], nameOf)}`]
    case 'divider':
      return ['────']
    case 'section': {
      const text = block['text'] === undefined ? [] : lines(block['text'])
      const fields = objectsOf(block['fields']).flatMap(lines)
      return [...text, ...fields, ...(block['accessory'] ? [elementText(objectOf(block['accessory']))] : [])]
    }
    case 'context':
      return [
        objectsOf(block['elements'])
          .map((one) => objectText(one, nameOf))
          .join(' '),
      ].flatMap((one) => one.split('\n'))
    case 'actions':
    case 'context_actions':
      return [objectsOf(block['elements']).map(elementText).join(' ')]
    case 'input':
      return inputLines(block, nameOf)
    case 'markdown':
      return (textOf(block['text']) ?? '').split('\n')
    case 'image':
      return [`(image: ${textOf(block['alt_text']) ?? ''})`]
    case 'rich_text':
      return objectsOf(block['elements']).flatMap((element) => richLines(element, nameOf))
    case 'table':
      return tableLines(block['rows'], nameOf)
    default:
      return [`(${block['type']})`]
  }
}

function objectText(value: unknown, nameOf: NameOf): string {
  const object = objectOf(value)
  const text = textOf(object['text']) ?? ''
  if (object['type'] === 'image') return `(image: ${textOf(object['alt_text']) ?? ''})`
  return object['type'] === 'mrkdwn' ? readMrkdwn(text, nameOf) : text
}

function elementText(element: JsonObject): string {
  const label = textOf(objectOf(element['text'])['text'])
  if (element['type'] === 'button') return `[${label ?? ''}]`
  const options = objectsOf(element['options']).map((option) => textOf(objectOf(option['text'])['text']) ?? '')
  return `[${textOf(objectOf(element['placeholder'])['text']) ?? element['type']}${options.length > 0 ? `: ${options.join(' / ')}` : ''}]`
}

function inputLines(block: JsonObject, nameOf: NameOf): string[] {
  const element = objectOf(block['element'])
  const options = objectsOf(element['options'])
  const names = options.map((option) => `( ) ${objectText(option['text'], nameOf)}`)
  const hint = block['hint'] === undefined ? [] : [objectText(block['hint'], nameOf)]
  const label = `${objectText(block['label'], nameOf)}${block['optional'] === true ? ' (optional)' : ''}`
  const initial = textOf(element['initial_value'])
  return [label, ...(names.length > 0 ? names : [`[${initial ?? '…'}]`]), ...hint]
}

function richLines(element: JsonObject, nameOf: NameOf): string[] {
  const inside = objectsOf(element['elements'])
  const flat = () => inside.map((leaf) => leafText(leaf, nameOf)).join('')
  const indent = '  '.repeat(Number(element['indent'] ?? 0))
  switch (element['type']) {
    case 'rich_text_list':
      return inside.flatMap((item, index) => {
        const mark = element['style'] === 'ordered' ? `${index + 1 + Number(element['offset'] ?? 0)}.` : '•'
        return richLines(item, nameOf).map((line, at) => `${indent}${at === 0 ? mark : ' '} ${line}`)
      })
    case 'rich_text_quote':
      return flat()
        .split('\n')
        .map((line) => `> ${line}`)
    case 'rich_text_preformatted':
      return flat()
        .split('\n')
        .map((line) => `    ${line}`)
    default:
      return flat().replace(/\n$/, '').split('\n')
  }
}

function leafText(leaf: JsonObject, nameOf: NameOf): string {
  switch (leaf['type']) {
    case 'link': {
      const [url, text] = [textOf(leaf['url']) ?? '', textOf(leaf['text'])]
      return text === undefined || text === url ? url : `${text} (${url})`
    }
    case 'user':
      return `@${nameOf(textOf(leaf['user_id']) ?? '')}`
    case 'channel':
      return `#${nameOf(textOf(leaf['channel_id']) ?? '')}`
    case 'broadcast':
      return `@${leaf['range']}`
    case 'emoji':
      return `:${leaf['name']}:`
    default:
      return textOf(leaf['text']) ?? ''
  }
}

function tableLines(rows: unknown, nameOf: NameOf): string[] {
  if (!Array.isArray(rows)) return []
  return rows.map((row) =>
    objectsOf(row)
      .map((cell) =>
        isObject(cell) && cell['type'] === 'rich_text'
          ? objectsOf(cell['elements'])
              .flatMap((one) => richLines(one, nameOf))
              .join(' ')
          : (textOf(cell['text']) ?? ''),
      )
      .join(' | '),
  )
}
