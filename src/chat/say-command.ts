import type { Reply } from '../domain/reply.ts'
import type { StoredThread } from '../domain/stored.ts'
import { rewriteQuestion } from '../pipeline/writing/rewrite-question.ts'
import { answerOverheard, answerQuestion } from './answer-command.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { evidenceReply, speakersReply } from './evidence-reply.ts'
import { helpReply } from './help-reply.ts'
import { noticeReply } from './make-reply.ts'
import { type FollowUp, readFollowUp } from './read-follow-up.ts'

/** Answers what is said to us: a question or follow-up, or what was just said shown where it stands. */
export async function sayCommand(deps: ConversationDeps, text: string, place: Place): Promise<Reply> {
  if (text === '') return helpReply(deps, place.asker)
  const thread = place.thread === null ? undefined : await deps.store.threads.find(place.thread)
  const followUp = readFollowUp(text, thread?.turns ?? [])
  if (followUp.kind === 'question') {
    const question = await standingAlone(deps, followUp, text, thread)
    return answerQuestion(deps, { question, said: text, stories: thread?.articles ?? [] }, place)
  }
  const shown = await showLast(deps, followUp.kind, thread)
  if (shown !== null) return shown
  return noticeReply(
    thread?.turns.some(({ by, text: words }) => by === 'nutgraf' && words !== '')
      ? 'The last reply rests on no sentence of a story.'
      : 'Nothing was said here yet. Ask a question, or type /brief and a topic.',
  )
}

/** Answers what people ask in a thread of ours without naming us: from its stories alone; null where those do not answer. */
export async function overhear(deps: ConversationDeps, text: string, place: Place): Promise<Reply | null> {
  const thread = place.thread === null ? undefined : await deps.store.threads.find(place.thread)
  if (thread === undefined) return null
  const followUp = readFollowUp(text, thread.turns)
  if (followUp.kind !== 'question') return showLast(deps, followUp.kind, thread)
  const stories = [...new Set([...thread.articles, ...thread.turns.flatMap(({ articles }) => articles)])]
  if (stories.length === 0) return null
  const question = await standingAlone(deps, followUp, text, thread)
  return answerOverheard(deps, { question, said: text, stories }, place)
}

/** A follow-up as a question that stands alone: in a model's words where one is set and they hold, else by the rules. */
async function standingAlone(
  { writing }: ConversationDeps,
  { question, leans }: Extract<FollowUp, { kind: 'question' }>,
  said: string,
  thread: StoredThread | undefined,
): Promise<string> {
  if (writing === null || !leans || thread === undefined) return question
  return (await rewriteQuestion(writing.writer, said, thread.turns)) ?? question
}

async function showLast(
  { store }: ConversationDeps,
  kind: 'evidence' | 'who',
  thread: StoredThread | undefined,
): Promise<Reply | null> {
  const last = thread?.turns.findLast((turn) => turn.by === 'nutgraf')
  if (last === undefined || last.text === '') return null
  const articles = await store.articles.findMany(last.articles)
  return kind === 'evidence' ? evidenceReply(last.text, articles) : speakersReply(store, last.text, articles)
}
