import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, HTTPError, RateLimitError } from 'discord.js'
import { AppError } from '../domain/app-error.ts'

/** What to click so that the bot may post somewhere. */
export const allowPosting =
  'Edit Channel, Permissions, add Nutgraf, and allow View Channel, Send Messages, Create Public Threads and Send Messages in Threads'

// Discord's documentation, "Opcodes and Status Codes".
const sentences: Record<number, string> = {
  10003: 'That channel is gone.',
  10004: 'I am not in that server. Whoever manages it can invite me again.',
  10008: 'That message is gone.',
  40067: 'This forum wants a tag on each post, and I set none. Whoever manages it can take that demand back.',
  50001: `I cannot see that channel. Whoever manages it can let me in: ${allowPosting}.`,
  50007: 'I may not write to that person: their settings refuse messages from this server’s apps.',
  50008: 'That channel holds no messages.',
  50013: `I may not post there. Whoever manages the channel can allow it: ${allowPosting}.`,
  50024: 'That cannot be done in a channel of this kind.',
  50083: 'That thread is archived. Open it again with a message, and try once more.',
  160005: 'That thread is locked, and I may not write in it. Ask in the channel, or have a moderator unlock it.',
  160006: 'This server has as many open threads as it may have. Archive some, and try once more.',
  200000:
    'This server’s AutoMod blocked the post, for a word in it. Whoever manages the server can exempt me: Server Settings, Safety Setup, AutoMod.',
  200001:
    'This server’s AutoMod blocked the title of the post. Whoever manages the server can exempt me in its AutoMod settings.',
}

/** Discord's code of a refusal, such as 50013; undefined for any other failure. */
export function refusalCode(error: unknown): number | undefined {
  return error instanceof DiscordAPIError ? Number(error.code) : undefined
}

/** A refusal that a person can act on, in one sentence; null for one that is a fault of ours, or no refusal. */
export function refusalSentence(error: unknown): string | null {
  return sentences[refusalCode(error) ?? 0] ?? null
}

/** A deleted message, a thread that was closed or is one too many, and AutoMod's words: the next digest may well be taken. */
const onePostCodes: readonly number[] = [10008, 50083, 160005, 160006, 200000, 200001]

/** Whether Discord refused one post, and not the channel. */
export function isOfOnePost(error: unknown): boolean {
  return onePostCodes.includes(refusalCode(error) ?? 0)
}

/** Too late to answer (10062), answered already by another process (40060), token over (50027, 10015), reply taken away (10008). */
const overCodes: readonly number[] = [10008, 10015, 10062, 40060, 50027]

/** Whether an interaction can no longer be answered, whatever is tried. */
export function isOver(error: unknown): boolean {
  return overCodes.includes(refusalCode(error) ?? 0)
}

/** What to do about a token that Discord does not take. */
export const tokenAdvice =
  'Discord refuses DISCORD_TOKEN: make it anew in the developer portal (your application, Bot, Reset Token, Copy), set it, and start again.'

/** A failed start as one sentence: `platform-refused` where Discord said no, else `platform-unreachable`. */
export function startError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const isToken =
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
    (error instanceof DiscordAPIError && error.status === 401)
  if (isToken) return new AppError('platform-refused', tokenAdvice, { cause: error })
  const isBusy = error instanceof HTTPError || error instanceof RateLimitError || !(error instanceof DiscordAPIError)
  if (isBusy) {
    return new AppError(
      'platform-unreachable',
      'Discord cannot be reached. Look at the network, or wait: it is tried again.',
      {
        cause: error,
      },
    )
  }
  return new AppError('platform-refused', `Discord refuses to let us start: ${error.message}`, { cause: error })
}
