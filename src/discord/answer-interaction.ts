import type { ChatInputCommandInteraction, Interaction, MessageContextMenuCommandInteraction } from 'discord.js'
import { converse } from '../chat/conversation.ts'
import type { Command } from '../domain/command.ts'
import { answerButton, answerModal } from './answer-button.ts'
import { answerMenu } from './answer-draft.ts'
import { completeOption } from './complete-option.ts'
import type { Answering } from './discord-deps.ts'
import { spotOfInteraction } from './find-place.ts'
import { lookAtChannel } from './look-at-channel.ts'
import { readMenuCommand, readSlashCommand } from './read-command.ts'
import { mostMessages, replyMessages } from './reply-messages.ts'
import { respond } from './respond.ts'

/** Answers whatever a person does with a command, a menu, a button or a window. */
export async function answerInteraction(answering: Answering, interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) return completeOption(answering, interaction)
  if (interaction.isChatInputCommand())
    return answerCommand(answering, interaction, () => readSlashCommand(interaction))
  if (interaction.isMessageContextMenuCommand())
    return answerCommand(answering, interaction, () => readMenuCommand(interaction))
  if (interaction.isButton()) return answerButton(answering, interaction)
  if (interaction.isStringSelectMenu()) return answerMenu(answering, interaction)
  if (interaction.isModalSubmit()) return answerModal(answering, interaction)
}

/**
 * Only the asker sees the answer, and can show it; in direct messages nobody else is there, and in a thread of ours a question is
 * part of the conversation.
 */
async function answerCommand(
  answering: Answering,
  interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction,
  read: () => Command,
): Promise<void> {
  const { log, conversation, connection, work } = answering
  const { asker, thread, isDirect } = spotOfInteraction(interaction)
  const { channel, commandName } = interaction
  const isInOurThread = channel?.isThread() === true && channel.ownerId === connection.client.user.id
  const isEphemeral = !isDirect && !(isInOurThread && commandName === 'ask')
  await respond(log, interaction, { isEphemeral }, async () => {
    const command = read()
    const look = (id: string) => lookAtChannel(connection.client, asker.space, id)
    if (isEphemeral) {
      const reply = await converse(conversation, command, { asker, thread: null, look })
      return replyMessages(reply, { messages: mostMessages.ephemeral, more: ['show'] })
    }
    return work.inOrder(thread?.message ?? '', async () =>
      replyMessages(await converse(conversation, command, { asker, thread, look }), { messages: mostMessages.public }),
    )
  })
}
