import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10'
import { type ModalBody, modalSchema } from './check-modal.ts'
import type { Entry } from './journal.ts'
import { type ShownMessage, showMessage } from './shown-message.ts'
import { waitForQuiet, waitUntil } from './wait.ts'
import { isLoading } from './wire.ts'
import type { Channel, Interaction, World } from './world.ts'

const answerWithinMs = 3_000
const thinkingPatienceMs = 5_000 // of the machine's time, so that a handler that never answers does not hang a test

/** The kind of a first answer. */
export type FirstKind = 'pong' | 'message' | 'deferred' | 'deferred-update' | 'update' | 'autocomplete' | 'modal'

const kinds: Record<number, FirstKind> = {
  [InteractionResponseType.Pong]: 'pong',
  [InteractionResponseType.ChannelMessageWithSource]: 'message',
  [InteractionResponseType.DeferredChannelMessageWithSource]: 'deferred',
  [InteractionResponseType.DeferredMessageUpdate]: 'deferred-update',
  [InteractionResponseType.UpdateMessage]: 'update',
  [InteractionResponseType.ApplicationCommandAutocompleteResult]: 'autocomplete',
  [InteractionResponseType.Modal]: 'modal',
}

/** What came of something that a person did. It is live: what the bot does later is seen when it is read again. */
export interface Outcome {
  /** the first answer to an interaction with the milliseconds of the server's clock that it took; null when there was none */
  readonly first: { kind: FirstKind; isEphemeral: boolean; afterMs: number } | null
  /** milliseconds of the server's clock until the reply was no longer the empty place of a deferred one; null until then */
  readonly repliedAfterMs: number | null
  /** what `@original` shows now; null when there is none or it was taken away */
  readonly reply: ShownMessage | null
  /** each state that the reply and its follow-ups were changed to, in order */
  readonly edits: ShownMessage[]
  readonly followUps: ShownMessage[]
  /** what the bot posted since, in the channel and its threads, other than by the interaction */
  readonly messages: ShownMessage[]
  /** what the bot changed since of its own messages there */
  readonly changed: ShownMessage[]
  /** the threads that the bot made there since */
  readonly threads: Channel[]
  /** the window that was opened */
  readonly modal: OpenModal | null
  readonly choices: { name: string; value: string | number }[]
  readonly typing: number
  /** everything that a person reads in it: the reply, follow-ups and messages */
  readonly text: string
  /** Waits until something holds, for so many milliseconds of the machine's time (5,000); else an error with what there is. */
  until(holds: (outcome: Outcome) => boolean, patienceMs?: number): Promise<Outcome>
}

/** A window that an interaction opened, for `submit`. */
export interface OpenModal extends ModalBody {
  interaction: Interaction
}

/** Watches what comes of something done in a channel since now. */
export function watchOutcome(world: World, channel: Channel, interaction: Interaction | null, since: number): Outcome {
  const entries = () => world.journal.entries.slice(since)
  const original = () => world.messages.get(interaction?.originalId ?? '')
  const ofReply = (entry: Entry) => interaction !== null && entry.interactionId === interaction.id
  const isNear = (channelId: string) =>
    channelId === channel.id || world.channels.get(channelId)?.parentId === channel.id
  const shown = (how: 'new' | 'edit', wanted: (entry: Entry & { kind: 'message' }) => boolean) =>
    entries().flatMap((entry) => {
      const message = entry.kind === 'message' && entry.byBot ? world.messages.get(entry.messageId) : undefined
      if (entry.kind !== 'message' || !message || entry.how !== how || !wanted(entry)) return []
      return [showMessage(message, how === 'new' ? message : entry.state)]
    })
  const outcome: Outcome = {
    get first() {
      const first = interaction?.first
      return first
        ? { kind: kinds[first.type] ?? 'pong', isEphemeral: first.isEphemeral, afterMs: first.afterMs }
        : null
    },
    get repliedAfterMs() {
      const isFilled = ({ flags }: { flags: number }) => (flags & MessageFlags.Loading) === 0
      const filled = entries().find((entry) => {
        return entry.kind === 'message' && entry.messageId === interaction?.originalId && isFilled(entry.state)
      })
      return filled && interaction ? filled.at - interaction.createdAt : null
    },
    get reply() {
      const message = original()
      return message && !message.isDeleted ? showMessage(message) : null
    },
    get edits() {
      return shown('edit', (entry) => ofReply(entry) || entry.messageId === interaction?.originalId)
    },
    get followUps() {
      return shown('new', (entry) => ofReply(entry) && entry.messageId !== interaction?.originalId)
    },
    get messages() {
      return shown('new', (entry) => entry.interactionId === null && isNear(entry.channelId))
    },
    get changed() {
      return shown('edit', (entry) => entry.interactionId === null && isNear(entry.channelId))
    },
    get threads() {
      const made = entries().filter((entry) => entry.kind === 'thread' && entry.byBot && isNear(entry.channelId))
      return made.flatMap((entry) => (entry.kind === 'thread' ? (world.channels.get(entry.threadId) ?? []) : []))
    },
    get modal() {
      return interaction?.modal ? { ...modalSchema.parse(interaction.modal), interaction } : null
    },
    get choices() {
      return interaction?.choices ?? []
    },
    get typing() {
      return entries().filter((entry) => entry.kind === 'typing' && isNear(entry.channelId)).length
    },
    get text() {
      return [outcome.reply, ...outcome.followUps, ...outcome.messages]
        .flatMap((message) => message?.text ?? [])
        .join('\n\n')
    },
    async until(holds, patienceMs = 5_000) {
      if (await waitUntil(world, () => holds(outcome), patienceMs)) return outcome
      throw new Error(`waited ${patienceMs} ms in vain; so far there is:\n${outcome.text || '(nothing)'}`)
    },
  }
  return outcome
}

/** Waits until an interaction is answered in full, or can no longer be: 3 s of the server's clock for the first answer. */
export async function settleInteraction(
  world: World,
  interaction: Interaction,
  patienceMs = thinkingPatienceMs,
): Promise<void> {
  const begun = world.journal.entries.length
  const isLate = () => world.clock.now() - interaction.createdAt > answerWithinMs
  const ring = world.clock.after(answerWithinMs + 1, () => world.journal.beginRequest()())
  await waitUntil(world, () => interaction.first !== null || isLate(), answerWithinMs + 500)
  ring()
  const original = () => world.messages.get(interaction.originalId ?? '')
  const { first } = interaction
  if (first?.type === InteractionResponseType.DeferredChannelMessageWithSource) {
    const isFilled = () => {
      const message = original()
      return message === undefined || message.isDeleted || !isLoading(message)
    }
    await waitUntil(world, isFilled, patienceMs)
  }
  if (first?.type === InteractionResponseType.DeferredMessageUpdate) {
    const wrote = () => world.journal.entries.slice(begun).some((entry) => entry.kind === 'message' && entry.byBot)
    await waitUntil(world, wrote, Math.min(patienceMs, 1_000))
  }
  await waitForQuiet(world)
}

/** Waits for the bot's first message in a channel or its threads, then for quiet; typing shows that it is at work. */
export async function settleMessage(world: World, outcome: Outcome, patienceMs: number): Promise<void> {
  const hasAnswer = () => outcome.messages.length > 0 || outcome.changed.length > 0
  await waitUntil(world, hasAnswer, patienceMs)
  if (!hasAnswer() && outcome.typing + outcome.threads.length > 0) await waitUntil(world, hasAnswer, thinkingPatienceMs)
  await waitForQuiet(world)
}
