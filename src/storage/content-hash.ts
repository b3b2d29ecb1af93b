import { hash } from 'node:crypto'
import type { Article } from '../domain/article.ts'

/** SHA-256 in hex of what makes a version of an article: its title, label and text. Dates and credits alone make none. */
export function contentHash(article: Pick<Article, 'title' | 'label' | 'text'>): string {
  // JSON keeps the parts apart: a title "a" over "b" is not a title "ab".
  return hash('sha256', JSON.stringify([article.title, article.label, article.text]), 'hex')
}

/** An id made from an address, for an article whose own id another one has already. */
export function idOfUrl(url: string): string {
  return hash('sha256', url, 'hex').slice(0, 16)
}
