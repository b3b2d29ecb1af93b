import { type Client, Events, type Interaction, MessageFlags } from 'discord.js'
import { createSeenBefore } from '../chat/seen-before.ts'
import type { Adapter } from '../domain/adapter.ts'
import { answerInteraction } from './answer-interaction.ts'
import { answerMessage } from './answer-message.ts'
import { checkDiscord } from './check-discord.ts'
import {
  ConnectionClosed,
  closeCodes,
  closedError,
  connectClient,
  contentAdvice,
  destroyClient,
} from './connect-client.ts'
import type { Connection, DiscordDeps } from './discord-deps.ts'
import { findPart, partsOf, postPart, tellPerson } from './post-part.ts'
import { isOver, tokenAdvice } from './refusals.ts'
import { registerCommands } from './register-commands.ts'
import { replacePart } from './replace-part.ts'
import { sentenceMessage } from './reply-messages.ts'
import { createRunningWork } from './running-work.ts'

/** What runs may take so long to end; with the connection's own end it stays below the ten seconds of a stop. */
const usualDrainMs = 6_000

/** Nutgraf in Discord: commands, buttons, threads and direct messages, over the gateway. */
export function createDiscordAdapter(deps: DiscordDeps): Adapter {
  const { settings, conversation, log } = deps
  const work = createRunningWork(log)
  const seen = createSeenBefore()
  let connection: Connection | null = null
  let isStopping = false

  const listen = (client: Client, hasMessageContent: boolean) => {
    const answering = (ready: Client<true>) => ({
      conversation,
      log,
      work,
      connection: { client: ready, hasMessageContent },
    })
    client.on(Events.InteractionCreate, (interaction) => {
      if (!client.isReady() || seen.check(interaction.id)) return
      if (isStopping) return work.begin('a farewell', () => sayFarewell(interaction))
      work.begin('an interaction', () => answerInteraction(answering(client), interaction))
    })
    client.on(Events.MessageCreate, (message) => {
      if (!client.isReady() || isStopping || seen.check(message.id)) return
      work.begin('a message', () => answerMessage(answering(client), message))
    })
  }

  const open = async (hasMessageContent: boolean): Promise<void> => {
    try {
      const client = await connectClient(
        deps,
        hasMessageContent,
        (code) => lost(code, hasMessageContent),
        (made) => listen(made, hasMessageContent),
      )
      if (isStopping) return await destroyClient(client)
      connection = { client, hasMessageContent }
    } catch (error) {
      if (!(error instanceof ConnectionClosed)) throw error
      if (error.code !== closeCodes.disallowedIntents || !hasMessageContent) throw closedError(error)
      log.warn(
        `Discord does not grant the Message Content Intent, so plain messages in threads are not read. ${contentAdvice}`,
      )
      await open(false)
    }
  }

  const lost = (code: number, hadMessageContent: boolean) => {
    const before = connection
    connection = null
    if (isStopping) return
    if (code !== closeCodes.disallowedIntents || !hadMessageContent) {
      const advice = code === closeCodes.authenticationFailed ? tokenAdvice : 'Start again once that is mended.'
      return log.warn(`Discord ended the connection for good. ${advice}`, { code })
    }
    log.warn(
      `Discord takes back the Message Content Intent, so plain messages in threads are no longer read. ${contentAdvice}`,
    )
    work.begin('a new connection', async () => {
      if (before !== null) await destroyClient(before.client)
      await open(false)
    })
  }

  const connected = () => (isStopping ? null : (connection?.client ?? null))

  return {
    platform: 'discord',
    async start() {
      isStopping = false
      await open(settings.hasMessageContent)
      if (connection !== null) await tellCommands(deps, connection.client)
    },
    async stop() {
      isStopping = true
      if (connection === null) return
      await work.drain(deps.drainMs ?? usualDrainMs)
      await destroyClient(connection.client)
      connection = null
    },
    check: (channels) => checkDiscord(settings, channels),
    partsOf: (reply, most) => partsOf(reply, most).length,
    async postPart(to, part) {
      const client = connected()
      return client === null ? { kind: 'unready', problem: notConnected } : postPart(client, to, part)
    },
    async findPart(to, part, since) {
      const client = connected()
      return client === null
        ? { kind: 'busy', problem: notConnected, retryMs: 15_000 }
        : findPart(client, to, part, since)
    },
    async replacePart(to, change) {
      const client = connected()
      return client === null
        ? { kind: 'busy', problem: notConnected, retryMs: 15_000 }
        : replacePart(client, to, change)
    },
    async tell(to, sentence) {
      const client = connected()
      return client !== null && tellPerson(client, to, sentence)
    },
  }
}

const notConnected = 'Discord is not connected.'

async function tellCommands({ conversation, log }: DiscordDeps, client: Client<true>): Promise<void> {
  try {
    if (await registerCommands(client, conversation.policy)) log.info('Discord was told of the commands')
  } catch (error) {
    // What it was told before still works.
    log.fault('Discord: the commands could not be registered', error)
  }
}

async function sayFarewell(interaction: Interaction): Promise<void> {
  if (!interaction.isRepliable()) return
  const message = sentenceMessage('I am being restarted. Try again in a minute.')
  try {
    await interaction.reply({ ...message, flags: message.flags | MessageFlags.Ephemeral })
  } catch (error) {
    if (!isOver(error)) throw error
  }
}
