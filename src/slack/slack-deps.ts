import type { App } from '@slack/bolt'
import type { ConversationDeps } from '../chat/conversation-deps.ts'
import type { Log } from '../domain/log.ts'

/** How to connect to Slack: over Socket Mode with an app token, or over HTTP on a port with a signing secret. */
export type SlackSettings = {
  botToken: string
  connection: { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string; port: number }
  /** the base of the Web API where it is not Slack's own, such as GovSlack or a proxy */
  apiUrl: string | null
}

/** What the Slack adapter is made of. `onApp` sees the Bolt app before it starts. */
export interface SlackDeps {
  settings: SlackSettings
  conversation: ConversationDeps
  log: Log
  onApp?: (app: App) => void
}
