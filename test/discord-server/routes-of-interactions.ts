import { MessageFlags } from 'discord-api-types/v10'
import { answerInteraction, channelOf, writeFor } from './answer-interaction.ts'
import { checkMessage, demandContent, refuseFlaws } from './check-message.ts'
import { messageBodySchema } from './message-body.ts'
import { deleteMessage, editMessage, moderate } from './post-message.ts'
import { invalidForm, refusal } from './refusal.ts'
import { type Call, messageBucket, plainBucket, type Route, read } from './route.ts'
import { stateAfter } from './routes-of-messages.ts'
import { isLoading, messageJson } from './wire.ts'
import type { Interaction, Message } from './world.ts'

const tokenLivesMs = 15 * 60_000 // "Receiving and Responding": interaction tokens are valid for 15 minutes
const callback = '/interactions/:interaction/:token/callback'
const webhook = '/webhooks/:application/:token'

/** The routes that are called with an interaction's token: its first answer, and what follows for 15 minutes. */
export const interactionRoutes: readonly Route[] = [
  { method: 'POST', path: callback, bucket: plainBucket('callback'), isOpen: true, handle: answerInteraction },
  { method: 'POST', path: webhook, bucket: messageBucket('follow-up'), isOpen: true, handle: followUp },
  { method: 'GET', path: `${webhook}/messages/:message`, bucket: messageBucket('reply'), isOpen: true, handle: get },
  {
    method: 'PATCH',
    path: `${webhook}/messages/:message`,
    bucket: messageBucket('edit-reply'),
    isOpen: true,
    handle: edit,
  },
  {
    method: 'DELETE',
    path: `${webhook}/messages/:message`,
    bucket: messageBucket('delete-reply'),
    isOpen: true,
    handle: remove,
  },
]

function followUp(call: Call) {
  const { world } = call
  const interaction = answered(call)
  const body = read(call, messageBodySchema, 'IncomingWebhookInteractionRequest')
  refuseFlaws(checkMessage(body, 'respond', null))
  demandContent(body, null)
  const state = stateAfter(body, null)
  moderate(world, channelOf(world, interaction), world.bot, state)
  const isEphemeral = (state.flags & MessageFlags.Ephemeral) !== 0
  const place = world.messages.get(interaction.originalId ?? '')
  // The first follow-up of a deferred reply fills its place, and cannot change who sees it.
  if (place && isLoading(place)) {
    if (isEphemeral !== (place.onlyFor !== null)) throw fixedAtDefer()
    return { body: messageJson(world, editMessage(world, place, state), true) }
  }
  return { body: messageJson(world, writeFor(world, interaction, state, isEphemeral), true) }
}

function get(call: Call) {
  return { body: messageJson(call.world, find(call, answered(call)), true) }
}

function edit(call: Call) {
  const { world } = call
  const interaction = answered(call)
  const message = find(call, interaction)
  const body = read(call, messageBodySchema, 'IncomingWebhookUpdateRequestPartial')
  if ((body.flags ?? 0) & MessageFlags.Ephemeral) throw fixedAtDefer()
  refuseFlaws(checkMessage(body, 'edit', message))
  demandContent(body, message)
  const state = stateAfter(body, message)
  moderate(world, channelOf(world, interaction), world.bot, state)
  return { body: messageJson(world, editMessage(world, message, state), true) }
}

function remove(call: Call) {
  deleteMessage(call.world, find(call, answered(call)))
  return {}
}

/** The interaction of a token that still lives (else 50027) and was acknowledged (else 10015). */
function answered({ world, param }: Call): Interaction {
  const interaction = world.interactions.get(param('token'))
  if (!interaction || param('application') !== world.application.id) throw refusal('unknownWebhook')
  if (world.clock.now() - interaction.createdAt > tokenLivesMs) throw refusal('invalidWebhookToken')
  if (!interaction.first) throw refusal('unknownWebhook')
  return interaction
}

/** A message of this interaction: its reply, or a follow-up. Unknown or of another → 10008. */
function find({ world, param }: Call, interaction: Interaction): Message {
  const id = param('message')
  const message = world.messages.get(id === '@original' ? (interaction.originalId ?? '') : id)
  if (!message || message.isDeleted || !belongs(message, interaction)) throw refusal('unknownMessage')
  return message
}

function belongs(message: Message, { id, sourceMessageId, originalId }: Interaction): boolean {
  return message.interaction?.id === id || message.id === sourceMessageId || message.id === originalId
}

function fixedAtDefer() {
  return invalidForm([
    {
      path: ['flags'],
      code: 'MESSAGE_FLAGS_INVALID',
      message: 'whether a reply is ephemeral is settled by its first answer',
    },
  ])
}
