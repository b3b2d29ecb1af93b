import { z } from 'zod'
import { isoDate } from '../domain/iso-date.ts'
import type { SearchIndex, Store } from '../domain/store.ts'
import { answerStories } from '../pipeline/ask/answer-stories.ts'
import { ingestArticles } from '../pipeline/ingest-articles.ts'
import { makeArticle } from '../pipeline/make-article.ts'
import { rowOf, shareInterval } from './interval.ts'
import { type AskOutcome, measureAsk } from './measure-ask.ts'
import { type EvalResult, readSet } from './read-set.ts'

const articleSchema = z.object({
  id: z.string(),
  url: z.string().nullish(),
  title: z.string(),
  publishedAt: z.string(),
  text: z.string(),
})
const questionSchema = z.object({
  id: z.string(),
  date: z.string(),
  question: z.string(),
  answer: z.array(z.string()),
  docs_with_answer_string: z.array(z.string()),
})
const batch = 64

/** Quiz questions over the week's news, with the articles that hold the answer's string (weak labels). Fills an empty store. */
export async function evaluateAsk(folder: string, store: Store, now: () => Date): Promise<EvalResult | undefined> {
  const articles = readSet(folder, 'ask/articles-2025.jsonl', articleSchema)
  const questions = readSet(folder, 'ask/questions-2025.jsonl', questionSchema)
  if (!articles || !questions) return undefined
  for (let start = 0; start < articles.length; start += batch) {
    const documents = articles.slice(start, start + batch).map(({ id, title, publishedAt, text }) => {
      const fields = {
        url: null,
        title,
        publisher: null,
        byline: null,
        updatedAt: null,
        label: null,
        isExcerpt: false,
        text,
      }
      return { ...makeArticle({ ...fields, publishedAt: isoDate(publishedAt) }), id }
    })
    await ingestArticles(store, documents)
  }
  const lines = questions.map(({ id, date, question, answer, docs_with_answer_string }) => ({
    id,
    question,
    askedAt: isoDate(date),
    answers: answer,
    labelled: docs_with_answer_string,
  }))
  const figures = await measureAsk(lines, ({ id, question, askedAt }, without) =>
    answerStories({ store: { ...store, search: hiding(store.search, without) }, now }, { id, question, askedAt }),
  )
  const row = (measure: string, field: Exclude<keyof AskOutcome, 'id'>) => {
    const share = shareInterval(
      figures.questions,
      ({ id }) => id,
      (outcome) => outcome[field],
      () => 1,
    )
    return rowOf('ask', measure, share)
  }
  return {
    rows: [
      row('an article with the answer among the first 5', 'recalledAt5'),
      row('mean reciprocal rank of the first', 'reciprocalRank'),
      row('answered', 'answered'),
      row('answered with a line that holds the answer', 'answeredRight'),
      row('declined, those articles taken out', 'declinedWithout'),
    ],
    errors: figures.misses.map(({ kind, ...miss }) => ({ kind: `ask-${kind}`, ...miss })),
  }
}

// As if the hidden articles had never been stored: so many more are asked for, and those fall out.
function hiding(search: SearchIndex, hidden: ReadonlySet<string>): SearchIndex {
  return {
    frequencies: (terms) => search.frequencies(terms),
    candidates: async (query) => {
      const found = await search.candidates({ ...query, limit: query.limit + hidden.size })
      return found.filter(({ article }) => !hidden.has(article)).slice(0, query.limit)
    },
  }
}
