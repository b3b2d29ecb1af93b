import type { HtmlDocument, HtmlElement } from './html-tree.ts'

/** Of a longer style sheet in a page the rest is not looked at. */
const longestSheet = 200_000

/** Classes under which text stands for screen readers alone. */
const forReadersAloud = /(?:^|\s)(?:sr-only|screen-reader-text|visually-?hidden|u-hidden-visually|a11y-hidden)(?:\s|$)/i

/** `surely`: nothing shows it. `perhaps`: a script may bring it to light, as where paragraphs fade in; then much of a page is so. */
export type Hidden = 'surely' | 'perhaps' | null

/** The elements that a page does not show: by their attributes, their own style, or the rules that the page itself gives to them. */
export function findHidden(page: HtmlDocument): Map<HtmlElement, 'surely' | 'perhaps'> {
  const hidden = new Map<HtmlElement, 'surely' | 'perhaps'>()
  for (const element of hiddenByRules(page)) hidden.set(element, 'perhaps')
  for (const element of page.querySelectorAll('[style], [class], [hidden], [aria-hidden]')) {
    const how = hiddenByItself(element)
    if (how !== null) hidden.set(element, how)
  }
  return hidden
}

/** Whether an element is not to be seen, by its own attributes: `hidden`, `aria-hidden`, a style without size, place or colour. */
export function hiddenByItself(element: HtmlElement): Hidden {
  if (element.getAttribute('hidden') !== null || element.getAttribute('aria-hidden') === 'true') return 'surely'
  if (forReadersAloud.test(element.getAttribute('class') ?? '')) return 'surely'
  const style = element.getAttribute('style')
  if (style === null) return null
  const hidden = hides(style) ?? (isOfColourAround(element, style) ? 'surely' : null)
  // Boxes of mails have no size of letters, and what stands in them has its own.
  return hidden === 'surely' && sizeless.test(style) && hasOwnSizes(element) ? null : hidden
}

const sizeless = /font(?:-size)?\s*:/i

function hasOwnSizes(element: HtmlElement): boolean {
  for (const inner of element.querySelectorAll('[style]')) {
    if (sizeless.test(inner.getAttribute('style') ?? '')) return true
  }
  return false
}

/** Whether declarations of a style show nothing of the text that they are for: `'font-size:0'`, `'position:absolute; left:-9999px'`. */
export function hides(declarations: string): Hidden {
  const style = declarationsOf(declarations)
  const is = (name: string, pattern: RegExp) => pattern.test(style.get(name) ?? 'unset')
  if (sure.some(([name, pattern]) => is(name, pattern)) || isOfOneColour(style)) return 'surely'
  const isPlaced = is('position', /^(?:absolute|fixed)$/)
  if (isPlaced && ['left', 'top', 'right', 'bottom'].some((side) => is(side, faraway))) return 'surely'
  if (is('opacity', /^(?:0?\.0\d*|0|0?\d%)$/)) return 'perhaps'
  const isCut = is('overflow', /^(?:hidden|clip)\b/) || is('overflow-y', /^hidden$/)
  const isFlat = ['height', 'max-height', 'width', 'max-width'].some((size) => is(size, /^[01](?:px|em|rem|%)?$/))
  return isCut && isFlat ? 'perhaps' : null
}

const faraway = /^-(?:\d{4,}|[5-9]\d\d)(?:\.\d+)?(?:px|pt)$|^-\d{2,}(?:em|rem)$|^-\d{3,}(?:vw|vh|%)$/

function declarationsOf(text: string): Map<string, string> {
  const style = new Map<string, string>()
  for (const declaration of text.toLowerCase().split(';')) {
    const colon = declaration.indexOf(':')
    if (colon < 0) continue
    const value = declaration.slice(colon + 1).replace(/!\s*important/, '')
    style.set(declaration.slice(0, colon).trim(), value.trim())
  }
  return style
}

const sure: [name: string, pattern: RegExp][] = [
  ['display', /^none$/],
  ['visibility', /^(?:hidden|collapse)$/],
  ['content-visibility', /^hidden$/],
  ['font-size', /^0*[01]?(?:\.\d+)?(?:px|pt)$|^0+(?:\.0\d*)?(?:em|rem|%|ex|vw)?$|^\.0\d*(?:em|rem)$/],
  ['font', /(?:^|\s)[01]?(?:\.\d+)?px\b/],
  ['clip', /^rect\((?:\s*[01](?:px)?[\s,]*){4}\)$/],
  ['clip-path', /^inset\((?:[5-9]\d|100)%/],
  ['transform', /scale\(0\)|translate[xy]?\(\s*-?\d{4,}px/],
  ...['text-indent', 'margin-left', 'margin-top'].map((name): [string, RegExp] => [name, faraway]),
]

function isOfOneColour(style: ReadonlyMap<string, string>): boolean {
  const colour = colourOf(style.get('color'))
  return colour !== null && (colour === 'transparent' || colour === backgroundOf(style))
}

function backgroundOf(style: ReadonlyMap<string, string>): string | null {
  return colourOf(style.get('background-color') ?? style.get('background')?.split(/\s+/)[0])
}

/** White letters in a white box: the nearest box whose colour is told in place decides. */
function isOfColourAround(element: HtmlElement, ownStyle: string): boolean {
  const own = declarationsOf(ownStyle)
  const colour = colourOf(own.get('color'))
  if (colour === null) return false
  for (let outer: HtmlElement | null = element; outer !== null; outer = outer.parentElement) {
    const background = backgroundOf(declarationsOf(outer.getAttribute('style') ?? ''))
    if (background !== null && background !== 'transparent') return background === colour
  }
  return false
}

const names: Record<string, string> = { white: 'ffffff', black: '000000' }

function colourOf(value: string | undefined): string | null {
  if (
    value === undefined ||
    value === '' ||
    /^(?:inherit|initial|unset|revert|none|currentcolor|url|var|linear)/.test(value)
  )
    return null
  if (value === 'transparent' || /^(?:rgba|hsla)\(.*[,/]\s*0?\.?0*%?\s*\)$/.test(value)) return 'transparent'
  const short = /^#([\da-f])([\da-f])([\da-f])$/.exec(value)
  if (short)
    return short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')
  const parts = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/.exec(value)
  if (parts)
    return parts
      .slice(1)
      .map((part) => Number(part).toString(16).padStart(2, '0'))
      .join('')
  return names[value] ?? value.replace(/^#/, '')
}

/** What a page may have of rules that hide something; of more the first are looked at. */
const mostRules = 80
/** Of what a selector says with these nothing is known before a page is used: `a:hover`, `p::first-line`. */
const pseudo = /:(?!not\(|first-child|last-child|nth-child)/

/** The elements that rules of the page hide on every screen: those outside of `@media` and its like. */
function hiddenByRules(page: HtmlDocument): Set<HtmlElement> {
  const hidden = new Set<HtmlElement>()
  let left = mostRules
  for (const sheet of page.querySelectorAll('style')) {
    const rules = withoutBlocks((sheet.textContent ?? '').slice(0, longestSheet).replace(/\/\*[\s\S]*?\*\//g, ''))
    for (const [, selectors = '', declarations = ''] of rules.matchAll(/([^{}]{1,2000})\{([^{}]*)\}/g)) {
      if (hides(declarations) === null || pseudo.test(selectors) || left-- <= 0) continue
      for (const element of elementsAt(page, selectors.trim())) hidden.add(element)
    }
  }
  return hidden
}

function elementsAt(page: HtmlDocument, selectors: string): HtmlElement[] {
  try {
    return [...page.querySelectorAll(selectors)]
  } catch {
    // Style sheets hold what no parser of selectors knows.
    return []
  }
}

/** A style sheet without what holds only on some screens or devices: `@media print { … }`. */
function withoutBlocks(sheet: string): string {
  let rest = ''
  let at = 0
  for (let open = sheet.indexOf('@'); open >= 0; open = sheet.indexOf('@', at)) {
    rest += sheet.slice(at, open)
    at = endOfRule(sheet, open)
  }
  return rest + sheet.slice(at)
}

function endOfRule(sheet: string, from: number): number {
  let depth = 0
  for (let at = from; at < sheet.length; at++) {
    const sign = sheet[at]
    if (sign === ';' && depth === 0) return at + 1
    if (sign === '{') depth++
    else if (sign === '}' && --depth <= 0) return at + 1
  }
  return sheet.length
}
