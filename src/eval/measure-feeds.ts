/** A text as a reader got it out of a feed: `html` is markup, `text` is none, of `unsaid` the feed does not tell. */
export type FeedText = { value: string; type: 'text' | 'html' | 'unsaid' }

/** What a reader says of a feed or of one of its entries. Dates are ISO 8601. */
export type FeedFields = {
  id: string | null
  link: string | null
  title: FeedText | null
  authors: { name: string | null; email: string | null }[]
  publishedAt: string | null
  updatedAt: string | null
}

/** A feed as the reader that is measured gives it. */
export type FeedView = FeedFields & {
  entries: (FeedFields & { summary: FeedText | null; content: FeedText | null })[]
}

/** The fields that are compared. */
export type FeedField = 'title' | 'link' | 'id' | 'published' | 'updated' | 'author' | 'email' | 'content' | 'summary'

/** What a set wants to be found: in the feed itself (`entry` null) or in one of its entries. */
export type FeedExpectation = { entry: number | null; field: FeedField; value: string }

/** An expectation that was not met, and what the reader gave instead. */
export type FeedMiss = FeedExpectation & { got: string | null }

/**
 * Compares what a feed is expected to say with what a reader made of it, and gives the misses.
 *
 * Ids are compared as written. Links too, and a relative one is met by the address that it leads to. Dates are compared as
 * instants; where the reader gives one date only, it counts as both. An author is met by one of the names, or by name and
 * e-mail together. Titles and content are compared as texts: as written, else without tags, comments, scripts, entities and
 * blanks (of content that is markup, in whatever order of its parts), as sets differ in how they clean and rewrite HTML, and what
 * the reader is for is text. A summary is met by the content of an
 * entry without one, and the other way round, because sets differ in what they call a description.
 */
export function compareFeed(view: FeedView, expectations: FeedExpectation[]): FeedMiss[] {
  return expectations.flatMap((expectation) => {
    const { entry, field, value } = expectation
    const fields = entry === null ? view : view.entries[entry]
    const got = fields === undefined ? [] : valuesOf(fields, field)
    const isMet = got.some((one) => isSame(field, one, value))
    return isMet ? [] : [{ ...expectation, got: got[0]?.value ?? null }]
  })
}

/** Whether a text shows nothing once its tags are gone: such an expectation is met by every reader that finds nothing. */
export function isBlankText(value: string): boolean {
  return visible(value) === ''
}

function valuesOf(fields: FeedFields | FeedView['entries'][number], field: FeedField): FeedText[] {
  const plain = (value: string | null | undefined): FeedText[] => (value ? [{ value, type: 'text' }] : [])
  const { authors, publishedAt, updatedAt } = fields
  if (field === 'id' || field === 'link') return plain(fields[field])
  if (field === 'published') return plain(publishedAt ?? updatedAt)
  if (field === 'updated') return plain(updatedAt ?? publishedAt)
  if (field === 'email') return authors.flatMap(({ email }) => plain(email))
  if (field === 'author')
    return authors.flatMap(({ name, email }) => [...plain(name), ...plain(`${name ?? ''} (${email})`), ...plain(email)])
  if (field === 'title') return fields.title === null ? [] : [fields.title]
  const { summary = null, content = null } = 'summary' in fields ? fields : {}
  const order = field === 'content' ? [content, summary] : [summary, content]
  return order.flatMap((text) => text ?? [])
}

function isSame(field: FeedField, got: FeedText, expected: string): boolean {
  const [ours, theirs] = [got.value.trim(), expected.trim()]
  if (ours === theirs) return true
  if (field === 'link') return URL.parse(theirs, ours)?.href === URL.parse(ours)?.href && URL.canParse(ours)
  if (field === 'published' || field === 'updated') return Date.parse(ours) === Date.parse(theirs)
  if (field !== 'title' && field !== 'content' && field !== 'summary') return false
  const asText = got.type === 'text' ? withoutBlanks(ours) : visible(ours)
  if (asText === visible(theirs) || asText === withoutBlanks(theirs)) return true
  return field === 'content' && got.type === 'html' && lettersOf(asText) === lettersOf(visible(theirs))
}

// rss-parser writes XHTML anew, an element's own text before that of the elements in it: the words are there in another order.
function lettersOf(text: string): string {
  return [...text].sort().join('')
}

const namedEntities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

function visible(html: string): string {
  const plain = html
    .replace(/<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<[/!?a-z][^>]*(?:>|$)/gi, '')
  return withoutBlanks(
    plain.replace(
      /&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi,
      (written: string, decimal?: string, hex?: string, name?: string) => {
        if (name !== undefined) return namedEntities[name.toLowerCase()] ?? written
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
        return code < 0x110000 ? String.fromCodePoint(code) : written
      },
    ),
  )
}

function withoutBlanks(text: string): string {
  return text.replace(/[\s\u00a0]+/g, '')
}
