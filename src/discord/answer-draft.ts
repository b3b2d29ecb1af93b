import type { ButtonInteraction, ModalSubmitInteraction, StringSelectMenuInteraction } from 'discord.js'
import { converse } from '../chat/conversation.ts'
import type { EditorDeed } from '../domain/command.ts'
import type { Answering } from './discord-deps.ts'
import { nameOf, spotOfInteraction } from './find-place.ts'
import { readMenuId } from './menus.ts'
import { mostMessages, replyMessages } from './reply-messages.ts'
import { respond } from './respond.ts'

/** Does with a draft what an editor pressed, chose or wrote, and tells them alone what came of it; the draft itself changes within seconds. */
export async function answerDraft(
  { log, conversation }: Answering,
  interaction: ButtonInteraction | StringSelectMenuInteraction | ModalSubmitInteraction,
  delivery: string,
  deed: EditorDeed,
): Promise<void> {
  const { asker } = spotOfInteraction(interaction)
  const command = { kind: 'edit', delivery, deed, by: nameOf(interaction) } as const
  await respond(log, interaction, { isEphemeral: true }, async () =>
    replyMessages(await converse(conversation, command, { asker, thread: null }), { messages: mostMessages.ephemeral }),
  )
}

/** Answers a choice from a menu: something is left out. */
export async function answerMenu(answering: Answering, interaction: StringSelectMenuInteraction): Promise<void> {
  const [choice = ''] = interaction.values
  await answerDraft(answering, interaction, readMenuId(interaction.customId) ?? '', { does: 'leave-out', choice })
}
