import { type Client, REST, Routes } from 'discord.js'
import { z } from 'zod'
import { refusalCode } from './refusals.ts'
import type { DiscordMessage } from './reply-messages.ts'

const madeSchema = z.object({ id: z.string() })
const plainName = 'Brief'

/** The calls of one client that are made once and wait for nobody. */
const once = new WeakMap<Client, REST>()

/**
 * Posts a message, once: discord.js' own calls are made again after a cut line or a broken server, and wait where Discord asks for that. Resolves to the
 * message's id; a limit comes as RateLimitError.
 */
export async function postOnce(
  client: Client,
  channel: string,
  message: DiscordMessage,
  nonce: string,
): Promise<string> {
  const body = { ...bodyOf(message), nonce, enforce_nonce: true }
  return madeSchema.parse(await restOf(client).post(Routes.channelMessages(channel), { body })).id
}

/** The same in a forum, as a post of its own; a title that AutoMod blocks gives way to a plain one. Resolves to the post's id. */
export async function postOnceAsThread(
  client: Client,
  channel: string,
  message: DiscordMessage,
  name: string,
): Promise<string> {
  const create = async (given: string) => {
    const body = { name: given, message: bodyOf(message) }
    return madeSchema.parse(await restOf(client).post(Routes.threads(channel), { body })).id
  }
  try {
    return await create(name)
  } catch (error) {
    if (refusalCode(error) !== 200001 || name === plainName) throw error
    return create(plainName)
  }
}

/** Gives a message of ours another text. discord.js may wait and try again for that: it does no harm. */
export async function changeMessage(
  client: Client,
  channel: string,
  id: string,
  message: DiscordMessage,
): Promise<void> {
  await client.rest.patch(Routes.channelMessage(channel, id), { body: bodyOf(message) })
}

function bodyOf({ flags, components, allowedMentions: { parse, repliedUser } }: DiscordMessage) {
  return { flags, components, allowed_mentions: { parse, replied_user: repliedUser } }
}

function restOf(client: Client): REST {
  const known = once.get(client)
  if (known !== undefined) return known
  const rest = new REST({ ...client.rest.options, retries: 0, rejectOnRateLimit: () => true }).setToken(
    client.token ?? '',
  )
  once.set(client, rest)
  return rest
}
