import type { Answer } from '../../domain/answer.ts'
import type { AnalysisStore } from '../../domain/store.ts'
import type { StoredArticle } from '../../domain/stored.ts'
import { analyzerName } from '../prepare-articles.ts'
import { searchArticles } from '../search/search-articles.ts'
import { answerElsewhere } from './answer-elsewhere.ts'
import { answerSourcing } from './answer-sourcing.ts'
import { type AskDeps, type AskedQuestion, ask, askAmong, newestOf } from './ask.ts'
import { queryOf, readQuestion } from './read-question.ts'
import { readSourcingQuestion } from './sourcing-question.ts'

/** What answering any question needs: the stores of articles and analyses, the search, the clock. */
export interface AnswerDeps {
  store: Pick<AskDeps, 'search' | 'articles'> & { analyses: Pick<AnalysisStore, 'findMany'> }
  now: () => Date
}

// A question on sourcing that names its story is about that one; more would mix the sources of several.
const MOST_SOURCED = 1

/**
 * Answers any question: on sourcing from the stored analyses, else from the sentences of the stories. `thread` are the
 * articles of the conversation, best first; empty outside of one. Where they do not answer, other stories do only if the question
 * names something that those hold; else it is declined with the nearest passage of the conversation's own.
 */
export async function answerStories(deps: AnswerDeps, asked: AskedQuestion, thread: string[] = []): Promise<Answer> {
  if (thread.length > 0) {
    const answer = await answerFrom(deps, asked, thread)
    const sourcing = readSourcingQuestion(asked.question)
    const isSettled = answer.outcome === 'answered' || (sourcing !== undefined && sourcing.asks !== 'speaker')
    return isSettled ? answer : ((await answerElsewhere(askingIn(deps), asked)) ?? answer)
  }
  return (await answerFromAnalyses(deps, asked, [])) ?? ask(askingIn(deps), asked)
}

/** The same from some articles alone, by id, best first. */
export async function answerFrom(deps: AnswerDeps, asked: AskedQuestion, articles: string[]): Promise<Answer> {
  return (await answerFromAnalyses(deps, asked, articles)) ?? askAmong(askingIn(deps), asked, articles)
}

function askingIn({ store, now }: AnswerDeps): AskDeps {
  return { search: store.search, articles: store.articles, now }
}

async function answerFromAnalyses(
  deps: AnswerDeps,
  asked: AskedQuestion,
  thread: string[],
): Promise<Answer | undefined> {
  const sourcing = readSourcingQuestion(asked.question)
  if (!sourcing) return undefined
  const stored = thread.length > 0 ? await deps.store.articles.findMany(thread) : await findStories(deps, asked)
  const analyses = await deps.store.analyses.findMany(stored, analyzerName)
  const stories = stored.flatMap((article) => {
    const analysis = analyses.get(article.article)
    return analysis ? [{ article, analysis }] : []
  })
  const lines = answerSourcing(asked.question, stories)?.lines ?? []
  // In a conversation such a question is about its stories; elsewhere the words of other stories may still answer it.
  if (lines.length === 0 && (thread.length === 0 || sourcing.asks === 'speaker')) return undefined
  return {
    id: asked.id,
    question: asked.question,
    outcome: lines.length > 0 ? 'answered' : 'declined',
    lines,
    nearest: [],
    articles: stored.slice(0, 20).map(({ article, value }) => ({ id: article, url: value.url })),
    newestAt: newestOf(stored),
  }
}

async function findStories(deps: AnswerDeps, { question, askedAt }: AskedQuestion): Promise<StoredArticle[]> {
  const at = askedAt ?? deps.now().toISOString()
  const { found } = await searchArticles(deps.store, queryOf(readQuestion(question)), { limit: MOST_SOURCED, at })
  return deps.store.articles.findMany(found.map(({ article }) => article))
}
