import type { Reply } from '../domain/reply.ts'
import { briefStored } from '../pipeline/brief-stored.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { evidenceReply } from './evidence-reply.ts'
import { givenReply } from './given-reply.ts'
import { makeReply, noticeReply } from './make-reply.ts'
import { evidenceCard } from './story-cards.ts'

/** The sentences that a reply rests on, each with its number, story by story. */
export async function evidenceCommand(deps: ConversationDeps, id: string, place: Place): Promise<Reply> {
  const { reply, lines, articles, evidence } = await givenReply(deps, id, place)
  if (evidence !== null) return makeReply({ cards: evidence })
  const stored = await deps.store.articles.findMany(articles)
  if (articles.length > 0 && stored.length === 0) return noticeReply('Those stories are no longer stored.')
  const isBriefs =
    reply.cards.length === articles.length && reply.cards.every(({ sections }) => sections.some(hasMarks))
  if (!isBriefs) return evidenceReply(lines.join('\n'), stored)
  return makeReply({ cards: (await briefStored(deps.store, stored)).map(evidenceCard) })
}

function hasMarks({ items }: Reply['cards'][number]['sections'][number]): boolean {
  return items.some(({ marks }) => marks.length > 0)
}
