import type { ReplyPart } from '../chat/lay-out.ts'
import { escapeLine, safeAddress, visibleText } from './escape-text.ts'

type ItemPart = Extract<ReplyPart, { kind: 'item' }>

/** Figures of up to this length stand in a column of code signs, which have one width. */
const widestFigure = 22

/** How wide the column of figures is among the parts of one message. */
export function figureWidth(parts: readonly ReplyPart[]): number {
  const labels = parts.flatMap((part) =>
    part.kind === 'item' && part.of === 'figures' ? [codeLabel(part.item.label)] : [],
  )
  return Math.max(0, ...labels.map((label) => label?.length ?? 0))
}

/** A part of a reply in Discord's Markdown, text from outside escaped. Empty where nothing of it can be seen. */
export function renderPart(part: ReplyPart, width: number): string {
  switch (part.kind) {
    case 'heading':
      return marked('## ', escapeLine(part.text))
    case 'title':
      return titleLine(part.text, part.url)
    case 'about':
      return marked('-# ', escapeLine(part.text))
    case 'section':
      return bold(part.text)
    case 'item':
      return itemLine(part, width)
    case 'footer':
      return linesOf(part.text)
        .map((line) => marked('-# ', escapeLine(line)))
        .join('\n')
    case 'note':
      return linesOf(part.text).map(escapeLine).join('\n')
  }
}

const lengths = new WeakMap<ReplyPart, number>()

/** What a part may take at most in a message, with the line break before it. */
export function lengthOf(part: ReplyPart): number {
  const known = lengths.get(part)
  if (known !== undefined) return known
  const length = renderPart(part, widestFigure).length + 1
  lengths.set(part, length)
  return length
}

/** The title, linked to its own address. Where the words could pass for another address, that is shown as it is. */
function titleLine(text: string, url: string | null): string {
  const title = escapeLine(text)
  const link = safeAddress(url)
  if (title === '') return link === null ? '' : `<${link}>`
  if (link === null) return `### ${title}`
  return isLabel(text) ? `### [${title}](<${link}>)` : `### ${title}\n<${link}>`
}

// Brackets would end the label early, and Discord makes no link of a label that holds an address.
function isLabel(text: string): boolean {
  return !/[[\]]|:\/\/|(?:^|[^\p{L}\p{N}])(?:www\.|[a-z0-9-]+\.[a-z]{2,}(?![a-z]))/iu.test(visibleText(text))
}

function itemLine({ of, item, isContinued }: ItemPart, width: number): string {
  const marks = item.marks.map(markOf).join('')
  const text = [escapeLine(item.text), item.source === null ? '' : escapeLine(`(${item.source})`)]
  const words = (parts: string[]) => parts.filter((part) => part !== '').join(' ')
  // A sentence stands behind its number; of one that was cut, the last piece has it.
  if (of === 'evidence' && !isContinued) return words([marks, item.label === null ? '' : bold(item.label), ...text])
  const rest = words([...text, marks])
  if (isContinued) return rest
  switch (of) {
    case 'figures':
      return words([figure(item.label, width), rest])
    case 'caveats':
      return marked('- ', words([item.label === null ? '' : bold(`${item.label}:`), rest]))
    case 'commands':
      return marked('- ', words([typed(item.label), rest]))
    default:
      return marked('- ', words([item.label === null ? '' : bold(item.label), rest]))
  }
}

function figure(label: string | null, width: number): string {
  const code = codeLabel(label)
  // Common blanks at the end of code are dropped by some clients; those that do not break stay.
  if (code !== null) return `\`${code.padEnd(width, '\u00a0')}\``
  return label === null ? '' : bold(label)
}

/** A label as it may stand in code, where nothing is escaped; null where it may not. */
function codeLabel(label: string | null): string | null {
  const plain = visibleText(label ?? '')
    .replace(/\s+/g, ' ')
    .trim()
  return plain === '' || plain.length > widestFigure || /[`\\@<>]|:\/\//.test(plain) ? null : plain
}

/** What is to be typed, as code where it can stand there. */
function typed(label: string | null): string {
  const plain = visibleText(label ?? '')
  return plain === '' || /[`\\@<>]/.test(plain) ? bold(plain) : `\`${plain}\``
}

function bold(text: string): string {
  const escaped = escapeLine(text)
  return escaped === '' ? '' : `**${escaped}**`
}

function marked(mark: string, text: string): string {
  return text === '' ? '' : `${mark}${text}`
}

function linesOf(text: string): string[] {
  return visibleText(text)
    .split('\n')
    .filter((line) => line.trim() !== '')
}

/** A sentence's number as one sign: 1 → ①, 21 → ㉑; above 50, where the signs end, (51). */
function markOf(number: number): string {
  if (number >= 1 && number <= 20) return String.fromCodePoint(0x2460 + number - 1)
  if (number >= 21 && number <= 35) return String.fromCodePoint(0x3251 + number - 21)
  if (number >= 36 && number <= 50) return String.fromCodePoint(0x32b1 + number - 36)
  return `(${number})`
}
