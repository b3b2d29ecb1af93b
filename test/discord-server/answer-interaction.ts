import { InteractionResponseType, InteractionType, MessageFlags } from 'discord-api-types/v10'
import { z } from 'zod'
import { checkChoice } from './check-command.ts'
import { checkMessage, demandContent, refuseFlaws } from './check-message.ts'
import { checkModal, modalSchema } from './check-modal.ts'
import { messageBodySchema, readBody } from './message-body.ts'
import { schemaFlaws } from './openapi.ts'
import { editMessage, moderate, postMessage } from './post-message.ts'
import { invalidForm, refusal } from './refusal.ts'
import type { Call } from './route.ts'
import { stateAfter } from './routes-of-messages.ts'
import { messageJson } from './wire.ts'
import type { Channel, Interaction, Message, MessageState, World } from './world.ts'

const firstWithinMs = 3_000 // "Receiving and Responding": an initial response within 3 seconds
const { Pong, ChannelMessageWithSource, DeferredChannelMessageWithSource } = InteractionResponseType
const { DeferredMessageUpdate, UpdateMessage, ApplicationCommandAutocompleteResult, Modal } = InteractionResponseType

const callbackSchema = z.looseObject({ type: z.number().int(), data: z.unknown().optional() })
const autocompleteSchema = z.looseObject({
  choices: z.array(z.looseObject({ name: z.string(), value: z.union([z.string(), z.number()]) })),
})

const schemaByType: Record<number, string> = {
  [Pong]: 'PongInteractionCallbackRequest',
  [ChannelMessageWithSource]: 'CreateMessageInteractionCallbackRequest',
  [DeferredChannelMessageWithSource]: 'CreateMessageInteractionCallbackRequest',
  [DeferredMessageUpdate]: 'UpdateMessageInteractionCallbackRequest',
  [UpdateMessage]: 'UpdateMessageInteractionCallbackRequest',
  [ApplicationCommandAutocompleteResult]: 'ApplicationCommandAutocompleteCallbackRequest',
  [Modal]: 'ModalInteractionCallbackRequest',
}

/** Takes the first answer to an interaction: in time (10062), once (40060), of a type that it may have (50035). */
export function answerInteraction(call: Call) {
  const { world, param, query } = call
  const interaction = world.interactions.get(param('token'))
  const afterMs = world.clock.now() - (interaction?.createdAt ?? 0)
  if (interaction?.id !== param('interaction')) throw refusal('unknownInteraction')
  if (interaction.first) throw refusal('alreadyAcknowledged')
  if (afterMs > firstWithinMs) throw refusal('unknownInteraction')
  const { type, data } = readBody(callbackSchema, call.body)
  if (!typesFor(world, interaction).includes(type)) {
    throw invalidForm([
      { path: ['type'], code: 'BASE_TYPE_CHOICES', message: `this interaction may not be answered by type ${type}` },
    ])
  }
  refuseFlaws(schemaFlaws(schemaByType[type] ?? '', call.body))
  const message = take(world, interaction, type, data)
  interaction.first = { type, isEphemeral: message?.onlyFor !== null && message !== undefined, afterMs }
  interaction.originalId = message?.id ?? null
  const { channelId, id: interactionId } = interaction
  world.journal.add({ kind: 'response', at: world.clock.now(), channelId, interactionId, responseType: type })
  return query.get('with_response') === 'true'
    ? { status: 200, body: responseJson(world, interaction, type, message) }
    : {}
}

/** The channel where an interaction happened; gone → 10003. */
export function channelOf(world: World, interaction: Interaction): Channel {
  const channel = world.channels.get(interaction.channelId)
  if (!channel) throw refusal('unknownChannel')
  return channel
}

/** Writes the message of an interaction, for everybody or for its person alone. */
export function writeFor(world: World, interaction: Interaction, state: MessageState, isEphemeral: boolean): Message {
  const { id, type, userId, name } = interaction
  return postMessage(world, channelOf(world, interaction), {
    author: world.bot,
    state,
    type: type === InteractionType.ApplicationCommand ? 20 : 19,
    onlyFor: isEphemeral ? userId : null,
    interaction: { id, type, userId, name },
  })
}

function typesFor(world: World, { type, sourceMessageId }: Interaction): number[] {
  const updates =
    sourceMessageId !== null && world.messages.has(sourceMessageId) ? [DeferredMessageUpdate, UpdateMessage] : []
  const messages = [ChannelMessageWithSource, DeferredChannelMessageWithSource]
  switch (type) {
    case InteractionType.Ping:
      return [Pong]
    case InteractionType.ApplicationCommandAutocomplete:
      return [ApplicationCommandAutocompleteResult]
    case InteractionType.ModalSubmit:
      return [...messages, ...updates]
    default:
      return [...messages, ...updates, Modal]
  }
}

function take(world: World, interaction: Interaction, type: number, data: unknown): Message | undefined {
  const source = world.messages.get(interaction.sourceMessageId ?? '')
  switch (type) {
    case ChannelMessageWithSource:
      return reply(world, interaction, data)
    case DeferredChannelMessageWithSource:
      return defer(world, interaction, data)
    case DeferredMessageUpdate:
      return source
    case UpdateMessage: {
      if (!source || source.isDeleted) throw refusal('unknownMessage')
      const body = readBody(messageBodySchema, data)
      refuseFlaws(under(checkMessage(body, 'edit', source)))
      demandContent(body, source)
      const state = stateAfter(body, source)
      moderate(world, channelOf(world, interaction), world.bot, state)
      return editMessage(world, source, state)
    }
    case ApplicationCommandAutocompleteResult:
      interaction.choices = readChoices(data)
      return undefined
    case Modal: {
      const modal = readBody(modalSchema, data)
      refuseFlaws(under(checkModal(modal)))
      interaction.modal = modal
      return undefined
    }
    default:
      return undefined
  }
}

function reply(world: World, interaction: Interaction, data: unknown): Message {
  const body = readBody(messageBodySchema, data)
  refuseFlaws(under(checkMessage(body, 'respond', null)))
  demandContent(body, null)
  const state = stateAfter(body, null)
  moderate(world, channelOf(world, interaction), world.bot, state)
  return writeFor(world, interaction, state, (state.flags & MessageFlags.Ephemeral) !== 0)
}

/** Keeps the place of the reply. Whether it is ephemeral is settled here; no other flag is valid. */
function defer(world: World, interaction: Interaction, data: unknown): Message {
  const flags = readBody(z.looseObject({ flags: z.number().int().nullish() }).nullish(), data)?.flags ?? 0
  if (flags & ~MessageFlags.Ephemeral) {
    throw invalidForm([
      {
        path: ['data', 'flags'],
        code: 'MESSAGE_FLAGS_INVALID',
        message: 'only EPHEMERAL is valid in a deferred reply',
      },
    ])
  }
  const isEphemeral = (flags & MessageFlags.Ephemeral) !== 0
  return writeFor(
    world,
    interaction,
    { content: '', embeds: [], components: [], flags: flags | MessageFlags.Loading },
    isEphemeral,
  )
}

function readChoices(data: unknown) {
  const { choices } = readBody(autocompleteSchema, data)
  const flaws = choices.flatMap((choice, index) => checkChoice(choice, ['data', 'choices', index]))
  if (choices.length > 25)
    flaws.push({ path: ['data', 'choices'], code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 25 or fewer in length.' })
  refuseFlaws(flaws)
  return choices.map(({ name, value }) => ({ name, value }))
}

function under(flaws: ReturnType<typeof checkMessage>) {
  return flaws.map((one) => ({ ...one, path: ['data', ...one.path] }))
}

function responseJson(world: World, interaction: Interaction, type: number, message: Message | undefined) {
  const { id, guildId, channelId, first } = interaction
  return {
    interaction: {
      ...{ id, type: interaction.type, channel_id: channelId, ...(guildId === null ? {} : { guild_id: guildId }) },
      ...(message ? { response_message_id: message.id, response_message_ephemeral: first?.isEphemeral ?? false } : {}),
      ...(message ? { response_message_loading: (message.flags & MessageFlags.Loading) !== 0 } : {}),
    },
    resource: { type, ...(message ? { message: messageJson(world, message, true) } : {}) },
  }
}
