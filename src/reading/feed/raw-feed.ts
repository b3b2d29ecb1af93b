/**
 * A text as a feed gives it, its entities and CDATA resolved once. `html` is markup; `text` holds no markup, whatever it
 * looks like; of `unsaid` (RSS titles, Atom without a type) the feed does not tell, and either is met.
 */
export type RawText = { value: string; type: 'text' | 'html' | 'unsaid' }

/** Who wrote something: `'ada@gazette.example (Ada Finch)'` → both parts; one of them may be null. */
export type RawPerson = { name: string | null; email: string | null }

/**
 * One entry as the feed gives it, before its texts become paragraphs: cheap to have. `link` is absolute where a base is
 * known; dates are as written; `source` is the title of the feed that it was taken from. What is not given is null.
 */
export type RawFeedEntry = {
  id: string | null
  link: string | null
  title: RawText | null
  authors: RawPerson[]
  published: string | null
  updated: string | null
  summary: RawText | null
  content: RawText | null
  source: RawText | null
  sections: string[]
}

/** A feed as it was given, in its order. `ttlSeconds` is how long it asks to be kept. */
export type RawFeed = {
  id: string | null
  link: string | null
  title: RawText | null
  authors: RawPerson[]
  published: string | null
  updated: string | null
  ttlSeconds: number | null
  entries: RawFeedEntry[]
}

/** A feed without entries that says nothing. */
export const emptyFeed: RawFeed = {
  id: null,
  link: null,
  title: null,
  authors: [],
  published: null,
  updated: null,
  ttlSeconds: null,
  entries: [],
}
