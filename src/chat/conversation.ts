import type { Answer } from '../domain/answer.ts'
import type { Command } from '../domain/command.ts'
import type { Clock } from '../domain/ports.ts'
import type { Reply } from '../domain/reply.ts'
import type { Store } from '../domain/store.ts'
import type { StoredArticle, StoredThread, ThreadRef } from '../domain/stored.ts'
import { answerStories } from '../pipeline/ask/answer-stories.ts'
import { composeDigest } from '../pipeline/compose-digest.ts'
import { answerReply } from './answer-reply.ts'
import { digestReply } from './digest-reply.ts'
import { evidenceReply, speakersReply } from './evidence-reply.ts'
import { helpReply, noticeReply } from './help-reply.ts'
import { readFollowUp } from './read-follow-up.ts'

/** What a conversation needs. */
export interface ConversationDeps {
  store: Store
  now: Clock
}

/** A topic gets this many briefs: a channel reads three, not ten. */
const briefsShown = 3
const digestShown = 5

/**
 * Answers one command in a thread and remembers what was said there: `/brief` and `/digest` give the thread its stories,
 * questions and follow-ups take them from it first. The same on every platform; an adapter translates and renders.
 */
export async function converse(deps: ConversationDeps, command: Command, thread: ThreadRef): Promise<Reply> {
  switch (command.kind) {
    case 'help':
      return helpReply()
    case 'unknown':
      return noticeReply(`There is no command /${command.name}. Type /help for those there are.`)
    case 'brief':
      return topicReply(deps, command.topic, briefsShown, thread, `/brief ${command.topic}`)
    case 'digest':
      return topicReply(deps, command.topic, digestShown, thread, `/digest ${command.topic}`)
    case 'ask':
      return questionReply(deps, command.question, thread, await deps.store.threads.find(thread))
    case 'say':
      return sayReply(deps, command.text, thread)
  }
}

async function topicReply(
  deps: ConversationDeps,
  topic: string,
  limit: number,
  thread: ThreadRef,
  said: string,
): Promise<Reply> {
  const { digest, stories } = await composeDigest(deps, topic, { limit, since: null })
  const articles = stories.map(({ stored }) => stored.article)
  if (articles.length > 0) await deps.store.threads.start(thread, articles)
  const lines = digest.stories.flatMap((brief) => brief.lines.map(({ text }) => text))
  await remember(deps.store, thread, said, lines, articles)
  return digestReply(digest, stories)
}

async function sayReply(deps: ConversationDeps, text: string, ref: ThreadRef): Promise<Reply> {
  if (text === '') return helpReply()
  const thread = await deps.store.threads.find(ref)
  const followUp = readFollowUp(text, thread?.turns ?? [])
  if (followUp.kind === 'question') return questionReply(deps, followUp.question, ref, thread, text)
  const last = thread?.turns.findLast((turn) => turn.by === 'nutgraf' && turn.text !== '')
  if (!last) return noticeReply('Nothing was said here yet. Ask a question, or type /brief and a topic.')
  const articles = await deps.store.articles.findMany(last.articles)
  return followUp.kind === 'evidence'
    ? evidenceReply(last.text, articles)
    : speakersReply(deps.store, last.text, articles)
}

async function questionReply(
  deps: ConversationDeps,
  question: string,
  ref: ThreadRef,
  thread: StoredThread | undefined,
  said = question,
): Promise<Reply> {
  const answer = await answerStories(deps, { id: '', question, askedAt: null }, thread?.articles ?? [])
  const cited = [
    ...new Set([...answer.lines.flatMap(({ evidence }) => evidence), ...answer.nearest].map(({ article }) => article)),
  ]
  // The question is remembered as it was understood, so that the next follow-up can lean on it.
  await remember(deps.store, ref, question === said ? said : question, linesOf(answer), cited)
  return answerReply(answer, await articlesById(deps.store, cited))
}

function linesOf(answer: Answer): string[] {
  // After a refusal "show me the sentence" means the nearest passage.
  return (answer.outcome === 'answered' ? answer.lines : answer.nearest).map(({ text }) => text)
}

async function articlesById(store: Store, ids: string[]): Promise<Map<string, StoredArticle>> {
  return new Map((await store.articles.findMany(ids)).map((article) => [article.article, article]))
}

async function remember(
  store: Store,
  thread: ThreadRef,
  said: string,
  lines: string[],
  articles: string[],
): Promise<void> {
  await store.threads.addTurns(thread, [
    { by: 'reader', text: said, articles: [] },
    { by: 'nutgraf', text: lines.join('\n'), articles },
  ])
}
