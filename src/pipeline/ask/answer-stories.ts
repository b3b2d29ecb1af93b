import type { Answer } from '../../domain/answer.ts'
import { extracted } from '../../domain/extracted.ts'
import type { AnalysisStore } from '../../domain/store.ts'
import type { StoredArticle } from '../../domain/stored.ts'
import { analyzerName } from '../prepare-articles.ts'
import { searchArticles } from '../search/search-articles.ts'
import { writeAnswer } from '../writing/write-answer.ts'
import type { Writing } from '../writing/write-briefs.ts'
import { answerElsewhere } from './answer-elsewhere.ts'
import { answerSourcing } from './answer-sourcing.ts'
import { type AskDeps, type AskedQuestion, type FoundAnswer, findAnswer, findAnswerAmong, newestOf } from './ask.ts'
import { queryOf, readQuestion } from './read-question.ts'
import { readSourcingQuestion } from './sourcing-question.ts'

/** What answering any question needs: the stores of articles and analyses, the search, the clock. */
export interface AnswerDeps {
  store: Pick<AskDeps, 'search' | 'articles'> & { analyses: Pick<AnalysisStore, 'findMany'> }
  now: () => Date
  /** writes the answer over from the passages; null or left out where no model is set */
  writing?: Pick<Writing, 'writer'> | null
}

// A question on sourcing that names its story is about that one; more would mix the sources of several.
const MOST_SOURCED = 1

/**
 * Answers any question: on sourcing from the stored analyses, else from the sentences of the stories. `thread` are the
 * articles of the conversation, best first; empty outside of one. Where they do not answer, other stories do only if the question
 * names something that those hold; else it is declined with the nearest passage of the conversation's own.
 */
export async function answerStories(deps: AnswerDeps, asked: AskedQuestion, thread: string[] = []): Promise<Answer> {
  const fromAnalyses = await answerFromAnalyses(deps, asked, thread)
  const sourcing = readSourcingQuestion(asked.question)
  if (thread.length === 0) return fromAnalyses ?? write(deps, await findAnswer(askingIn(deps), asked))
  if (fromAnalyses?.outcome === 'answered' || (fromAnalyses && sourcing?.asks !== 'speaker')) return fromAnalyses
  const found = await findAnswerAmong(askingIn(deps), asked, thread)
  if (found.answer.outcome === 'answered') return write(deps, found)
  const elsewhere = await answerElsewhere(askingIn(deps), asked)
  return elsewhere === undefined ? found.answer : write(deps, elsewhere)
}

/** The same from some articles alone, by id, best first. */
export async function answerFrom(deps: AnswerDeps, asked: AskedQuestion, articles: string[]): Promise<Answer> {
  return (
    (await answerFromAnalyses(deps, asked, articles)) ??
    write(deps, await findAnswerAmong(askingIn(deps), asked, articles))
  )
}

/** The same answer in a model's words, where one is set and its words hold. What the rules decline stays declined. */
async function write({ writing }: AnswerDeps, { answer, passages }: FoundAnswer): Promise<Answer> {
  if (!writing || answer.outcome === 'declined') return answer
  const written = await writeAnswer(writing.writer, answer.question, passages, answer.lines)
  switch (written.kind) {
    case 'failed':
      return { ...answer, notes: [written.message] }
    case 'declined':
      return {
        ...answer,
        outcome: 'declined',
        lines: [],
        nearest: answer.lines.slice(0, 1).flatMap(({ evidence }) => evidence.slice(0, 1)),
        checked: { kept: 0, dropped: 0 },
      }
    case 'answered': {
      const { lines, kept, dropped, model, promptHash } = written
      return { ...answer, lines, writtenBy: { kind: 'model', model, promptHash }, checked: { kept, dropped } }
    }
  }
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
    writtenBy: extracted,
    checked: { kept: lines.length, dropped: 0 },
    notes: [],
  }
}

async function findStories(deps: AnswerDeps, { question, askedAt }: AskedQuestion): Promise<StoredArticle[]> {
  const at = askedAt ?? deps.now().toISOString()
  const { found } = await searchArticles(deps.store, queryOf(readQuestion(question)), { limit: MOST_SOURCED, at })
  return deps.store.articles.findMany(found.map(({ article }) => article))
}
