import { AppError } from '../domain/app-error.ts'
import type { Command } from '../domain/command.ts'
import type { Reply } from '../domain/reply.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { noticeReply } from './make-reply.ts'
import { noteChange } from './note-change.ts'
import { mustBeAdmin, mustBeAllowed, mustBeMember } from './permissions.ts'

/** Says whether the digests and briefs of a channel wait for an editor, switches that on with the channel that shows the drafts, or off. */
export async function approvalCommand(
  deps: ConversationDeps,
  { editors }: Extract<Command, { kind: 'approval' }>,
  place: Place,
): Promise<Reply> {
  const { asker } = place
  const { store, wording } = deps
  mustBeMember(asker, 'how approval stands')
  const before = await store.approvals.find(asker)
  if (editors === '') {
    return noticeReply(
      before === undefined
        ? `Digests of this channel are posted at once. To have an editor approve them first: ${wording.approval}`
        : `Digests and briefs of this channel wait for an editor in ${await nameOf(place, before.editors)}. To end that: ${wording.approvalOff}`,
    )
  }
  mustBeAllowed(deps.policy, 'subscriptions', asker)
  mustBeAdmin(asker, 'approval')
  if (editors.toLowerCase() === 'off') return switchOff(deps, place)
  const found = await findEditors(deps, place, editors)
  const { platform, space, channel, user } = asker
  const own = await place.look?.(channel)
  if (own?.kind === 'problem') throw new AppError('usage', `About this channel: ${own.problem}`)
  const setAt = deps.now().toISOString()
  const name = own?.name ?? null
  await store.approvals.set({ platform, space, channel, name, editors: found.id, setBy: user, setAt })
  await noteChange(deps, asker, `made digests in channel ${channel} wait for an editor in channel ${found.id}`)
  return noticeReply(
    `From now on digests and briefs of this channel wait until somebody in ${shown(found.name)} approves them. To end that: ${wording.approvalOff}`,
  )
}

/** What waits goes out with it: the program looks for that every few seconds. */
async function switchOff(deps: ConversationDeps, { asker }: Place): Promise<Reply> {
  if (!(await deps.store.approvals.remove(asker)))
    return noticeReply('Digests of this channel are posted at once already.')
  await noteChange(deps, asker, `let digests in channel ${asker.channel} go out without an editor`)
  return noticeReply('Digests of this channel are posted at once again. What still waits goes out within seconds.')
}

/** The channel for drafts: another one than this, where we may post. */
async function findEditors(
  { wording }: ConversationDeps,
  place: Place,
  typed: string,
): Promise<{ id: string; name: string | null }> {
  if (typed.toLowerCase() === 'on')
    throw new AppError('usage', `Say in which channel editors see the drafts: ${wording.approval}`)
  const id = /^<?#?([A-Z]\w+|\d+)>?$/.exec(typed)?.[1]
  const found = id === undefined ? undefined : await place.look?.(id)
  if (id === undefined || found === undefined) {
    throw new AppError(
      'usage',
      `“${typed}” is no channel that I know. Choose one from the list that opens when you type #: ${wording.approval}`,
    )
  }
  if (id === place.asker.channel)
    throw new AppError('usage', `Drafts need a channel of their own, which only editors are in: ${wording.approval}`)
  if (found.kind === 'problem') throw new AppError('usage', found.problem)
  if (found.unfit !== null) throw new AppError('usage', found.unfit)
  return { id, name: found.name }
}

async function nameOf({ look }: Place, channel: string): Promise<string> {
  const found = await look?.(channel)
  return shown(found?.kind === 'channel' ? found.name : null)
}

function shown(name: string | null): string {
  return name === null ? 'the channel for drafts' : `#${name}`
}
