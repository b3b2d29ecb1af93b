import type { Answer } from '../domain/answer.ts'
import type { Reply, ReplyItem } from '../domain/reply.ts'
import { withoutSchemes } from '../domain/shown-address.ts'
import type { Evidence } from '../domain/span.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { writtenName } from './brief-reply.ts'
import { makeReply } from './make-reply.ts'

/**
 * Lays an answer out: the article's own sentences in quote marks with where they stand, or a plain refusal with the nearest passage.
 * `about`: the stories that it was asked about, by id, if any; what comes from others is said to first.
 */
export function answerReply(
  answer: Answer,
  articles: ReadonlyMap<string, StoredArticle>,
  about: readonly string[] = [],
): Reply {
  if (answer.outcome === 'declined') return declinedReply(answer, articles, about.length > 0)
  const isElsewhere =
    about.length > 0 && !answer.lines.some(({ evidence }) => evidence.some(({ article }) => about.includes(article)))
  const items = answer.lines.map(
    ({ text, evidence }): ReplyItem => ({
      label: null,
      text: withoutSchemes(text),
      source: placeOf(evidence[0], articles),
      marks: [],
    }),
  )
  return makeReply({
    heading: isElsewhere ? 'From other stories, not from those above' : null,
    cards: [
      {
        title: answer.question,
        url: null,
        about: [],
        sections: [{ kind: 'lines', heading: null, items }],
        footer: `${howOf(answer)} · newest article looked at: ${answer.newestAt?.slice(0, 10) ?? 'none'}`,
      },
    ],
  })
}

function howOf({ writtenBy, lines, checked, notes }: Answer): string {
  if (writtenBy.kind === 'model') {
    const total = checked.kept + checked.dropped
    return `${writtenName(writtenBy)} · ${checked.kept} of ${total} ${total === 1 ? 'line' : 'lines'} kept`
  }
  const isVerbatim = lines.every(({ text, evidence }) => evidence.some((span) => span.text === text))
  return [isVerbatim ? "In the articles' own words" : 'From what the rules found in the articles', ...notes].join(' · ')
}

function declinedReply(answer: Answer, articles: ReadonlyMap<string, StoredArticle>, isOfThread: boolean): Reply {
  const items = answer.nearest.map(
    (span): ReplyItem => ({
      label: null,
      text: `“${withoutSchemes(span.text)}”`,
      source: placeOf(span, articles),
      marks: [],
    }),
  )
  const sections =
    items.length > 0 ? [{ kind: 'lines' as const, heading: 'The nearest passage, which may not answer it', items }] : []
  const count = answer.articles.length
  const looked = count === 0 ? [] : [`${count} ${count === 1 ? 'article' : 'articles'} looked at`]
  return makeReply({
    cards: [
      {
        title: isOfThread ? 'These stories do not say.' : 'The stored stories do not say.',
        url: null,
        about: [answer.question, ...looked],
        sections,
        footer: null,
      },
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
