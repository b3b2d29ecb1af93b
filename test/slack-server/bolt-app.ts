import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt'
import type { SlackServer } from './slack-server.ts'

/** A small app of the real Bolt, connected to a local Slack. */
export interface TestApp {
  app: App
  /** Its address for signed requests; empty with Socket Mode. */
  url: string
  stop(): Promise<void>
}

/**
 * Starts a Bolt app against a local Slack, by Socket Mode or signed HTTP. `listen` adds its handlers; they are watched. Tokens are looked up
 * by workspace, as an app in several workspaces does it. `reconnectMs` is how long Bolt waits before it connects anew (5 s by default), and
 * how long it does without an answer to its pings: too short a time cuts the connection when a test keeps the process busy.
 */
export async function startApp(
  slack: SlackServer,
  listen: (app: App) => void,
  { mode = 'socket', log = [], reconnectMs }: { mode?: 'socket' | 'http'; log?: string[]; reconnectMs?: number } = {},
): Promise<TestApp> {
  const logger = createLogger(log)
  // Each client gets options of its own: Socket Mode's client writes its retries into the object that it is given.
  const clientOptions = () => ({ slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger })
  const receiver =
    mode === 'http'
      ? new HTTPReceiver({ signingSecret: slack.signingSecret, logger })
      : new SocketModeReceiver({
          appToken: slack.appToken,
          installerOptions: { clientOptions: clientOptions() },
          ...(reconnectMs === undefined ? {} : { clientPingTimeout: reconnectMs }),
          logger,
        })
  const app = new App({
    receiver,
    logger,
    clientOptions: clientOptions(),
    authorize: async ({ teamId }) => {
      const team = slack.world.teams.find(({ id }) => id === teamId)
      if (!team) throw new Error('no such workspace')
      return { botToken: team.bot.token, botUserId: team.bot.userId, botId: team.bot.botId }
    },
  })
  app.error(async (error) => void log.push(`${error.code}: ${error.message}`))
  slack.watch(app)
  listen(app)
  const url = await start(app, receiver)
  return {
    app,
    url,
    async stop() {
      await app.stop()
    },
  }
}

async function start(app: App, receiver: HTTPReceiver | SocketModeReceiver): Promise<string> {
  if (receiver instanceof SocketModeReceiver) {
    await app.start()
    return ''
  }
  const server = await receiver.start({ port: 0, host: '127.0.0.1' })
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('the receiver has no port')
  return `http://127.0.0.1:${address.port}/slack/events`
}

/** A logger that keeps warnings and errors and prints nothing. */
function createLogger(log: string[]): Logger {
  const keep = (...words: unknown[]) => void log.push(words.map(String).join(' '))
  return {
    debug: () => {},
    info: () => {},
    warn: keep,
    error: keep,
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  }
}
