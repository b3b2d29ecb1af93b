import type { Reply } from '../domain/reply.ts'
import { answerCommand } from './answer-command.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { evidenceReply, speakersReply } from './evidence-reply.ts'
import { helpReply } from './help-reply.ts'
import { noticeReply } from './make-reply.ts'
import { readFollowUp } from './read-follow-up.ts'

/** Answers what is said in a thread: a question or follow-up, or what was just said shown where it stands. */
export async function sayCommand(deps: ConversationDeps, text: string, place: Place): Promise<Reply> {
  if (text === '') return helpReply(deps.wording)
  const { store } = deps
  const thread = place.thread === null ? undefined : await store.threads.find(place.thread)
  const followUp = readFollowUp(text, thread?.turns ?? [])
  if (followUp.kind === 'question') {
    return answerCommand(deps, { question: followUp.question, about: null, said: text }, place)
  }
  const last = thread?.turns.findLast((turn) => turn.by === 'nutgraf' && turn.text !== '')
  if (!last) return noticeReply('Nothing was said here yet. Ask a question, or type /brief and a topic.')
  const articles = await store.articles.findMany(last.articles)
  return followUp.kind === 'evidence' ? evidenceReply(last.text, articles) : speakersReply(store, last.text, articles)
}
