import { parseHTML } from 'linkedom'
import type { HtmlDocument } from './html-tree.ts'
import { limitDepth } from './limit-depth.ts'

/**
 * Parses HTML into a tree; scripts are never run and nothing is fetched. A fragment gets the `html` and `body` around
 * it that a browser would add: `parseHtml('<p>Rain fell.').body.textContent` is `'Rain fell.'`.
 */
export function parseHtml(html: string): HtmlDocument {
  const markup = limitDepth(html.replace(/\0/g, ''))
  const source = /<body[\s>]/i.test(markup) ? markup : wrapFragment(markup)
  const whole = /<html[\s>]/i.test(source)
    ? source
    : `<!doctype html><html>${source.replace(/<!doctype[^>]*>/i, '')}</html>`
  return parseHTML(whole).document as unknown as HtmlDocument
}

// HTML lets an author leave out `body`; the parser then leaves the paragraphs outside of it, where nobody looks.
function wrapFragment(markup: string): string {
  const head =
    /^[\s\S]*<\/head\s*>/i.exec(markup)?.[0] ?? /^\s*(?:<!doctype[^>]*>)?\s*(?:<html[^>]*>)?/i.exec(markup)?.[0] ?? ''
  const rest = markup.slice(head.length).replace(/<\/html\s*>\s*$/i, '')
  return `${head}<body>${rest}</body>${/<html[\s>]/i.test(head) ? '</html>' : ''}`
}
