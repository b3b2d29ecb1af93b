import type { Reply } from '../domain/reply.ts'
import type { StoredThread } from '../domain/stored.ts'
import { answerOverheard, answerQuestion } from './answer-command.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { evidenceReply, speakersReply } from './evidence-reply.ts'
import { helpReply } from './help-reply.ts'
import { noticeReply } from './make-reply.ts'
import { readFollowUp } from './read-follow-up.ts'

/** Answers what is said to us: a question or follow-up, or what was just said shown where it stands. */
export async function sayCommand(deps: ConversationDeps, text: string, place: Place): Promise<Reply> {
  if (text === '') return helpReply(deps, place.asker)
  const thread = place.thread === null ? undefined : await deps.store.threads.find(place.thread)
  const followUp = readFollowUp(text, thread?.turns ?? [])
  if (followUp.kind === 'question') {
    const asked = { question: followUp.question, said: text, stories: thread?.articles ?? [] }
    return answerQuestion(deps, asked, place)
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
  return answerOverheard(deps, { question: followUp.question, said: text, stories }, place)
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
