import type { Asker } from '../domain/asker.ts'
import type { Reply } from '../domain/reply.ts'
import type { ConversationDeps } from './conversation-deps.ts'
import { makeReply } from './make-reply.ts'
import { isAllowed } from './permissions.ts'

/** What this person can type here, one line each. */
export function helpReply({ wording, policy }: Pick<ConversationDeps, 'wording' | 'policy'>, asker: Asker): Reply {
  const items = wording.help
    .filter(({ needs }) => needs === undefined || isAllowed(policy, needs, asker))
    .map(({ typed, does }) => ({ label: typed, text: does, source: null, marks: [] }))
  const sections = [{ kind: 'commands' as const, heading: null, items }]
  return makeReply({ cards: [{ title: 'What to type', url: null, about: [], sections, footer: null }] })
}
