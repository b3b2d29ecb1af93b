import { AppError, type ErrorCode } from '../domain/app-error.ts'
import type { Command } from '../domain/command.ts'
import type { Reply } from '../domain/reply.ts'
import type { ThreadRef } from '../domain/stored.ts'
import { answerCommand } from './answer-command.ts'
import { approvalCommand } from './approval-command.ts'
import { briefCommand } from './brief-command.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { editorCommand } from './editor-command.ts'
import { evidenceCommand } from './evidence-command.ts'
import { feedCommand } from './feed-command.ts'
import { helpReply } from './help-reply.ts'
import { noticeReply } from './make-reply.ts'
import { muteCommand } from './mute-command.ts'
import type { Heard } from './read-message.ts'
import { reportCommand } from './report-command.ts'
import { overhear, sayCommand } from './say-command.ts'
import { subscriptionCommand } from './subscription-command.ts'

/**
 * Answers one command and remembers what was said in its thread: briefs and digests give the thread its stories, questions and
 * follow-ups take them from it first. The same on every platform; an adapter translates and renders. What a person can mend,
 * and a store that cannot be had, is a reply of one sentence; only a fault of ours is thrown.
 */
export async function converse(deps: ConversationDeps, command: Command, place: Place): Promise<Reply> {
  const waitSeconds = deps.limiter?.take(place.asker) ?? 0
  return waitSeconds > 0 ? waitReply(waitSeconds) : inOneSentence(place, () => inTurn(deps, command, place))
}

/**
 * Answers a message, which others read too: null where it is better to be silent. What was not said to us is answered only where the
 * stories of its thread do, and who asks too much is told so once.
 */
export async function answerHeard(
  deps: ConversationDeps,
  { command, isAddressed }: Heard,
  place: Place,
): Promise<Reply | null> {
  const waitSeconds = deps.limiter?.take(place.asker) ?? 0
  if (waitSeconds > 0) return isAddressed && deps.limiter?.isNews(place.asker) ? waitReply(waitSeconds) : null
  if (isAddressed) return inOneSentence(place, () => inTurn(deps, command, place))
  return command.kind === 'say' ? overhear(deps, command.text, place) : null
}

function waitReply(seconds: number): Reply {
  return noticeReply(`That is a lot at once. Ask again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`)
}

async function inOneSentence({ asker }: Place, work: () => Promise<Reply>): Promise<Reply> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    // Where the store is, is for whoever runs this.
    const isOurs = error.code.startsWith('store-') && asker.platform !== 'terminal'
    return noticeReply(isOurs ? (storeSentences[error.code] ?? storeAway) : error.message)
  }
}

const storeAway =
  'I cannot reach what I have stored right now. Try again in a minute; if it stays so, tell whoever runs me.'
const storeSentences: Partial<Record<ErrorCode, string>> = {
  'store-full': 'My store is full, so nothing new can be kept. Whoever runs me has to free some space.',
  'store-read-only': 'My store cannot be written, so nothing new can be kept. Whoever runs me has to allow that.',
}

/** What waits for the web, or for a model, does not hold up the others. */
const ofTheWeb: readonly Command['kind'][] = ['brief-url', 'add-feed', 'starter-feeds']
const ofTheModel: readonly Command['kind'][] = ['brief', 'latest', 'digest', 'ask', 'say']

function inTurn(deps: ConversationDeps, command: Command, place: Place): Promise<Reply> {
  const work = () => answer(deps, command, place)
  const isWaiting = ofTheWeb.includes(command.kind) || (deps.writing !== null && ofTheModel.includes(command.kind))
  return deps.turns === null || isWaiting ? work() : deps.turns(work)
}

async function answer(deps: ConversationDeps, command: Command, place: Place): Promise<Reply> {
  switch (command.kind) {
    case 'help':
      return helpReply(deps, place.asker)
    case 'unknown':
      return noticeReply(`There is no command /${command.name}. Type /help for those there are.`)
    case 'elsewhere':
      return noticeReply(`That has a command of its own: ${command.typed}`)
    case 'brief':
    case 'digest':
    case 'latest':
    case 'brief-url':
      return briefCommand(deps, command, place)
    case 'ask':
      return answerCommand(deps, command, place)
    case 'say':
      return sayCommand(deps, command.text, place)
    case 'evidence':
      return evidenceCommand(deps, command.reply, place)
    case 'report':
      return reportCommand(deps, command, place)
    case 'subscribe':
    case 'subscriptions':
    case 'preview':
    case 'unsubscribe':
      return subscriptionCommand(deps, command, place)
    case 'mute':
    case 'mutes':
    case 'unmute':
      return muteCommand(deps, command, place)
    case 'approval':
      return approvalCommand(deps, command, place)
    case 'edit':
      return editorCommand(deps, command, place)
    case 'feeds':
    case 'add-feed':
    case 'remove-feed':
    case 'starter-feeds':
      return feedCommand(deps, command, place)
  }
}

/**
 * Begins a thread under a reply that was given before and is shown to a channel now, so that questions below it take its
 * stories first. False where that reply is not known in this space.
 */
export async function beginThread(
  { store }: Pick<ConversationDeps, 'store'>,
  reply: string,
  thread: ThreadRef,
): Promise<boolean> {
  const given = await store.replies.find(reply)
  if (given === undefined || given.platform !== thread.platform || given.space !== thread.space) return false
  await store.threads.start(shownRef(reply, thread), given.articles)
  if ((await store.threads.find(thread)) !== undefined) return true
  await store.threads.start(thread, given.articles)
  await store.threads.addTurns(thread, [
    { by: 'reader', text: given.asked, articles: [] },
    { by: 'nutgraf', text: given.lines.join('\n'), articles: given.articles },
  ])
  return true
}

/** Whether a thread was begun under that reply in that channel: it was shown there, by whichever process. */
export async function wasShown(
  { store }: Pick<ConversationDeps, 'store'>,
  reply: string,
  channel: Omit<ThreadRef, 'message'>,
): Promise<boolean> {
  return (await store.threads.find(shownRef(reply, channel))) !== undefined
}

/** A thread under no message, by which it is known that a reply was shown: no platform gives a message such an id. */
function shownRef(reply: string, { platform, space, channel }: Omit<ThreadRef, 'message'>): ThreadRef {
  return { platform, space, channel, message: `shown:${reply}` }
}
