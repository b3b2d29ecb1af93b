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
  const exchange = { asked, lines: wordsOf(answer), articles: cited }
  await rememberTurns(deps, place, exchange)
  const reply = answerReply(answer, articlesById(await store.articles.findMany(cited)))
  const actions =
    answer.outcome === 'answered' ? (['evidence', 'ask', 'report'] as const) : (['ask', 'report'] as const)
  return keepReply(deps, place, exchange, reply, [...actions])
}

/** The articles' own words: what "who said that?" asks about, also where the rules answered in theirs; after a refusal the nearest passage. */
function wordsOf({ outcome, lines, nearest }: Answer): string[] {
  const spans = outcome === 'answered' ? lines.flatMap(({ evidence }) => evidence) : nearest
  return [...new Set(spans.map(({ text }) => text.replace(/\s+/g, ' ')))]
}

function articlesById(articles: StoredArticle[]): Map<string, StoredArticle> {
  return new Map(articles.map((article) => [article.article, article]))
}
