import type { Evidence, Span } from './span.ts'

/** Cuts a span out of its text: `spanOf('more than 20,000 troops', 10, 16)` → `{ start: 10, end: 16, text: '20,000' }`. */
export function spanOf(text: string, start: number, end: number): Span {
  return { start, end, text: text.slice(start, end) }
}

/** Names the article that a span stands in. */
export function evidenceOf(article: string, span: Span): Evidence {
  return { article, start: span.start, end: span.end, text: span.text }
}
