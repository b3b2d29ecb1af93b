/** The few things of a DOM node that reading a page needs; the project compiles without the browser's types. */
export type HtmlNode = {
  readonly nodeType: number
  readonly textContent: string | null
  readonly childNodes: Iterable<HtmlNode>
}

/** An element; `localName` is lower case. */
export type HtmlElement = HtmlNode & {
  readonly localName: string
  readonly className: string
  readonly id: string
  readonly outerHTML: string
  readonly parentElement: HtmlElement | null
  readonly previousElementSibling: HtmlElement | null
  readonly nextElementSibling: HtmlElement | null
  readonly children: ArrayLike<HtmlElement>
  innerHTML: string
  getAttribute(name: string): string | null
  querySelector(selector: string): HtmlElement | null
  querySelectorAll(selector: string): Iterable<HtmlElement>
  closest(selector: string): HtmlElement | null
  matches(selector: string): boolean
  removeAttribute(name: string): void
  replaceWith(element: HtmlElement): void
  remove(): void
}

/** A parsed page. */
export type HtmlDocument = {
  readonly documentElement: HtmlElement
  readonly body: HtmlElement
  querySelector(selector: string): HtmlElement | null
  querySelectorAll(selector: string): Iterable<HtmlElement>
}

/** Whether a node is an element (and not text, a comment or a declaration). */
export function isElement(node: HtmlNode): node is HtmlElement {
  return node.nodeType === 1
}

/** The text of a node with every run of white space as one space: `'\n Rain  fell '` → `'Rain fell'`. */
export function plainText(node: HtmlNode | null): string {
  const text = node?.textContent ?? ''
  // Most texts are even already; a copy of each would be garbage.
  return (/[^\S ]| {2}/.test(text) ? text.replace(/\s+/g, ' ') : text).trim()
}

/** As `plainText`, where that has at most so many characters, else null: it does not walk through the rest of a long element. */
export function shortText(node: HtmlNode, most: number): string | null {
  let text = ''
  const add = (one: HtmlNode): boolean => {
    if (one.nodeType === 3) text = `${text}${one.textContent ?? ''}`.replace(/\s+/g, ' ')
    else for (const child of one.childNodes) if (!add(child)) return false
    return text.length <= most + 2
  }
  const isShort = add(node) && text.trim().length <= most
  return isShort ? text.trim() : null
}

/** The content of the first of these meta tags (by `name`, `property` or `itemprop`, without regard to case) that has any. */
export function meta(page: HtmlDocument, ...names: string[]): string | null {
  const found = new Map<string, string>()
  for (const tag of page.querySelectorAll('meta[content]')) {
    const name = (
      tag.getAttribute('property') ??
      tag.getAttribute('name') ??
      tag.getAttribute('itemprop') ??
      ''
    ).toLowerCase()
    const content = (tag.getAttribute('content') ?? '').replace(/\s+/g, ' ').trim()
    if (content !== '' && !found.has(name)) found.set(name, content)
  }
  return names.map((name) => found.get(name)).find((content) => content !== undefined) ?? null
}
