import { blocksText, type NameOf, readMrkdwn } from './block-text.ts'
import type { Entry } from './journal.ts'
import { objectOf, textOf } from './json.ts'
import type { SlackState } from './state.ts'
import type { Channel, Message, User, View } from './world.ts'

/** Something that one person sees, with the thread it stands in. */
interface Seen {
  order: number
  threadTs: string | null
  lines: string[]
  /** The message's own time, where it is one. */
  ts: string | null
}

/**
 * What one person sees in a channel and its threads, as text that can be read and compared: what they typed and clicked as `> …`,
 * messages with their author, ephemeral ones marked, replies indented under their root, modals where they opened. Changed messages
 * stand as they are now, deleted ones not at all.
 */
export function transcriptOf(state: SlackState, user: User, channel: Channel): string {
  const nameOf: NameOf = (id) => nameIn(state, id)
  const seen = seenIn(state, user, channel, nameOf)
  const roots = seen.filter(({ threadTs, ts }) => threadTs === null || threadTs === ts)
  const title = channel.kind === 'im' ? `${user.realName} and Nutgraf` : `#${channel.name}, as ${user.realName} sees it`
  const texts = roots.map((root) => {
    const replies = root.ts === null ? [] : seen.filter((one) => one !== root && one.threadTs === root.ts)
    const inside = replies.flatMap((reply) => ['', ...reply.lines]).map((line) => (line === '' ? '' : `    ${line}`))
    return [...root.lines, ...inside].join('\n')
  })
  return `${[title, ...texts].join('\n\n')}\n`
}

/** A person's or channel's name; the bots are called Nutgraf. */
export function nameIn({ world }: SlackState, id: string): string {
  if (world.teams.some((team) => team.bot.userId === id)) return 'Nutgraf'
  return world.users.find((one) => one.id === id)?.realName ?? world.channels.find((one) => one.id === id)?.name ?? id
}

function seenIn(state: SlackState, user: User, channel: Channel, nameOf: NameOf): Seen[] {
  const found: Seen[] = []
  // Modals belong to no channel: they are shown where the person last did something.
  let last = { channel: '', threadTs: null as string | null }
  for (const entry of state.journal.entries) {
    if (entry.kind === 'message') {
      const message = currentOf(state, entry.message)
      if (!message || message.channel !== channel.id) continue
      if (message.visibleTo !== null && message.visibleTo !== user.id) continue
      found.push({
        order: entry.order,
        threadTs: message.threadTs,
        ts: message.ts,
        lines: messageLines(message, nameOf),
      })
      continue
    }
    if (entry.kind === 'act' && entry.user === user.id && entry.channel !== null)
      last = { channel: entry.channel, threadTs: entry.threadTs }
    const lines = linesOf(state, entry, user, channel, last.channel, nameOf)
    if (lines === undefined) continue
    const threadTs =
      entry.kind === 'status' ? entry.threadTs : entry.kind === 'act' && entry.channel ? entry.threadTs : last.threadTs
    found.push({ order: entry.order, threadTs, ts: null, lines })
  }
  return found
}

function linesOf(
  state: SlackState,
  entry: Entry,
  user: User,
  channel: Channel,
  lastChannel: string,
  nameOf: NameOf,
): string[] | undefined {
  const isHere = (id: string | null) => (id === null || id === '' ? lastChannel : id) === channel.id
  if (entry.kind === 'act' && entry.user === user.id && isHere(entry.channel))
    return `> ${user.realName} ${entry.text}`.split('\n')
  if (entry.kind === 'notice' && entry.user === user.id && isHere(entry.channel)) return [`Slack: ${entry.text}`]
  if (entry.kind === 'status' && entry.channel === channel.id && isCurrent(state, entry))
    return [`(Nutgraf ${entry.text})`]
  if (entry.kind === 'view' && entry.how !== 'closed' && entry.view.userId === user.id && isHere(null))
    return viewLines(entry.view, entry.how, nameOf)
  return undefined
}

function messageLines(message: Message, nameOf: NameOf): string[] {
  const text = message.botId !== null && message.blocks.length > 0 ? blocksText(message.blocks, nameOf) : undefined
  const lines = text ?? readMrkdwn(message.text, nameOf).split('\n')
  const marks = [
    ...(message.visibleTo === null ? [] : ['only visible to you']),
    ...(message.isEdited ? ['edited'] : []),
    ...(message.isBroadcast ? ['also sent to the channel'] : []),
  ]
  const reactions = message.reactions.map(({ name }) => `:${name}:`).join(' ')
  const author = `${nameOf(message.user)}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}:`
  const isShort = message.botId === null && lines.length === 1
  const body = isShort ? [`${author} ${lines[0]}`] : [author, ...lines.map((line) => (line === '' ? '' : `  ${line}`))]
  return reactions === '' ? body : [...body, `  ${reactions}`]
}

function viewLines(view: View, how: string, nameOf: NameOf): string[] {
  const partText = (part: string) => textOf(objectOf(view.sent[part])['text'])
  const title = view.kind === 'home' ? 'Home' : (partText('title') ?? '')
  const buttons = [partText('submit'), partText('close')].flatMap((label) => (label === undefined ? [] : `[${label}]`))
  const lines = [...blocksText(view.sent['blocks'], nameOf), ...(buttons.length > 0 ? [buttons.join(' ')] : [])]
  return [`(${how}) ${title}`, ...lines.map((line) => (line === '' ? '' : `  ${line}`))]
}

function currentOf({ world }: SlackState, { ts, channel }: Message): Message | undefined {
  return world.messages.find((one) => one.ts === ts && one.channel === channel)
}

function isCurrent({ journal }: SlackState, status: Entry & { kind: 'status' }): boolean {
  if (status.text === '') return false
  return !journal.entries.slice(status.order + 1).some((entry) => {
    if (entry.kind === 'status') return entry.threadTs === status.threadTs
    return entry.kind === 'message' && entry.message.botId !== null && entry.message.threadTs === status.threadTs
  })
}
