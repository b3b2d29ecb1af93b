import type { Answer } from '../domain/answer.ts'
import type { Reply } from '../domain/reply.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { answerStories } from '../pipeline/ask/answer-stories.ts'
import { answerReply } from './answer-reply.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { givenReply } from './given-reply.ts'
import { keepReply, rememberTurns } from './remember.ts'

/**
 * Answers a question from the stories of its thread or of the reply that it is about, then from all that is stored. `said` is
 * what was typed, where the question was made of it and of what stood before.
 */
export async function answerCommand(
  deps: ConversationDeps,
  { question, about, said = question }: { question: string; about: string | null; said?: string },
  place: Place,
): Promise<Reply> {
  const { store } = deps
  const thread = place.thread === null ? undefined : await store.threads.find(place.thread)
  const stories = about === null ? (thread?.articles ?? []) : (await givenReply(deps, about, place)).articles
  const answer = await answerStories(deps, { id: '', question, askedAt: null }, stories)
  const cited = [
    ...new Set([...answer.lines.flatMap(({ evidence }) => evidence), ...answer.nearest].map(({ article }) => article)),
  ]
  // The question is remembered as it was understood, so that the next follow-up can lean on it.
  const asked = question === said ? said : question
  await rememberTurns(deps, place, { asked, lines: linesOf(answer), articles: cited })
  const reply = answerReply(answer, articlesById(await store.articles.findMany(cited)))
  const actions =
    answer.outcome === 'answered' ? (['evidence', 'ask', 'report'] as const) : (['ask', 'report'] as const)
  return keepReply(deps, place, { asked, articles: cited }, reply, [...actions])
}

function linesOf(answer: Answer): string[] {
  // After a refusal "show me the sentence" means the nearest passage.
  return (answer.outcome === 'answered' ? answer.lines : answer.nearest).map(({ text }) => text)
}

function articlesById(articles: StoredArticle[]): Map<string, StoredArticle> {
  return new Map(articles.map((article) => [article.article, article]))
}
