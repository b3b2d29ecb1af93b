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
 * Two line breaks in a row end a paragraph; one does where the sentence before it is complete. The cells of a table row stay on
 * one line, parted by ` | `, so that numbers of two cells are not read as one.
 *
 * `<p>Rain <b>fell</b>.</p><p>It stopped.</p>` → `'Rain fell.\nIt stopped.'`
 */
export function htmlToParagraphs(root: HtmlElement): string {
  const lines: string[] = []
  let line = ''
  let breaks = 0

  const end = () => {
    const text = line.replace(/[\s\u00a0]+/g, ' ').trim()
    if (text !== '' && text !== '|') lines.push(text.replace(/(?: \|)+$/, ''))
    line = ''
    breaks = 0
  }
  const visit = (node: HtmlNode) => {
    if (node.nodeType === 3) {
      const text = (node.textContent ?? '').replace(/[\u00ad\u200b\ufeff]/g, '')
      if (text.trim() !== '') breaks = 0
      line += text
      return
    }
    if (!isElement(node) || skipped.has(node.localName) || isHidden(node)) return
    if (node.localName === 'br') {
      breaks += 1
      if (breaks > 1 || /[.!?:]["'”’)]*\s*$/.test(line)) {
        const seen = breaks
        end()
        breaks = seen
      } else line += ' '
      return
    }
    const isCell = node.localName === 'td' || node.localName === 'th'
    const isBlock = blocks.has(node.localName) && !isCell
    if (isBlock) end()
    if (isCell && line.trim() !== '') line += ' | '
    // A block inside a cell would part the row again, so a cell gives its text as one piece.
    if (isCell && isDataTable(node)) line += plainText(node)
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

function isHidden(element: HtmlElement): boolean {
  if (element.getAttribute('hidden') !== null || element.getAttribute('aria-hidden') === 'true') return true
  return /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(element.getAttribute('style') ?? '')
}

// Old pages lay out whole articles in tables; a cell with paragraphs or much text is layout, not data.
function isDataTable(cell: HtmlElement): boolean {
  return cell.querySelector('p, div, table, ul, ol, h1, h2, h3') === null && plainText(cell).length <= 200
}
