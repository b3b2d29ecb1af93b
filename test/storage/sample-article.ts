import type { Article } from '../../src/domain/article.ts'
import type { NewArticle } from '../../src/domain/stored.ts'

/** An article with what a test says and otherwise nothing. */
export function sampleArticle(fields: Partial<Article> & { id: string }): Article {
  return {
    url: null,
    title: null,
    publisher: null,
    origin: null,
    byline: null,
    dateline: null,
    publishedAt: null,
    updatedAt: null,
    label: null,
    credits: [],
    corrections: [],
    isExcerpt: false,
    text: `The text of ${fields.id}.`,
    ...fields,
  }
}

/** An article with search terms: the words of title and body, as they are. */
export function sampleEntry(id: string, body: string, fields: Partial<Article> = {}): NewArticle {
  const article = sampleArticle({ id, text: body, ...fields })
  return { article, terms: { title: wordsOf(article.title ?? ''), body: wordsOf(body) } }
}

function wordsOf(text: string): string[] {
  return text === '' ? [] : text.split(' ')
}
