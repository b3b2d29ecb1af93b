import { z } from 'zod'
import { emptyFeed, type RawFeed, type RawPerson, type RawText } from './raw-feed.ts'

const text = z.union([z.string(), z.number()]).transform(String).nullish().catch(null)
const person = z.object({ name: text }).catch({ name: null })
const people = z.array(person).nullish().catch(null)
const single = person.nullish().catch(null)
const itemSchema = z.object({
  id: text,
  url: text,
  external_url: text,
  title: text,
  summary: text,
  content_html: text,
  content_text: text,
  date_published: text,
  date_modified: text,
  authors: people,
  author: single,
  tags: z.array(z.string()).nullish().catch(null),
})
const feedSchema = z.object({
  title: text,
  home_page_url: text,
  feed_url: text,
  authors: people,
  author: single,
  items: z.array(itemSchema.nullable().catch(null)).nullish().catch(null),
})

/** Reads a JSON Feed 1.0 or 1.1 that was parsed; a field of the wrong kind counts as absent. */
export function mapJsonFeed(value: unknown): RawFeed {
  const feed = feedSchema.safeParse(value).data
  if (feed === undefined) return emptyFeed
  const feedAuthors = peopleOf(feed.authors, feed.author)
  const entries = (feed.items ?? []).flatMap((item) => {
    if (item === null) return []
    const authors = peopleOf(item.authors, item.author)
    return {
      id: given(item.id),
      link: given(item.url) ?? given(item.external_url),
      title: textOf(item.title, 'text'),
      authors: authors.length > 0 ? authors : feedAuthors,
      published: given(item.date_published),
      updated: given(item.date_modified),
      summary: textOf(item.summary, 'text'),
      content: textOf(item.content_html, 'html') ?? textOf(item.content_text, 'text'),
      source: null,
      sections: item.tags ?? [],
    }
  })
  return {
    ...emptyFeed,
    link: given(feed.home_page_url) ?? given(feed.feed_url),
    title: textOf(feed.title, 'text'),
    authors: feedAuthors,
    entries,
  }
}

type Named = { name?: string | null | undefined }

function peopleOf(several: Named[] | null | undefined, one: Named | null | undefined): RawPerson[] {
  const named = several !== null && several !== undefined && several.length > 0 ? several : one ? [one] : []
  return named.flatMap(({ name }) => (given(name) === null ? [] : [{ name: given(name), email: null }]))
}

function textOf(value: string | null | undefined, type: RawText['type']): RawText | null {
  return value === null || value === undefined || value.trim() === '' ? null : { value: value.trim(), type }
}

function given(value: string | null | undefined): string | null {
  return value?.trim() || null
}
