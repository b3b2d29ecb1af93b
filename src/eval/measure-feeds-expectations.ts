import { z } from 'zod'
import type { FeedExpectation, FeedField } from './measure-feeds.ts'

/** The expectations of one file, and how many were passed over because they ask for something else or are no plain equality. */
export type FeedExpectations = { expectations: FeedExpectation[]; skipped: number }

const personSchema = z.object({ name: z.string().optional(), email: z.string().optional() })
const translatedSchema = z.object({
  title: z.string().optional(),
  link: z.string().optional(),
  guid: z.string().optional(),
  publishedParsed: z.string().optional(),
  updatedParsed: z.string().optional(),
  author: personSchema.optional(),
  content: z.string().optional(),
  description: z.string().optional(),
})
const translatedFeedSchema = translatedSchema.extend({ items: z.array(translatedSchema).nullish() })

/** What gofeed's translator makes of a feed (JSON). A description of the whole feed is not compared. */
export function translatedExpectations(json: unknown): FeedExpectation[] {
  const feed = translatedFeedSchema.parse(json)
  return [feed, ...(feed.items ?? [])].flatMap((fields, index) =>
    given(index === 0 ? null : index - 1, [
      ['title', fields.title],
      ['link', fields.link],
      ['id', fields.guid],
      ['published', fields.publishedParsed],
      ['updated', fields.updatedParsed],
      ['author', fields.author?.name],
      ['email', fields.author?.email],
      ['content', fields.content],
      ['summary', index === 0 ? undefined : fields.description],
    ]),
  )
}

const text = z.string().optional().catch(undefined)
const parsedSchema = z.object({
  title: text,
  link: text,
  guid: text,
  id: text,
  isoDate: text,
  creator: text,
  author: text,
  content: text,
  'content:encoded': text,
  summary: text,
})
const parsedFeedSchema = z.object({ feed: parsedSchema.extend({ items: z.array(parsedSchema).optional() }) })

/** What rss-parser makes of a feed (JSON). It calls the description of an RSS item its content. */
export function parsedExpectations(json: unknown): FeedExpectation[] {
  const { feed } = parsedFeedSchema.parse(json)
  return [feed, ...(feed.items ?? [])].flatMap((fields, index) =>
    given(index === 0 ? null : index - 1, [
      ['title', fields.title],
      ['link', fields.link],
      ['id', fields.guid ?? fields.id],
      ['published', fields.isoDate],
      ['author', fields.creator ?? fields.author],
      ['content', fields['content:encoded']],
      [fields['content:encoded'] === undefined ? 'content' : 'summary', index === 0 ? undefined : fields.content],
      ['summary', index === 0 ? undefined : fields.summary],
    ]),
  )
}

function given(entry: number | null, pairs: [FeedField, string | undefined][]): FeedExpectation[] {
  return pairs.flatMap(([field, value]) =>
    value === undefined || value.trim() === '' ? [] : [{ entry, field, value }],
  )
}

const fieldNames: Record<string, FeedField> = {
  title: 'title',
  'title_detail.value': 'title',
  link: 'link',
  id: 'id',
  guid: 'id',
  author: 'author',
  'author_detail.name': 'author',
  'authors.0.name': 'author',
  'author_detail.email': 'email',
  'authors.0.email': 'email',
  published: 'published',
  published_parsed: 'published',
  issued: 'published',
  issued_parsed: 'published',
  created: 'published',
  created_parsed: 'published',
  updated: 'updated',
  updated_parsed: 'updated',
  modified: 'updated',
  modified_parsed: 'updated',
  date: 'updated',
  date_parsed: 'updated',
  'content.0.value': 'content',
}
const entryFieldNames: Record<string, FeedField> = {
  ...fieldNames,
  summary: 'summary',
  description: 'summary',
  'summary_detail.value': 'summary',
}

const path = /^(?:entries\[(\d+)\]|feed)((?:\.\w+|\['\w+'\]|\["\w+"\]|\[\d+\])+)\s*==\s*/

/**
 * The expectations that a feed of feedparser's tests carries in its first comment, written in Python:
 * `Expect: not bozo and entries[0]['title'] == u'Caf\xe9'`. Whether the feed is well-formed (`bozo`) is not asked.
 */
export function commentExpectations(feed: string): FeedExpectations {
  const result: FeedExpectations = { expectations: [], skipped: 0 }
  for (const [, written = ''] of feed.matchAll(/^\s*Expect:\s*(.+)$/gm)) {
    const expected = equality(written.trim().replace(/^(?:not\s+)?bozo\s+and\s+/, ''))
    if (expected === null) result.skipped += 1
    else result.expectations.push(...expected)
  }
  return result
}

/** One or several places that are all equal to one value; null for anything else. */
function equality(written: string): FeedExpectation[] | null {
  const places: { entry: number | null; field: FeedField }[] = []
  let rest = written
  for (let found = path.exec(rest); found !== null; found = path.exec(rest)) {
    const entry = found[1] === undefined ? null : Number(found[1])
    const name = [...(found[2] ?? '').matchAll(/\w+/g)].join('.')
    const field = (entry === null ? fieldNames : entryFieldNames)[name]
    if (field === undefined) return null
    places.push({ entry, field })
    rest = rest.slice(found[0].length)
  }
  const value = pythonText(rest) ?? pythonTime(rest)
  return places.length === 0 || value === null ? null : places.map((place) => ({ ...place, value }))
}

const literal = /^u?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*(?:\+\s*)?/

/** `u'Caf\xe9' + '!'` → `'Café!'` */
function pythonText(written: string): string | null {
  let [rest, value] = [written, '']
  for (let found = literal.exec(rest); found !== null; found = literal.exec(rest)) {
    value += (found[1] ?? found[2] ?? '').replace(
      /\\(?:x([\da-f]{2})|u([\da-f]{4})|U([\da-f]{8})|([\s\S]))/gi,
      (_, two?: string, four?: string, eight?: string, one?: string) => {
        const hex = two ?? four ?? eight
        if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16))
        return { n: '\n', t: '\t', r: '\r' }[one ?? ''] ?? one ?? ''
      },
    )
    rest = rest.slice(found[0].length)
  }
  return rest === '' && written !== '' ? value : null
}

/** `(2004, 1, 1, 19, 48, 21, 3, 1, 0)` → `'2004-01-01T19:48:21Z'` */
function pythonTime(written: string): string | null {
  const parts = /^\((\d+), (\d+), (\d+), (\d+), (\d+), (\d+)(?:, \d+){0,3}\)$/.exec(written)
  if (parts === null) return null
  const [year = 0, month = 1, day, hour, minute, second] = parts.slice(1).map(Number)
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second)).toISOString()
}
