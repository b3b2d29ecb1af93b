import type { Delivery } from '../domain/delivery.ts'
import type { StoredFeed } from '../domain/feed.ts'
import type { Reply } from '../domain/reply.ts'
import type { ThreadRef } from '../domain/stored.ts'
import type { Subscription } from '../domain/subscription.ts'
import type { ComposedDelivery } from '../pipeline/deliveries/compose-due.ts'
import type { ConversationDeps } from './conversation-deps.ts'
import { deliveryReply } from './delivery-reply.ts'
import { keepReply } from './remember.ts'
import { articleWords, evidenceCard, shownArticles } from './story-cards.ts'

/** Lays out what a channel gets and keeps it, so that its buttons work and a report can say what was read; null where nothing is to be posted. */
export async function writeDelivery(
  deps: Pick<ConversationDeps, 'store' | 'now'>,
  {
    delivery,
    subscription,
    composed,
    feeds,
  }: { delivery: Delivery; subscription: Subscription; composed: ComposedDelivery; feeds: StoredFeed[] },
): Promise<Reply | null> {
  const reply = deliveryReply(delivery, subscription, composed, feeds)
  if (reply === null || composed.stories.length === 0) return reply
  const { id, platform, space, channel, topic } = delivery
  const asker = { platform, space, channel, user: subscription.createdBy }
  const articles = shownArticles(composed.stories)
  const lines = composed.stories.flatMap(({ brief }) => articleWords(brief))
  const asked = `the digest on ${topic}`
  const evidence = composed.stories.map(evidenceCard)
  // One id from the slot to the buttons: what is done with the one is known of the other.
  const kept = { ...deps, newId: () => id }
  return keepReply(kept, { asker }, { asked, lines, articles, evidence }, reply, ['evidence', 'ask', 'report'])
}

/** Begins the conversation under a digest that was posted, with its stories; one that has begun stays as it is. */
export async function beginUnder(store: ConversationDeps['store'], reply: string, thread: ThreadRef): Promise<void> {
  const given = await store.replies.find(reply)
  if (given === undefined || (await store.threads.find(thread)) !== undefined) return
  await store.threads.start(thread, given.articles)
  await store.threads.addTurns(thread, [
    { by: 'reader', text: given.asked, articles: [] },
    { by: 'nutgraf', text: given.lines.join('\n'), articles: given.articles },
  ])
}
