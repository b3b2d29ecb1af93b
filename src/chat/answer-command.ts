import type { Answer } from '../domain/answer.ts'
import type { Reply } from '../domain/reply.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { answerFrom, answerStories } from '../pipeline/ask/answer-stories.ts'
import { readQuestion } from '../pipeline/ask/read-question.ts'
import { withStoryMembers } from '../pipeline/stories/expand-stories.ts'
import { answerReply } from './answer-reply.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { firstRunReply } from './first-run-reply.ts'
import { givenReply } from './given-reply.ts'
import { keepReply, rememberTurns } from './remember.ts'
import { storyNotes } from './story-notes.ts'

/** A question as it is looked up, and as it was typed: it may have been made of what stood before. `stories` are those it is about, by id. */
export type Question = { question: string; said: string; stories: string[] }

/** Answers a question from the stories of its thread or of the reply that it is about, then from all that is stored. */
export async function answerCommand(
  deps: ConversationDeps,
  { question, about }: { question: string; about: string | null },
  place: Place,
): Promise<Reply> {
  return answerQuestion(deps, { question, said: question, stories: await storiesFor(deps, about, place) }, place)
}

async function storiesFor(deps: ConversationDeps, about: string | null, place: Place): Promise<string[]> {
  const given = about === null ? [] : (await givenReply(deps, about, place)).articles
  const ofThread = place.thread === null ? [] : ((await deps.store.threads.find(place.thread))?.articles ?? [])
  return withStoryMembers(deps.store, about === null ? ofThread : given)
}

/** The same for a question whose stories are known. */
export async function answerQuestion(
  deps: ConversationDeps,
  { question, said, stories }: Question,
  place: Place,
): Promise<Reply> {
  const answer = await answerStories(deps, { id: '', question, askedAt: null }, stories)
  if (answer.articles.length === 0 && (await deps.store.articles.count()) === 0) return firstRunReply(deps)
  return giveAnswer(deps, answer, { said, stories }, place)
}

/**
 * An answer from these stories alone; null where they do not say. A question that was made of what stood before is answered only by what
 * holds a word of it: "was it?" would have the last answer said again.
 */
export async function answerOverheard(
  deps: ConversationDeps,
  { question, said, stories }: Question,
  place: Place,
): Promise<Reply | null> {
  const answer = await answerFrom(deps, { id: '', question, askedAt: null }, stories)
  if (answer.outcome === 'declined' || (question !== said && !holdsWordOf(answer, said))) return null
  return giveAnswer(deps, answer, { said, stories }, place)
}

function holdsWordOf({ lines }: Answer, said: string): boolean {
  const words = new Set(readQuestion(said).terms.map(({ term }) => term))
  return lines.some(({ text }) => readQuestion(text).terms.some(({ term }) => words.has(term)))
}

async function giveAnswer(
  deps: ConversationDeps,
  answer: Answer,
  { said, stories }: Omit<Question, 'question'>,
  place: Place,
): Promise<Reply> {
  const cited = [
    ...new Set([...answer.lines.flatMap(({ evidence }) => evidence), ...answer.nearest].map(({ article }) => article)),
  ]
  const exchange = { asked: said, lines: wordsOf(answer), articles: cited }
  await rememberTurns(deps, place, exchange)
  const isAnswered = answer.outcome === 'answered'
  const articles = articlesById(await deps.store.articles.findMany(cited))
  const laidOut = answerReply({ ...answer, question: said }, articles, stories)
  const reply = isAnswered
    ? { ...laidOut, notes: [...laidOut.notes, ...(await storyNotes(deps.store, answer))] }
    : laidOut
  return keepReply(deps, place, exchange, reply, isAnswered ? ['evidence', 'ask', 'report'] : ['ask', 'report'])
}

/** The articles' own words: what "who said that?" asks about, also where the rules answered in theirs; after a refusal the nearest passage. */
function wordsOf({ outcome, lines, nearest }: Answer): string[] {
  const spans = outcome === 'answered' ? lines.flatMap(({ evidence }) => evidence) : nearest
  return [...new Set(spans.map(({ text }) => text.replace(/\s+/g, ' ')))]
}

function articlesById(articles: StoredArticle[]): Map<string, StoredArticle> {
  return new Map(articles.map((article) => [article.article, article]))
}
