import { type HtmlDocument, type HtmlElement, type HtmlNode, isElement, plainText } from './html-tree.ts'

/**
 * Takes out links that stand on lines of their own inside one block, parted by line breaks, where two or more follow each other: a list of other articles, as pages without
 * list elements write it. A link inside a line of text stays.
 */
export function removeLinkLines(page: HtmlDocument): void {
  const blocks = new Set<HtmlElement>()
  for (const lineBreak of page.querySelectorAll('br')) if (lineBreak.parentElement) blocks.add(lineBreak.parentElement)
  for (const block of blocks) {
    let run: HtmlElement[][] = []
    const end = () => {
      if (run.length > 1) for (const link of run.flat()) link.remove()
      run = []
    }
    for (const line of linesOf(block)) {
      const links = onlyLinks(line)
      if (links !== null) run.push(links)
      // Two line breaks in a row end no list.
      else if (line.some((node) => (node.textContent ?? '').trim() !== '')) end()
    }
    end()
  }
}

function linesOf(block: HtmlElement): HtmlNode[][] {
  const lines: HtmlNode[][] = [[]]
  for (const node of block.childNodes) {
    if (isElement(node) && node.localName === 'br') lines.push([])
    else lines.at(-1)?.push(node)
  }
  return lines
}

/** The links of a line that has words, all of them in links; else null. */
function onlyLinks(line: HtmlNode[]): HtmlElement[] | null {
  const links = line.filter((node): node is HtmlElement => isElement(node) && isLink(node))
  const known = new Set<HtmlNode>(links)
  const words = line.map((node) => (known.has(node) ? '' : (node.textContent ?? ''))).join('')
  return links.length > 0 && !/[\p{L}\p{N}]/u.test(words) ? links : null
}

function isLink(element: HtmlElement): boolean {
  const text = plainText(element)
  if (text === '') return false
  if (element.localName === 'a') return element.getAttribute('href') !== null
  return /^(?:b|strong|em|i|span|font)$/.test(element.localName) && plainText(element.querySelector('a[href]')) === text
}
