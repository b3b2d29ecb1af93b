import { findSoftBreaks } from '../domain/soft-breaks.ts'
import { hiddenByItself } from './hidden-elements.ts'
import { type HtmlElement, type HtmlNode, isElement, plainText } from './html-tree.ts'

const skipped = new Set(
  'script style noscript template svg math nav form button select input textarea iframe object embed audio video canvas figcaption head title dialog'.split(
    ' ',
  ),
)

const blocks = new Set(
  'address article aside blockquote body center dd details div dl dt fieldset figure footer h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul caption'.split(
    ' ',
  ),
)

/**
 * The text below an element, one paragraph a line, without scripts, forms, navigation and captions.
 * Two line breaks in a row end a paragraph; one does unless it only wraps a line: where the sentence goes on, or the lines were broken at a fixed width.
 * The cells of a table row stay on one line, parted by ` | `, so that numbers of two cells are not read as one.
 *
 * `<p>Rain <b>fell</b>.</p><p>It stopped.</p>` → `'Rain fell.\nIt stopped.'`
 */
export function htmlToParagraphs(root: HtmlElement): string {
  const lines: string[] = []
  let line = ''
  /** the lines of the open block that line breaks have ended; '' where two stood in a row */
  let broken: string[] = []

  const end = () => {
    for (const paragraph of joinWrapped([...broken, evenSpace(line)])) {
      if (paragraph !== '|') lines.push(paragraph.replace(/(?: \|)+$/, ''))
    }
    line = ''
    broken = []
  }
  const visit = (node: HtmlNode) => {
    if (node.nodeType === 3) {
      line += (node.textContent ?? '').replace(/[\u00ad\u200b\ufeff]/g, '')
      return
    }
    if (!isElement(node) || skipped.has(node.localName) || hiddenByItself(node) === 'surely') return
    if (node.localName === 'br') {
      if (node.closest('h1, h2, h3, h4, h5, h6') !== null) line += ' '
      else {
        broken.push(evenSpace(line))
        line = ''
      }
      return
    }
    const isCell = node.localName === 'td' || node.localName === 'th'
    const isBlock = blocks.has(node.localName) && !isCell
    if (isBlock) end()
    if (isCell && line.trim() !== '') line += ' | '
    // A block inside a cell would part the row again, so a cell gives its text as one piece.
    if (isCell && isDataCell(node)) line += plainText(node)
    else {
      if (isCell) end()
      for (const child of node.childNodes) visit(child)
    }
    if (isBlock) end()
  }

  for (const child of root.childNodes) visit(child)
  end()
  return lines.join('\n')
}

function evenSpace(text: string): string {
  // A single blank is passed over: replacing each by itself took a tenth of what reading takes.
  return text.replace(/\s{2,}|[^\S ]/g, ' ').trim()
}

/** Paragraphs of the lines that line breaks part: `['It fell', 'on the pier.', '', 'Then sun']` → `['It fell on the pier.', 'Then sun']`. */
function joinWrapped(lines: string[]): string[] {
  if (lines.length === 1) return lines[0] === '' ? [] : lines
  const soft = findSoftBreaks(lines)
  const paragraphs: string[] = []
  let isOpen = false
  for (const [at, line] of lines.entries()) {
    if (line !== '') paragraphs.push(isOpen ? `${paragraphs.pop()} ${line}` : line)
    isOpen = line !== '' && ((soft[at] && isWrapped(line, lines[at + 1] ?? '')) || goesOn(line, lines[at + 1] ?? ''))
  }
  return paragraphs
}

/** A row of short lines is a list, and a line that begins with a label ("Date: …") stands for itself. */
function isWrapped(line: string, next: string): boolean {
  return line.length >= 45 && !/^\p{Lu}[\p{L}-]*(?: \p{L}+){0,2}: /u.test(next)
}

/** Whether a sentence goes on behind a line break: the line ends in its middle, or the next one begins there. */
function goesOn(line: string, next: string): boolean {
  if (next === '' || /[.!?:]["'”’)]*$/.test(line)) return false
  return (
    /^[\p{Ll},;)”]/u.test(next) ||
    /(?:[,;–—]|\b(?:a|an|and|as|at|by|for|from|in|of|on|or|than|that|the|to|with))$/.test(line)
  )
}

// Old pages and mails lay out whole articles in tables; a cell with paragraphs or much text, or alone in its row, is layout, not data.
function isDataCell(cell: HtmlElement): boolean {
  if (cell.querySelector('p, div, table, ul, ol, h1, h2, h3, br + br') !== null || plainText(cell).length > 200)
    return false
  const isAlone = cell.previousElementSibling === null && cell.nextElementSibling === null
  return !isAlone && !/^(?:presentation|none)$/.test(cell.closest('table')?.getAttribute('role') ?? '')
}
