import { AppError } from '../domain/app-error.ts'
import type { Policy } from '../domain/asker.ts'
import { type ModelSettings, modelOf } from './read-model-settings.ts'
import { createReader, type Env, type Reader } from './settings-reader.ts'

/** The settings of the bot. A platform whose tokens are not set is null. */
export type Settings = {
  slack: SlackSettings | null
  discord: DiscordSettings | null
  policy: Policy
  /** how often one person may ask in any minute */
  asksPerMinute: number
  logLevel: LogLevel
  /** where health and metrics are served; null for nowhere */
  health: { host: string; port: number } | null
  /** articles older than so many days are deleted; 0 keeps all */
  keepDays: number
  /** the model servers that may be asked; none where `NUTGRAF_MODEL` is not set */
  model: ModelSettings
}

/** How to connect to Slack: over Socket Mode with an app token, or over HTTP on a port with a signing secret. */
export type SlackSettings = {
  botToken: string
  connection: { kind: 'socket'; appToken: string } | { kind: 'http'; signingSecret: string; port: number }
  apiUrl: string | null
}

/** How to connect to Discord. `hasMessageContent`: the intent is granted, so plain messages in our threads are read. */
export type DiscordSettings = { token: string; apiUrl: string | null; hasMessageContent: boolean }

const logLevels = ['debug', 'info', 'warn', 'error'] as const
/** How much is logged: this and what weighs more. */
export type LogLevel = (typeof logLevels)[number]

/** How much is logged, for commands that need no other setting of the bot; a word that is none is told by `readSettings`. */
export function readLogLevel(env: Env): LogLevel {
  return createReader(env, []).choice('LOG_LEVEL', logLevels, 'info')
}

/**
 * Reads the settings of the environment. `NAME_FILE` names a file that holds the value of a secret. Without any settings no
 * platform is connected to, which is no fault.
 * @throws AppError `config-invalid` that tells all faults at once, one a line
 */
export function readSettings(env: Env): Settings {
  const faults: string[] = []
  const read = createReader(env, faults)
  const settings = {
    slack: slackOf(read, faults),
    discord: discordOf(read, faults),
    policy: {
      feeds: read.choice('NUTGRAF_WHO_ADDS_FEEDS', ['admins', 'anyone'] as const, 'admins'),
      subscriptions: read.choice('NUTGRAF_WHO_SUBSCRIBES', ['admins', 'anyone'] as const, 'anyone'),
    },
    asksPerMinute: read.number('NUTGRAF_ASKS_PER_MINUTE', 1, 1_000, 12),
    logLevel: read.choice('LOG_LEVEL', logLevels, 'info'),
    health: read.listen('NUTGRAF_HEALTH'),
    keepDays: read.number('NUTGRAF_KEEP_DAYS', 0, 36_500, 90),
    model: modelOf(read, faults),
  }
  if (faults.length > 0) throw new AppError('config-invalid', faults.join('\n'))
  return settings
}

function slackOf(read: Reader, faults: string[]): SlackSettings | null {
  const botToken = read.secret('SLACK_BOT_TOKEN')
  const appToken = read.secret('SLACK_APP_TOKEN')
  const signingSecret = read.secret('SLACK_SIGNING_SECRET')
  const apiUrl = read.address('SLACK_API_URL')
  const port = read.number('PORT', 1, 65_535, 3000)
  if (botToken === null) {
    if (appToken !== null || signingSecret !== null) {
      faults.push(
        'SLACK_BOT_TOKEN is missing. In the settings of your Slack app: OAuth & Permissions, Bot User OAuth Token (xoxb-…).',
      )
    }
    return null
  }
  if (!/^xoxb-/.test(botToken))
    faults.push(
      'SLACK_BOT_TOKEN begins with xoxb-. In the settings of your Slack app: OAuth & Permissions, Bot User OAuth Token.',
    )
  if (appToken !== null && !/^xapp-/.test(appToken)) {
    faults.push(
      'SLACK_APP_TOKEN begins with xapp-. In the settings of your Slack app: Basic Information, App-Level Tokens, with the scope connections:write.',
    )
  }
  if (appToken !== null) return { botToken, connection: { kind: 'socket', appToken }, apiUrl }
  if (signingSecret !== null) return { botToken, connection: { kind: 'http', signingSecret, port }, apiUrl }
  faults.push(
    'Slack needs SLACK_APP_TOKEN too (Basic Information, App-Level Tokens), or SLACK_SIGNING_SECRET where Slack calls you over HTTP.',
  )
  return null
}

function discordOf(read: Reader, faults: string[]): DiscordSettings | null {
  const token = read.secret('DISCORD_TOKEN')
  const apiUrl = read.address('DISCORD_API_URL')
  const hasMessageContent = read.flag('DISCORD_MESSAGE_CONTENT')
  if (token === null) return null
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) {
    faults.push(
      'DISCORD_TOKEN does not look like a token. In the Discord developer portal: your application, Bot, Reset Token.',
    )
  }
  return { token, apiUrl, hasMessageContent }
}
