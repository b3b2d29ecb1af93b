import type { Reply } from '../domain/reply.ts'
import { briefStored } from '../pipeline/brief-stored.ts'
import { evidenceSection } from './brief-reply.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { evidenceReply } from './evidence-reply.ts'
import { givenReply } from './given-reply.ts'
import { makeReply, noticeReply } from './make-reply.ts'

/** The sentences that a reply rests on, each with its number, story by story. */
export async function evidenceCommand(deps: ConversationDeps, id: string, place: Place): Promise<Reply> {
  const { reply, lines, articles } = await givenReply(deps, id, place)
  const stored = await deps.store.articles.findMany(articles)
  if (articles.length > 0 && stored.length === 0) return noticeReply('Those stories are no longer stored.')
  const isBriefs =
    reply.cards.length === articles.length && reply.cards.every(({ sections }) => sections.some(hasMarks))
  if (!isBriefs) return evidenceReply(lines.join('\n'), stored)
  const cards = (await briefStored(deps.store, stored)).map(({ brief, analysis, stored: article }) => ({
    title: brief.title,
    url: brief.articles[0]?.url ?? null,
    about: [],
    sections: [evidenceSection(brief, analysis, article.value.text)],
    footer: null,
  }))
  return makeReply({ cards })
}

function hasMarks({ items }: Reply['cards'][number]['sections'][number]): boolean {
  return items.some(({ marks }) => marks.length > 0)
}
