import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10'
import { modalSchema } from './check-modal.ts'
import type { Entry } from './journal.ts'
import { mayIn } from './permissions.ts'
import { renderComponent, renderState } from './render-message.ts'
import type { Channel, Message, User, World } from './world.ts'

type MessageEntry = Entry & { kind: 'message' }

/**
 * What one person sees in a channel and its threads, in the order of time, as text for a checked-in file: no ids and no
 * clock times. States that a message only passed through before anybody did something more are left out.
 */
export function writeTranscript(world: World, viewer: User, channel: Channel): string {
  const lines: string[] = [
    `# ${channel.recipientId === null ? channel.name : `direct messages of ${viewer.displayName}`}`,
  ]
  let place = channel.id
  let pending: MessageEntry[] = []
  const goTo = (channelId: string) => {
    if (channelId === place) return
    place = channelId
    const thread = world.channels.get(channelId)
    lines.push('', thread?.id === channel.id ? `— in ${channel.name} —` : `— in the thread “${thread?.name}” —`)
  }
  const flush = () => {
    for (const id of new Set(pending.map(({ messageId }) => messageId))) {
      const steps = pending.filter(({ messageId }) => messageId === id)
      const message = world.messages.get(id)
      const last = steps.at(-1)
      const isNew = steps[0]?.how === 'new'
      if (!message || !last || (isNew && last.how === 'delete')) continue
      goTo(message.channelId)
      lines.push('', ...blockOf(world, message, last, isNew))
    }
    pending = []
  }
  for (const entry of world.journal.entries) {
    const isHere = entry.channelId === channel.id || world.channels.get(entry.channelId)?.parentId === channel.id
    if (!isHere || !isSeen(world, viewer, entry)) continue
    if (entry.kind === 'message' && entry.byBot) {
      pending.push(entry)
      continue
    }
    if (entry.kind === 'response') {
      const shown = windowOf(world, entry)
      if (shown.length > 0) flush()
      lines.push(...shown)
      continue
    }
    if (entry.kind === 'person' || entry.kind === 'message') {
      flush()
      goTo(entry.channelId)
      const message = entry.kind === 'message' ? world.messages.get(entry.messageId) : undefined
      if (entry.kind === 'message' && message) lines.push('', ...blockOf(world, message, entry, entry.how === 'new'))
      if (entry.kind === 'person') lines.push('', `${world.users.get(entry.userId)?.displayName} ${entry.does}`)
    }
  }
  flush()
  return `${lines.join('\n')}\n`
}

function isSeen(world: World, viewer: User, entry: Entry): boolean {
  const channel = world.channels.get(entry.channelId)
  if (channel && !mayIn(world, viewer.id, channel, 'ViewChannel')) return false
  switch (entry.kind) {
    case 'message': {
      const onlyFor = world.messages.get(entry.messageId)?.onlyFor ?? null
      return onlyFor === null || onlyFor === viewer.id
    }
    case 'person':
      return entry.userId === viewer.id
    case 'response':
      return interactionOf(world, entry)?.userId === viewer.id
    default:
      return true
  }
}

/** A message with who wrote it; what belongs to a command that another person used says so. */
function blockOf(world: World, message: Message, { how, state }: MessageEntry, isNew: boolean): string[] {
  const name = message.author.displayName
  const only = message.onlyFor === null ? '' : ' (only you can see this)'
  if (how === 'delete') return [`${name} takes a message away${only}`]
  if (state.flags & MessageFlags.Loading) return [`${name} is thinking…${only}`]
  const { interaction } = message
  const asker = world.users.get(interaction?.userId ?? '')?.displayName
  const about =
    isNew && message.onlyFor === null && interaction?.name && asker ? `, to ${asker}’s “${interaction.name}”` : ''
  const head = isNew ? `${name}${about}${only}:` : `${name} changes the message${only}:`
  return [head, ...renderState(world, state).map((line) => `  ${line}`.trimEnd())]
}

/** The window or the choices that a response opened. */
function windowOf(world: World, entry: Entry & { kind: 'response' }): string[] {
  const interaction = interactionOf(world, entry)
  if (entry.responseType === InteractionResponseType.ApplicationCommandAutocompleteResult) {
    return (interaction?.choices ?? []).map(({ name }) => `  › ${name}`)
  }
  if (entry.responseType !== InteractionResponseType.Modal || !interaction?.modal) return []
  const { title, components } = modalSchema.parse(interaction.modal)
  const parts = components.flatMap((component) => renderComponent(world, component))
  return ['', `A window opens: ${title}`, ...parts.map((line) => `  ${line}`.trimEnd())]
}

function interactionOf(world: World, entry: Entry) {
  return [...world.interactions.values()].find(({ id }) => id === entry.interactionId)
}
