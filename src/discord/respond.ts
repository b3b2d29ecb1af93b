import {
  type APIModalInteractionResponseCallbackData,
  type ButtonInteraction,
  MessageFlags,
  type RepliableInteraction,
} from 'discord.js'
import { AppError } from '../domain/app-error.ts'
import type { Log } from '../domain/log.ts'
import { isOver, refusalSentence } from './refusals.ts'
import { type DiscordMessage, sentenceMessage } from './reply-messages.ts'

/** What a person is told where something of ours failed. */
const faultSentence = 'Something went wrong here, and it was logged. Try again in a minute.'

/**
 * Answers a command, button or window: first with the place of a reply, within Discord's three seconds whatever happens behind,
 * then with what `work` makes. What fails is said in that place.
 */
export async function respond(
  log: Log,
  interaction: RepliableInteraction,
  { isEphemeral }: { isEphemeral: boolean },
  work: () => Promise<DiscordMessage[]>,
): Promise<void> {
  try {
    await interaction.deferReply(isEphemeral ? { flags: MessageFlags.Ephemeral } : {})
  } catch (error) {
    if (!isOver(error)) throw error
    // Another process has answered, or the three seconds were over before the event came.
    return log.warn('Discord no longer took the first answer to an interaction', { interaction: interaction.id })
  }
  const [first = sentenceMessage(faultSentence), ...rest] = await workedOut(log, work)
  try {
    await interaction.editReply(first)
    for (const message of rest) {
      const ephemeral = isEphemeral ? MessageFlags.Ephemeral : 0
      await interaction.followUp({ ...message, flags: message.flags | ephemeral })
    }
  } catch (error) {
    if (isOver(error)) return log.warn('Discord no longer took an answer', { interaction: interaction.id })
    await interaction.editReply(sentenceMessage(sentenceOf(log, error)))
  }
}

/** Opens a window over a button; it cannot be deferred, so nothing is looked up before. */
export async function openWindow(
  log: Log,
  interaction: ButtonInteraction,
  modal: APIModalInteractionResponseCallbackData,
): Promise<void> {
  try {
    await interaction.showModal(modal)
  } catch (error) {
    if (!isOver(error)) throw error
    log.warn('Discord no longer took a window', { interaction: interaction.id })
  }
}

/** What `work` makes, or one sentence on why it failed. */
export async function workedOut(log: Log, work: () => Promise<DiscordMessage[]>): Promise<DiscordMessage[]> {
  try {
    return await work()
  } catch (error) {
    return [sentenceMessage(sentenceOf(log, error))]
  }
}

/** What a person can do about a failure, in one sentence; a fault of ours is logged. */
export function sentenceOf(log: Log, error: unknown): string {
  if (error instanceof AppError) return error.message
  const sentence = refusalSentence(error)
  if (sentence === null) log.fault('Discord: an answer failed', error)
  return sentence ?? faultSentence
}
