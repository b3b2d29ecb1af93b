import type { Client, ClientOptions } from 'discord.js'
import type { ConversationDeps } from '../chat/conversation-deps.ts'
import type { Log } from '../domain/log.ts'
import type { RunningWork } from './running-work.ts'

/** How to connect to Discord. `hasMessageContent`: the intent is granted, so plain messages in our threads are read. */
export type DiscordSettings = {
  token: string
  /** the base of the API where it is not Discord's own, such as a proxy: `https://proxy.example/api` */
  apiUrl: string | null
  hasMessageContent: boolean
}

/** What the Discord adapter is made of. `client` and `drainMs` (how long what runs may take to end at a stop) are for tests. */
export interface DiscordDeps {
  settings: DiscordSettings
  conversation: ConversationDeps
  log: Log
  client?: Partial<ClientOptions>
  drainMs?: number
}

/** What a handler works with: a client that is connected, and whether plain messages come with their text. */
export type Connection = { client: Client<true>; hasMessageContent: boolean }

/** What answers are made with. */
export type Answering = Pick<DiscordDeps, 'conversation' | 'log'> & { connection: Connection; work: RunningWork }
