import { type HtmlDocument, plainText } from './html-tree.ts'
import type { JsonLdNode } from './page-json-ld.ts'

const wording = [
  /\bto (?:continue|keep|finish) reading\b/i,
  /\b(?:continue|keep) reading (?:for|with|by)\b/i,
  /\b(?:subscribe|sign in|log in|register|join)\b.{0,40}\bto (?:read|unlock|access|view|see) (?:the (?:full|rest|whole|entire)|this|full)\b/i,
  /\bto (?:read|unlock|access) (?:the (?:full|rest of (?:the|this)|whole|entire)|this|full) (?:article|story)\b/i,
  /\bthis (?:article|story|content) is (?:only )?(?:available (?:only )?(?:to|for)|reserved for|exclusive to|for) (?:\w+ )?(?:subscribers|members)\b/i,
  /\b(?:the rest of|the remainder of) this (?:article|story) is\b/i,
  /\byou(?:'|’)?(?:ve| have) (?:reached|read|used) (?:your|all|the).{0,30}\b(?:limit|free articles?)\b/i,
]

/** Each wording holds one of these: looking for them first takes a fifth of the time. */
const telling = /read|subscribe|sign in|log in|register|join|unlock|access|article|story|limit/i

/** A notice is short; a sentence about paywalls in a long paragraph is not one. */
const maxNotice = 240

/** Whether the page says that it shows only a part: `isAccessibleForFree` is false, or a notice asks readers to subscribe to go on. */
export function isExcerptPage(page: HtmlDocument, news: JsonLdNode | null): boolean {
  if (/^(?:false|no)$/i.test(String(news?.isAccessibleForFree ?? ''))) return true
  for (const element of page.querySelectorAll('p, h2, h3, h4, div, section, strong')) {
    if (element.querySelector('p, div, h2, h3, h4') !== null || !isPaywallLine(plainText(element))) continue
    if (
      element.closest(
        'nav, header, footer, aside, dialog, [hidden], [aria-hidden="true"], [style*="display:none"], [style*="display: none"], noscript, template',
      ) === null
    )
      return true
  }
  return false
}

/** Whether a line is such a notice: `'Subscribe to continue reading.'` */
export function isPaywallLine(line: string): boolean {
  return line.length <= maxNotice && telling.test(line) && wording.some((pattern) => pattern.test(line))
}
