import { AppError } from '../domain/app-error.ts'
import type { Reply, ReplyAction, ReplyCard } from '../domain/reply.ts'
import type { GivenReply } from '../domain/stored.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'

/** What is remembered of one exchange: what was asked, the articles' words that the answer rests on, and the articles, best first. */
export interface Exchange {
  asked: string
  lines: string[]
  articles: string[]
  /** the sentences that it rests on, a card a story, where they come of several articles */
  evidence?: ReplyCard[] | null
}

/** Adds an exchange to the thread in which it took place; without a thread nothing is remembered. */
export async function rememberTurns(
  { store }: Pick<ConversationDeps, 'store'>,
  { thread }: Place,
  { asked, lines, articles }: Exchange,
): Promise<void> {
  if (thread === null) return
  await unlessFull(() =>
    store.threads.addTurns(thread, [
      { by: 'reader', text: asked, articles: [] },
      { by: 'nutgraf', text: lines.join('\n'), articles },
    ]),
  )
}

/** Who a reply is given to, and where. */
type Recipient = { asker: { platform: string; space: string; channel: string; user: string } }

/** Keeps a reply so that its buttons can refer to it, and gives it its id and its buttons. */
export async function keepReply(
  deps: Pick<ConversationDeps, 'store' | 'newId' | 'now'>,
  place: Recipient,
  exchange: Exchange,
  reply: Reply,
  actions: ReplyAction[],
): Promise<Reply> {
  const kept = { ...reply, id: deps.newId(), actions }
  const isKept = await unlessFull(() => deps.store.replies.save(givenOf(deps, place, exchange, kept)))
  return isKept ? kept : { ...reply, notes: [...reply.notes, unkept] }
}

/** A reply with an id, as it is kept. */
export function givenOf(
  { now }: Pick<ConversationDeps, 'now'>,
  { asker }: Recipient,
  { asked, lines, articles, evidence = null }: Exchange,
  reply: Reply & { id: string },
): GivenReply {
  const { platform, space, channel, user } = asker
  const at = now().toISOString()
  return { id: reply.id, platform, space, channel, user, asked, reply, lines, articles, evidence, at }
}

const unkept = 'My store is full, so this reply has no buttons. Whoever runs me has to free some space.'

/** False where nothing can be written: what was found is still worth showing. */
export async function unlessFull(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (error instanceof AppError && (error.code === 'store-full' || error.code === 'store-read-only')) return false
    throw error
  }
}
