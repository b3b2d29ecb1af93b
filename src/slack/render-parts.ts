import type { KnownBlock, RichTextBlock, RichTextBlockElement, RichTextElement, RichTextSection } from '@slack/types'
import type { ReplyPart } from '../chat/lay-out.ts'
import type { ReplyItem } from '../domain/reply.ts'
import { isBlank, linkAddress, safeText } from './outside-text.ts'

/**
 * Renders the parts of one message as blocks. Text from outside stands in rich text and plain text only, which Slack does not read
 * for mentions, links or marks of formatting; a title links to its card's own address.
 */
export function renderParts(parts: readonly ReplyPart[]): KnownBlock[] {
  const blocks: KnownBlock[] = []
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'about' || part.kind === 'footer') {
      addContext(blocks, part.text)
      continue
    }
    const element = elementOf(part)
    if (element === null) continue
    // A new card is set off from the one before it.
    if (part.kind === 'title' && index > 0 && parts[index - 1]?.kind !== 'heading') blocks.push({ type: 'divider' })
    addElement(blocks, element, part.kind === 'item' && part.isContinued)
  }
  return blocks
}

/** A sentence's number as one sign: 1 → ①, 21 → ㉑; above 50, where the signs end, [51]. */
export function markOf(number: number): string {
  if (number >= 1 && number <= 20) return String.fromCodePoint(0x2460 + number - 1)
  if (number >= 21 && number <= 35) return String.fromCodePoint(0x3251 + number - 21)
  if (number >= 36 && number <= 50) return String.fromCodePoint(0x32b1 + number - 36)
  return `[${number}]`
}

/** What an item says behind its label: text, source, marks. `Rents rose (the bureau) ①②` */
export function itemText({ text, source, marks }: ReplyItem): string {
  return [text, source ? `(${source})` : '', marks.map(markOf).join('')].filter((part) => part !== '').join(' ')
}

function addContext(blocks: KnownBlock[], text: string): void {
  const shown = safeText(text).trim()
  if (isBlank(shown)) return
  blocks.push({ type: 'context', elements: [{ type: 'plain_text', text: shown, emoji: false }] })
}

function elementOf(part: Exclude<ReplyPart, { kind: 'about' | 'footer' }>): RichTextBlockElement | null {
  switch (part.kind) {
    case 'item':
      return itemElement(part)
    case 'title':
      return sectionOf([titleElement(part.text, part.url)])
    case 'heading':
    case 'section':
      return sectionOf([bold(part.text)])
    default:
      return sectionOf([plain(part.text)])
  }
}

function itemElement({ of, item, isContinued }: Extract<ReplyPart, { kind: 'item' }>): RichTextBlockElement | null {
  const marks = item.marks.map(markOf).join('')
  const label = bold(labelOf(of, item.label))
  const words: (RichTextElement | null)[] =
    of === 'evidence'
      ? [bold(marks === '' ? '' : `${marks} `), label, plain(itemText({ ...item, marks: [] }))]
      : [label, plain(itemText(item))]
  const section = sectionOf(words)
  if (section === null || isContinued) return section
  return { type: 'rich_text_list', style: 'bullet', elements: [section] }
}

function labelOf(of: string, label: string | null): string {
  if (label === null || label === '') return ''
  return of === 'caveats' ? `${label}: ` : `${label}  `
}

/** Adds to the rich text that ends the message: items to its last list, the rest of a cut item to the item itself. */
function addElement(blocks: KnownBlock[], element: RichTextBlockElement, isContinued: boolean): void {
  const last = blocks.at(-1)
  if (last?.type !== 'rich_text') {
    blocks.push({ type: 'rich_text', elements: [element] } satisfies RichTextBlock)
    return
  }
  const before = last.elements.at(-1)
  if (before?.type === 'rich_text_list' && element.type === 'rich_text_list') {
    before.elements.push(...element.elements)
    return
  }
  const item = before?.type === 'rich_text_list' ? before.elements.at(-1) : undefined
  if (isContinued && item?.type === 'rich_text_section' && element.type === 'rich_text_section') {
    item.elements.push({ type: 'text', text: ' ' }, ...element.elements)
    return
  }
  // Sections of one block run on in Slack's clients unless a line break ends them.
  if (before?.type === 'rich_text_section') before.elements.push({ type: 'text', text: '\n' })
  last.elements.push(element)
}

function titleElement(text: string, url: string | null): RichTextElement | null {
  const address = linkAddress(url)
  const shown = safeText(text).trim()
  if (address === null || isBlank(shown)) return bold(text)
  return { type: 'link', url: address, text: shown, style: { bold: true } }
}

function bold(text: string): RichTextElement | null {
  const shown = safeText(text)
  return isBlank(shown) ? null : { type: 'text', text: shown, style: { bold: true } }
}

function plain(text: string): RichTextElement | null {
  const shown = safeText(text)
  return isBlank(shown) ? null : { type: 'text', text: shown }
}

function sectionOf(words: readonly (RichTextElement | null)[]): RichTextSection | null {
  const elements = words.filter((word) => word !== null)
  return elements.length === 0 ? null : { type: 'rich_text_section', elements }
}
