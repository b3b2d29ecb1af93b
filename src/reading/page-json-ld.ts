import type { HtmlDocument } from './html-tree.ts'

/** A JSON-LD object; nothing is known of its values. */
export type JsonLdNode = Record<string, unknown>

const newsTypes =
  /^(?:(?:\w*News)?Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report|AdvertiserContentArticle|SatiricalArticle|ScholarlyArticle|TechArticle|Review\w*)$/

/** The node of the page's JSON-LD (schema.org) that describes its article: a NewsArticle or kin, at the top, in `@graph` or as a page's main entity. */
export function findNewsNode(page: HtmlDocument): JsonLdNode | null {
  const nodes: JsonLdNode[] = []
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    collect(parseJson(script.textContent ?? ''), nodes, 0)
  }
  const news = nodes.find((node) => typesOf(node).some((type) => newsTypes.test(type)))
  return news ? resolveReferences(news, nodes) : null
}

/** The types of a node without their namespace: `['NewsArticle']`. */
export function typesOf(node: JsonLdNode): string[] {
  return textsOf(node['@type']).map((type) => type.replace(/^.*[/#:]/, ''))
}

/** The texts in a value that may be one text, a list, or objects with `name`, `url` or `@id`. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [decodeEntities(value.trim())]
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (!isNode(value)) return []
  return textsOf(value.name ?? value['@value'] ?? value['@id'] ?? value.url).slice(0, 1)
}

// `"publisher": {"@id": "#org"}` points to a node that stands elsewhere on the page.
function resolveReferences(news: JsonLdNode, nodes: JsonLdNode[]): JsonLdNode {
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve)
    if (!isNode(value) || value.name !== undefined || typeof value['@id'] !== 'string') return value
    return nodes.find((node) => node['@id'] === value['@id'] && node.name !== undefined) ?? value
  }
  return { ...news, publisher: resolve(news.publisher), author: resolve(news.author) }
}

function collect(value: unknown, nodes: JsonLdNode[], depth: number): void {
  if (depth > 4) return
  if (Array.isArray(value)) for (const item of value) collect(item, nodes, depth + 1)
  if (!isNode(value)) return
  nodes.push(value)
  collect(value.publisher, nodes, depth + 1)
  collect(value['@graph'], nodes, depth + 1)
  collect(value.mainEntity, nodes, depth + 1)
  // A web page's main entity may only be named here, which is a text and then ignored.
  collect(value.mainEntityOfPage, nodes, depth + 1)
}

function isNode(value: unknown): value is JsonLdNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// Real pages hold comments, stray semicolons and raw line breaks in their JSON.
function parseJson(source: string): unknown {
  const bare = source.replace(/^\s*(?:<!--|\/\/<!\[CDATA\[|\/\*.*?\*\/)?\s*|\s*(?:-->|\/\/\]\]>|;)?\s*$/g, '')
  for (const text of [bare, bare.replace(/\s+/g, ' '), bare.replace(/\s+/g, ' ').replace(/,\s*([}\]])/g, '$1')]) {
    try {
      return JSON.parse(text)
    } catch {
      // The next, more forgiving form is tried.
    }
  }
  return null
}

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  ldquo: '“',
  rdquo: '”',
}

function decodeEntities(text: string): string {
  return text
    .replace(/&#(x[\da-f]+|\d+);/gi, (whole, code: string) => {
      const point = code.startsWith('x') || code.startsWith('X') ? Number.parseInt(code.slice(1), 16) : Number(code)
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole
    })
    .replace(/&([a-z]+);/gi, (whole, name: string) => named[name.toLowerCase()] ?? whole)
}
