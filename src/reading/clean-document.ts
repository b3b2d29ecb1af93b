import { AppError } from '../domain/app-error.ts'
import { longestArticle } from '../domain/longest-article.ts'
import type { RawDocument } from '../domain/ports.ts'

// Colour and title sequences, whole; then what is left of control characters, and the marks that turn the order of letters around.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const sequences = /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b\]|\u009d)[^\u0007\u001b\n]{0,200}(?:\u0007|\u001b\\)/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** Takes control characters and terminal sequences out of what was read: they are no text, and a terminal would obey them. */
export function cleanDocument<Document extends RawDocument>(document: Document): Document {
  return {
    ...document,
    title: document.title && clean(document.title),
    publisher: document.publisher && clean(document.publisher),
    byline: document.byline && clean(document.byline),
    text: clean(document.text),
  }
}

/**
 * A document that may be worked with: cleaned, and not longer than any article.
 * @throws AppError `too-large`
 */
export function withinLimit(document: RawDocument, name: string): RawDocument {
  if (document.text.length <= longestArticle) return cleanDocument(document)
  throw new AppError(
    'too-large',
    `${name} holds more than ${longestArticle / 1_000_000} million characters of text, and no article is that long.`,
  )
}

/** An entry of a feed, cleaned; one that is longer than any article ends at the last paragraph that fits, as an excerpt, and does not stop the feed. */
export function cleanEntry<Entry extends RawDocument>(entry: Entry): Entry {
  if (entry.text.length <= longestArticle) return cleanDocument(entry)
  const end = entry.text.lastIndexOf('\n', longestArticle)
  return cleanDocument({ ...entry, isExcerpt: true, text: entry.text.slice(0, end > 0 ? end : longestArticle) })
}

/** A text without terminal sequences, the words inside them included: `'\u001b[31mFerry\u001b[0m'` → `'Ferry'`. */
export function withoutSequences(text: string): string {
  return text.replace(sequences, '')
}

function clean(text: string): string {
  return withoutSequences(text).replace(controls, '')
}
