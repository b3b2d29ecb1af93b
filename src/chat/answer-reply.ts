import type { Answer } from '../domain/answer.ts'
import type { Reply, ReplyItem } from '../domain/reply.ts'
import type { Evidence } from '../domain/span.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { makeReply } from './make-reply.ts'

/** Lays an answer out: the article's own sentences in quote marks with where they stand, or a plain refusal with the nearest passage. */
export function answerReply(answer: Answer, articles: ReadonlyMap<string, StoredArticle>): Reply {
  if (answer.outcome === 'declined') return declinedReply(answer, articles)
  const isVerbatim = answer.lines.every(({ text, evidence }) => evidence.some((span) => span.text === text))
  const items = answer.lines.map(
    ({ text, evidence }): ReplyItem => ({ label: null, text, source: placeOf(evidence[0], articles), marks: [] }),
  )
  return makeReply({
    cards: [
      {
        title: answer.question,
        url: null,
        about: [],
        sections: [{ kind: 'lines', heading: null, items }],
        footer: `${isVerbatim ? "In the articles' own words" : 'From what the rules found in the articles'} · newest article looked at: ${answer.newestAt?.slice(0, 10) ?? 'none'}`,
      },
    ],
  })
}

function declinedReply(answer: Answer, articles: ReadonlyMap<string, StoredArticle>): Reply {
  const items = answer.nearest.map(
    (span): ReplyItem => ({ label: null, text: `“${span.text}”`, source: placeOf(span, articles), marks: [] }),
  )
  const sections =
    items.length > 0
      ? [{ kind: 'lines' as const, heading: 'The nearest passage, which does not answer it', items }]
      : []
  const looked = `${answer.articles.length} ${answer.articles.length === 1 ? 'article' : 'articles'} looked at`
  return makeReply({
    cards: [
      { title: 'The stored stories do not say.', url: null, about: [answer.question, looked], sections, footer: null },
    ],
  })
}

function placeOf(span: Evidence | undefined, articles: ReadonlyMap<string, StoredArticle>): string | null {
  const article = span && articles.get(span.article)?.value
  if (!article) return null
  return [article.title ?? 'untitled', article.publisher, article.publishedAt?.slice(0, 10), article.url]
    .filter(Boolean)
    .join(', ')
}
