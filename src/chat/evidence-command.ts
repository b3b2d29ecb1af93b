import type { Reply, ReplyCard } from '../domain/reply.ts'
import type { GivenReply } from '../domain/stored.ts'
import { briefStored } from '../pipeline/brief-stored.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { evidenceReply } from './evidence-reply.ts'
import { givenReply } from './given-reply.ts'
import { makeReply, noticeReply } from './make-reply.ts'
import { evidenceCard } from './story-cards.ts'

/** The sentences that a reply rests on, each with its number, story by story. */
export async function evidenceCommand(deps: ConversationDeps, id: string, place: Place): Promise<Reply> {
  const given = await givenReply(deps, id, place)
  const cards = await keptEvidence(deps, given)
  if (cards !== null) return makeReply({ cards })
  const stored = await deps.store.articles.findMany(given.articles)
  if (given.articles.length > 0 && stored.length === 0) return noticeReply('Those stories are no longer stored.')
  return evidenceReply(given.lines.join('\n'), stored)
}

/** The sentences that a reply of briefs rests on, a card a story: as they were kept, else as its articles are now. Null where it is of none, or they are gone. */
export async function keptEvidence(
  { store }: Pick<ConversationDeps, 'store'>,
  { reply, articles, evidence }: GivenReply,
): Promise<ReplyCard[] | null> {
  if (evidence !== null) return evidence
  const isBriefs =
    reply.cards.length === articles.length && reply.cards.every(({ sections }) => sections.some(hasMarks))
  const stored = isBriefs ? await store.articles.findMany(articles) : []
  return stored.length === 0 ? null : (await briefStored(store, stored)).map(evidenceCard)
}

function hasMarks({ items }: Reply['cards'][number]['sections'][number]): boolean {
  return items.some(({ marks }) => marks.length > 0)
}
