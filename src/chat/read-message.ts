import type { Command } from '../domain/command.ts'
import type { ThreadRef } from '../domain/stored.ts'
import type { ConversationDeps } from './conversation-deps.ts'
import { readBrief, takenHere } from './parse-command.ts'
import { isAsked, isFollowUpForm, isTalk } from './read-follow-up.ts'

/** A message where we can hear it: `text` is without the mention of us, `isToOthers` says that it mentions or answers somebody else. */
export type Message = { text: string; isDirect: boolean; isMention: boolean; isToOthers: boolean }

/** What a message is to us: a command, and whether it was said to us or only in a thread of ours. */
export type Heard = { command: Command; isAddressed: boolean }

/**
 * Reads a message; null where nobody asks us anything. What mentions us and what is written to us directly is a subcommand of
 * `/brief` first; then a topic begins a brief, but in a thread that we know it goes on about the stories there. In such a thread
 * we hear questions that are said to nobody in particular too. The store is asked only where the thread tells something.
 */
export async function readMessage(
  { store, wording }: Pick<ConversationDeps, 'store' | 'wording'>,
  { text, isDirect, isMention, isToOthers }: Message,
  thread: ThreadRef | null,
): Promise<Heard | null> {
  const isKnown = async () => thread !== null && (await store.threads.find(thread)) !== undefined
  const said: Command = { kind: 'say', text }
  if (!isDirect && !isMention) {
    const isForUs = !isToOthers && isAsked(text) && !isTalk(text) && (await isKnown())
    return isForUs ? { command: said, isAddressed: false } : null
  }
  const read = takenHere(readBrief(text), wording)
  if (read.kind !== 'brief' && read.kind !== 'ask') return { command: read, isAddressed: true }
  const isSaid = isDirect ? read.kind === 'ask' || isFollowUpForm(text) : await isKnown()
  return { command: isSaid ? said : read, isAddressed: true }
}
