import { AppError } from '../domain/app-error.ts'
import type { Command } from '../domain/command.ts'
import type { Mute } from '../domain/delivery.ts'
import type { Reply, ReplyItem } from '../domain/reply.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { listReply, noticeReply } from './make-reply.ts'
import { noteChange } from './note-change.ts'
import { mustBeAllowed } from './permissions.ts'

/** A channel that mutes more than this wants another topic. */
const mostMutes = 50
const longestValue = 100
/** What a story's title is looked for among. */
const shownDays = 60

type MuteCommand = Extract<Command, { kind: 'mute' | 'mutes' | 'unmute' }>

/** Keeps words, publishers and single stories out of a channel's digests; takes that back; lists it. */
export async function muteCommand(deps: ConversationDeps, command: MuteCommand, place: Place): Promise<Reply> {
  const { asker } = place
  const mutes = await deps.store.mutes.list(asker)
  if (command.kind === 'mutes') return listOf(deps, mutes)
  mustBeAllowed(deps.policy, 'subscriptions', asker)
  if (command.kind === 'unmute') return unmute(deps, command.value, mutes, place)
  // Words in quote marks are meant as they stand, without the marks.
  const value = command.value
    .replace(/[“”„"]/g, '')
    .trim()
    .replace(/\s+/g, ' ')
  if (value === '') throw new AppError('usage', `Say what to leave out: ${deps.wording.mute}`)
  if (value.length > longestValue) throw new AppError('usage', `That is too long: ${longestValue} characters at most.`)
  if (mutes.length >= mostMutes)
    throw new AppError(
      'usage',
      `This channel mutes ${mostMutes} things already. Take one back first: ${deps.wording.unmute}`,
    )
  const mute = command.what === 'story' ? await findStory(deps, value, place) : { value, label: value }
  const { platform, space, channel, user } = asker
  const createdAt = deps.now().toISOString()
  await deps.store.mutes.add({ ...mute, platform, space, channel, kind: command.what, createdBy: user, createdAt })
  const said = inWords({ ...mute, kind: command.what })
  await noteChange(deps, asker, `muted ${said} in channel ${channel}`)
  return noticeReply(`Digests in this channel leave out ${said} from now on. To take that back: ${deps.wording.unmute}`)
}

function listOf({ wording }: ConversationDeps, mutes: Mute[]): Reply {
  if (mutes.length === 0)
    return noticeReply(`Digests in this channel leave nothing out. Mute something: ${wording.mute}`)
  const items = mutes.map((mute): ReplyItem => ({ label: null, text: inWords(mute), source: null, marks: [] }))
  return listReply('Left out of the digests of this channel', items, [`To take one back: ${wording.unmute}`])
}

async function unmute(deps: ConversationDeps, typed: string, mutes: Mute[], { asker }: Place): Promise<Reply> {
  const wanted = typed
    .trim()
    .replace(/^(?:word|publisher|story)\s+/i, '')
    .toLowerCase()
  const found = mutes.filter(({ value, label }) => [value, label].some((text) => text.toLowerCase() === wanted))
  if (wanted === '' || found.length === 0) {
    throw new AppError('not-found', `“${typed.trim()}” is not muted here. The list shows what is.`)
  }
  for (const mute of found) await deps.store.mutes.remove(mute)
  await noteChange(deps, asker, `took back the mute of ${found.map(inWords).join(', ')} in channel ${asker.channel}`)
  return noticeReply(`Digests in this channel may bring ${found.map(inWords).join(', ')} again.`)
}

/** A story that was shown in the channel, by words of its title; the newest where several fit. */
async function findStory(
  { store, now }: ConversationDeps,
  words: string,
  { asker }: Place,
): Promise<Pick<Mute, 'value' | 'label'>> {
  const since = new Date(now().getTime() - shownDays * 86_400_000).toISOString()
  const shown = await store.articles.findMany([...(await store.deliveries.shown(asker, since)).keys()])
  const wanted = words.toLowerCase().split(' ')
  const fitting = shown
    .filter(({ value }) => wanted.every((word) => value.title?.toLowerCase().includes(word)))
    .sort((a, b) => (a.sortedAt < b.sortedAt ? 1 : -1))
  const [story] = fitting
  if (story === undefined) {
    throw new AppError('not-found', `No story that was posted here has “${words}” in its title.`)
  }
  return { value: story.repostOf ?? story.article, label: story.value.title ?? words }
}

function inWords({ kind, label }: Pick<Mute, 'kind' | 'label'>): string {
  if (kind === 'word') return `stories with “${label}”`
  return kind === 'publisher' ? `what ${label} publishes` : `the story “${label}”`
}
