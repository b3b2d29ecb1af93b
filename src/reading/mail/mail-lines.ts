import { htmlToParagraphs } from '../html-to-paragraphs.ts'
import { type HtmlDocument, type HtmlElement, plainText } from '../html-tree.ts'
import { parseHtml } from '../parse-html.ts'
import { normalize } from '../read-text.ts'
import { unwrapLines } from '../unwrap-lines.ts'
import { isForwardLine } from './find-forwarded.ts'

/** How mailers hide the preview that stands in a list of mails: in no size, out of sight, or in no letters one could read. */
const hidden =
  /(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|max-height\s*:\s*0|opacity\s*:\s*0(?![.\d]*[1-9])|font-size\s*:\s*[01](?:px|pt|em)?\s*(?:;|!|$)|(?:^|;)\s*height\s*:\s*0|color\s*:\s*transparent)/i

const preview = /\b(?:preheader|preview-?text|mcnPreviewText|hidden-preview)\b/i

const webVersion =
  /\b(?:view|read|open|see|show)\b.{0,30}\b(?:in (?:your|a|the) (?:web )?browser|online|web ?version|on the web)\b|^(?:web|online|browser) (?:version|view)$|^view (?:this )?(?:e-?mail|newsletter|post|message)\b|^read (?:it )?(?:online|in the browser)$/i

/** The HTML of a mail as lines, one paragraph each, and the address of its web version where it links to one. */
export function htmlMailLines(html: string): { lines: string[]; url: string | null } {
  const page = parseHtml(html)
  const url = webVersionUrl(page)
  for (const element of [...page.querySelectorAll('[style], [class], [id]')]) {
    if (isHidden(element) && element.parentElement) element.remove()
  }
  const lines = htmlToParagraphs(page.body)
    // Mailers fill the preview up with characters that take no place.
    .replace(/\u034f|[\u00ad\u061c\u200b-\u200f\u2007\u2060\ufeff]/g, '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
  return { lines, url }
}

/** The plain text of a mail as lines, one paragraph each, without the writer's signature. */
export function plainMailLines(text: string): string[] {
  const lines = normalize(text).split('\n')
  const signature = lines.findLastIndex((line) => line === '-- ' || line === '--')
  const body = signature > 0 && lines.length - signature <= 15 ? lines.slice(0, signature) : lines
  return withoutAddresses(unwrapLines(apartFromHeaders(body).join('\n')))
    .split('\n')
    .filter((line) => line !== '')
}

// The header of a mail that was sent on would look like a paragraph that is wrapped; long fields of it are.
function apartFromHeaders(lines: string[]): string[] {
  return lines.flatMap((line, index) => {
    if (isForwardLine(line)) {
      const next = lines[index + 1] ?? ''
      return line.length >= 60 && next.trim() !== '' && !isForwardLine(next) ? ['', line] : ['', line, '']
    }
    return [line]
  })
}

// A plain part made from HTML prints the address of each link and picture behind its words.
function withoutAddresses(text: string): string {
  return text
    .replace(/\s?(?:\[|<|\()\s*https?:\/\/[^\s<>[\]()]{1,2000}\s*(?:\]|>|\))/gi, '')
    .replace(/^(?:\[?image:[^\]\n]{0,200}\]?|\*{3,}|[=~*-]{5,})$/gim, '')
}

function isHidden(element: HtmlElement): boolean {
  if (preview.test(element.className) || preview.test(element.id)) return true
  const style = element.getAttribute('style') ?? ''
  if (!hidden.test(style)) return false
  // Some layouts set a size of nothing around their cells, to close the gaps between them, and give the cells a size of their own.
  const isGap =
    /font-size\s*:\s*[01]|(?:max-)?height\s*:\s*0/i.test(style) &&
    !/display\s*:\s*none|mso-hide|overflow\s*:\s*hidden|visibility/i.test(style)
  return !isGap || plainText(element).length < 300
}

function webVersionUrl(page: HtmlDocument): string | null {
  for (const link of page.querySelectorAll('a[href]')) {
    const address = (link.getAttribute('href') ?? '').trim()
    const around = link.parentElement === null ? '' : plainText(link.parentElement)
    const isShort =
      around.length < 120 &&
      webVersion.test(around) &&
      /^(?:click )?here\W*$|browser|online|version/i.test(plainText(link))
    if (/^https?:\/\/\S+$/i.test(address) && (webVersion.test(plainText(link)) || isShort))
      return URL.parse(address)?.href ?? null
  }
  return null
}
