import { readDate } from './read-date.ts'
import { emptyHead, type TextHead } from './read-head.ts'

const fieldNames: Record<string, keyof TextHead> = {
  title: 'title',
  headline: 'title',
  author: 'byline',
  authors: 'byline',
  byline: 'byline',
  by: 'byline',
  publisher: 'publisher',
  publication: 'publisher',
  outlet: 'publisher',
  source: 'publisher',
  site: 'publisher',
  date: 'publishedAt',
  published: 'publishedAt',
  'published at': 'publishedAt',
  publishedat: 'publishedAt',
  'publication date': 'publishedAt',
  posted: 'publishedAt',
  updated: 'updatedAt',
  'last updated': 'updatedAt',
  updatedat: 'updatedAt',
  modified: 'updatedAt',
  lastmod: 'updatedAt',
  url: 'url',
  link: 'url',
  canonical: 'url',
  'canonical url': 'url',
}

const field = /^([A-Za-z][A-Za-z _-]{1,20}):\s+(\S.*)$/

/**
 * Takes named fields off the top of a text: YAML front matter between `---` lines (scalars and simple lists only), or lines such as
 * `Title: …`, `Date: …`, `Source: …`. Fields with other names are dropped from front matter and end a plain head.
 */
export function readHeaderFields(text: string): { head: TextHead; rest: string } {
  const frontMatter = /^\s*---[ \t]*\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(text)
  if (frontMatter?.[1] !== undefined && /^[\w-]+\s*:/m.test(frontMatter[1])) {
    return { head: readFrontMatter(frontMatter[1]), rest: text.slice(frontMatter[0].length) }
  }
  const lines = text.split('\n')
  const head = { ...emptyHead }
  let index = 0
  for (; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').trim()
    if (line !== '' && !takeField(line, head)) break
  }
  return { head, rest: lines.slice(index).join('\n') }
}

function readFrontMatter(block: string): TextHead {
  const head = { ...emptyHead }
  // "authors:" with its names as list items below becomes one line.
  const flat = block.replace(/^([\w -]+:)[ \t]*\n((?:[ \t]*- .*(?:\n|$))+)/gm, (_, name: string, items: string) => {
    const values = items.split('\n').map((item) => unquote(item.replace(/^\s*-\s*/, '').trim()))
    return `${name} ${values.filter((value) => value !== '').join(', ')}\n`
  })
  for (const line of flat.split('\n')) takeField(line, head)
  return head
}

function takeField(line: string, head: TextHead): boolean {
  const parts = field.exec(line)
  const name = fieldNames[(parts?.[1] ?? '').toLowerCase().replace(/[_-]/g, ' ')]
  if (!parts || name === undefined) return false
  const value = unquote((parts[2] ?? '').trim())
  const read = readValue(name, value)
  // A line such as "Date: yesterday's catch" is text, not a field.
  if (read === null) return false
  head[name] ??= read
  return true
}

function readValue(name: keyof TextHead, value: string): string | null {
  if (name === 'publishedAt' || name === 'updatedAt') return readDate(value)
  if (name === 'url') return /^https?:\/\/\S+$/.test(value) ? value : null
  if (name === 'title') return value.length <= 300 ? value : null
  // A name is short and is no sentence.
  return value.length <= 120 && !/[.!?]$/.test(value.replace(/\b(?:Inc|Co|Ltd|Jr|Sr)\.$/, ''))
    ? value.replace(/^by\s+/i, '')
    : null
}

function unquote(value: string): string {
  const list = /^\[(.*)\]$/.exec(value)
  if (list?.[1] !== undefined)
    return list[1]
      .split(',')
      .map((item) => unquote(item.trim()))
      .join(', ')
  return value.replace(/^(["'])(.*)\1$/, '$2')
}
