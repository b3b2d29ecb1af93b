import type { Article } from '../../domain/article.ts'

/** Two wordings of one piece share at least this much of the words of the shorter; reports made from one form share less. */
const sharedWords = 0.9

/**
 * Is this entry the article that its id stood for before? Feeds move entries to other addresses, and some give their ids anew:
 * the same title, or most of the same words, and it is the same piece.
 */
export function isSamePiece(entry: Pick<Article, 'title' | 'text'>, article: Pick<Article, 'title' | 'text'>): boolean {
  const [a, b] = [wordsOf(entry.title ?? ''), wordsOf(article.title ?? '')]
  if (a.length > 0 && a.join(' ') === b.join(' ')) return true
  const [c, d] = [new Set(wordsOf(entry.text)), new Set(wordsOf(article.text))]
  const shorter = Math.min(c.size, d.size)
  return shorter >= 5 && c.intersection(d).size / shorter >= sharedWords
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
