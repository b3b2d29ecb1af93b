import type { ButtonInteraction, ModalSubmitInteraction } from 'discord.js'
import { MessageFlags } from 'discord.js'
import { beginThread, converse, wasShown } from '../chat/conversation.ts'
import { offerToEditors } from '../chat/offer-reply.ts'
import { reportFaultSchema } from '../domain/command.ts'
import type { Reply } from '../domain/reply.ts'
import { answerDraft } from './answer-draft.ts'
import { linkRow, readCustomId } from './buttons.ts'
import type { Answering } from './discord-deps.ts'
import { nameOf, type Spot, spotOfInteraction, threadUnder } from './find-place.ts'
import { askModal, noteModal, reportModal } from './modals.ts'
import { beginAt, postMessages, sendAll, threadName } from './post-messages.ts'
import { type DiscordMessage, mostMessages, replyMessages, sentenceMessage, withFootnote } from './reply-messages.ts'
import { openWindow, respond } from './respond.ts'

const gone = 'That reply is no longer kept. Ask anew, and its buttons will work.'

/** Answers a button. All that it needs stands in its custom_id and in the store. */
export async function answerButton(answering: Answering, interaction: ButtonInteraction): Promise<void> {
  const { log, conversation } = answering
  const pressed = readCustomId(interaction.customId)
  const spot = spotOfInteraction(interaction)
  const place = { asker: spot.asker, thread: null }
  const privately = (work: () => Promise<DiscordMessage[]>) => respond(log, interaction, { isEphemeral: true }, work)
  const reply = pressed?.reply ?? ''
  switch (pressed?.action) {
    case 'ask':
      return openWindow(log, interaction, askModal(reply))
    case 'report':
      return openWindow(log, interaction, reportModal(reply))
    case 'evidence':
      return privately(async () => ephemeral(await converse(conversation, { kind: 'evidence', reply }, place), spot))
    case 'starter-feeds':
      return privately(async () => ephemeral(await converse(conversation, { kind: 'starter-feeds' }, place), spot))
    case 'show':
      return privately(() => show(answering, interaction, reply))
    case 'approve':
    case 'discard':
      return answerDraft(answering, interaction, reply, { does: pressed.action })
    case 'retract':
      return answerDraft(answering, interaction, reply, { does: 'retract', note: null })
    case 'replace':
      return openWindow(log, interaction, noteModal(reply))
    case undefined:
      return privately(async () => [sentenceMessage(gone)])
  }
}

/** Answers a window that a button opened: where the button's message stands, or to its asker alone under what only they see. */
export async function answerModal(answering: Answering, interaction: ModalSubmitInteraction): Promise<void> {
  const { log, conversation } = answering
  const sent = readCustomId(interaction.customId)
  const spot = spotOfInteraction(interaction)
  const place = { asker: spot.asker, thread: null }
  const reply = sent?.reply ?? ''
  if (sent?.action === 'ask') return answerQuestion(answering, interaction, reply)
  if (sent?.action === 'replace') {
    const note = interaction.fields.getTextInputValue('note')
    return answerDraft(answering, interaction, reply, { does: 'retract', note })
  }
  await respond(log, interaction, { isEphemeral: true }, async () => {
    const fault = reportFaultSchema.safeParse(interaction.fields.getStringSelectValues('fault')[0])
    if (sent?.action !== 'report' || !fault.success) return [sentenceMessage(gone)]
    const note = interaction.fields.getTextInputValue('note')
    return ephemeral(await converse(conversation, { kind: 'report', reply, fault: fault.data, note }, place), spot)
  })
}

async function answerQuestion(answering: Answering, interaction: ModalSubmitInteraction, about: string): Promise<void> {
  const { log, conversation, work } = answering
  const question = interaction.fields.getTextInputValue('question')
  const spot = spotOfInteraction(interaction)
  const { asker } = spot
  const { message, channel } = interaction
  const command = { kind: 'ask', question, about } as const
  const isPublic = message !== null && !message.flags.has(MessageFlags.Ephemeral)
  const { thread } = spot
  if (isPublic && thread !== null) {
    return respond(log, interaction, { isEphemeral: false }, () =>
      work.inOrder(thread.message, async () =>
        replyMessages(await converse(conversation, command, { asker, thread }), { messages: mostMessages.public }),
      ),
    )
  }
  await respond(log, interaction, { isEphemeral: true }, async () => {
    const under = isPublic ? threadUnder(message, spot) : null
    const reply = await converse(conversation, command, { asker, thread: under })
    // What nobody can refer to, such as "that is a lot at once", is for the asker alone.
    if (!isPublic || channel === null || reply.id === null) return ephemeral(reply, spot)
    const { thread: place } = await beginAt(channel, message.id, question.slice(0, 100))
    if (place === null) return ephemeral(reply, spot)
    const trouble = await sendAll(place, replyMessages(reply, { messages: mostMessages.public }))
    return [withLink(trouble ?? 'Answered in the thread.', 'Go to the thread', place.url)]
  })
}

/** Posts a kept reply in the channel where it was shown to one person, with a thread for follow-ups; or offers it to the editors where the channel has any. */
async function show(
  { conversation, connection }: Answering,
  interaction: ButtonInteraction,
  id: string,
): Promise<DiscordMessage[]> {
  const { asker } = spotOfInteraction(interaction)
  const given = await conversation.store.replies.find(id)
  if (given === undefined || given.platform !== 'discord' || given.space !== asker.space) return [sentenceMessage(gone)]
  // Discord keeps a nonce for minutes only; presses that come together are told apart by it alone.
  if (await wasShown(conversation, id, { platform: 'discord', space: asker.space, channel: asker.channel }))
    return [sentenceMessage('It was shown in this channel already.')]
  const offered = await offerToEditors(conversation, {
    given,
    channel: asker.channel,
    by: nameOf(interaction),
    under: null,
  })
  if (offered !== null) return [sentenceMessage(offered)]
  const channel = interaction.channel ?? (await connection.client.channels.fetch(interaction.channelId))
  if (channel === null) return [sentenceMessage('That channel is gone.')]
  const shown = withFootnote(given.reply, `Shown by ${nameOf(interaction)}`)
  const { thread, url, trouble } = await postMessages(
    channel,
    replyMessages(shown, { messages: mostMessages.public }),
    // Two presses in a row show it once.
    { name: threadName(given.reply), wantsThread: true, nonce: `show-${id}`.slice(0, 25) },
  )
  await beginThread(conversation, id, thread)
  return [withLink(trouble ?? 'Shown in the channel.', 'Go there', url)]
}

/** For the asker alone, who may show it where there is a channel. */
function ephemeral(reply: Reply, { isDirect }: Spot): DiscordMessage[] {
  return replyMessages(reply, { messages: mostMessages.ephemeral, more: isDirect ? [] : ['show'] })
}

function withLink(text: string, label: string, url: string): DiscordMessage {
  const message = sentenceMessage(text)
  return { ...message, components: [...message.components, linkRow(label, url)] }
}
