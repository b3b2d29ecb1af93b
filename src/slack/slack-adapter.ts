import { App, HTTPReceiver, SocketModeReceiver, webApi } from '@slack/bolt'
import { createInOrder } from '../chat/in-order.ts'
import { createSeenBefore } from '../chat/seen-before.ts'
import type { Adapter } from '../domain/adapter.ts'
import { AppError } from '../domain/app-error.ts'
import { createBoltLog } from './bolt-log.ts'
import { catchReconnects } from './catch-reconnects.ts'
import { checkSlack } from './check-slack.ts'
import { createFindPerson } from './find-asker.ts'
import { hearButtons } from './hear-buttons.ts'
import { hearCommands } from './hear-commands.ts'
import { hearDrafts } from './hear-drafts.ts'
import { hearMessages } from './hear-messages.ts'
import { hearModals } from './hear-modals.ts'
import { startError } from './platform-errors.ts'
import { findPart, partsOf, postPart, tellPerson } from './post-part.ts'
import { replacePart } from './replace-part.ts'
import type { SlackDeps } from './slack-deps.ts'
import type { Workspace } from './workspace.ts'

/** How long `stop` waits for what is under way. */
const drainMs = 7000

/** Slack as a platform: one workspace, that of the bot token. Nothing is connected before `start`. */
export function createSlackAdapter(deps: SlackDeps): Adapter {
  const { settings, conversation, log } = deps
  const logger = createBoltLog(log)
  // Each client gets options of its own: some clients write into what they are given.
  const options = (retries: number) => ({
    ...(settings.apiUrl === null ? {} : { slackApiUrl: slashed(settings.apiUrl) }),
    retryConfig: { retries },
    logger,
  })
  const client = (token: string, retries: number) => new webApi.WebClient(token, options(retries))
  const { connection } = settings
  const appToken = connection.kind === 'socket' ? connection.appToken : null
  // A client waits as a whole when Slack says that it was too fast: digests must not hold up conversations.
  // What it posts is never sent a second time by the client itself: the ledger decides that.
  const scheduled = new webApi.WebClient(settings.botToken, {
    ...options(0),
    rejectRateLimitedCalls: true,
    timeout: 20_000,
  })
  // A change does no harm when it comes twice, and a long reply takes several: this one may wait.
  const changing = new webApi.WebClient(settings.botToken, { ...options(2), timeout: 20_000 })
  const running = new Set<Promise<unknown>>()
  let app: App | null = null
  let space: string | null = null

  async function findSpace(): Promise<{ space: string; botUser: string; botId: string | undefined }> {
    try {
      const { team_id, user_id, bot_id } = await client(settings.botToken, 0).auth.test()
      if (team_id === undefined || user_id === undefined) throw new Error('Slack did not say whose token it is')
      space = team_id
      return { space: team_id, botUser: user_id, botId: bot_id }
    } catch (error) {
      throw startError(error, 'SLACK_BOT_TOKEN')
    }
  }

  /** Why a space is not the one that the token belongs to; null where it is. */
  async function outsideOf(given: string): Promise<string | null> {
    const ours = space ?? (await findSpace()).space
    return given === ours ? null : 'That channel is in another workspace than the bot token of Slack.'
  }

  function createReceiver() {
    if (connection.kind === 'http')
      return new HTTPReceiver({ signingSecret: connection.signingSecret, port: connection.port, logger })
    const receiver = new SocketModeReceiver({
      appToken: connection.appToken,
      installerOptions: { clientOptions: options(3) },
      logger,
    })
    catchReconnects(receiver, log)
    return receiver
  }

  return {
    platform: 'slack',
    async start() {
      const { botUser, botId, space: found } = await findSpace()
      if (appToken !== null) await tryAppToken(client(appToken, 0))
      const { botToken } = settings
      const created = new App({
        receiver: createReceiver(),
        logger,
        clientOptions: options(2),
        authorize: async () => ({ botToken, botUserId: botUser, ...(botId === undefined ? {} : { botId }) }),
      })
      created.error(async (error) => log.fault('A handler of Slack failed', error))
      deps.onApp?.(created)
      created.use(async ({ next }) => {
        const work = next()
        running.add(work)
        await work.finally(() => running.delete(work))
      })
      const interactive = client(botToken, 2)
      const workspace: Workspace = {
        space: found,
        botUser,
        client: interactive,
        findPerson: createFindPerson(interactive, { space: found, now: conversation.now, log }),
        conversation,
        seen: createSeenBefore(),
        inOrder: createInOrder(),
        log,
      }
      for (const hear of [hearCommands, hearButtons, hearDrafts, hearModals, hearMessages]) hear(created, workspace)
      await startApp(created, connection.kind === 'http' ? connection.port : null)
      app = created
      log.info('Connected to Slack', { workspace: found, by: connection.kind })
    },
    async stop() {
      const stopping = app
      app = null
      if (stopping === null) return
      await within(drainMs, Promise.allSettled([stopping.stop(), ...running]))
    },
    check: (channels) =>
      checkSlack(
        { bot: client(settings.botToken, 0), app: appToken === null ? null : client(appToken, 0) },
        channels.filter(({ channel }) => channel !== ''),
      ),
    partsOf: (reply, most) => partsOf(reply, most).length,
    async postPart(to, part) {
      const elsewhere = await outsideOf(to.space)
      return elsewhere === null ? postPart(scheduled, to, part) : { kind: 'refused', problem: elsewhere }
    },
    async findPart(to, part, since) {
      const elsewhere = await outsideOf(to.space)
      return elsewhere === null ? findPart(scheduled, to, part, since) : { kind: 'unknown', problem: elsewhere }
    },
    async replacePart(to, change) {
      const elsewhere = await outsideOf(to.space)
      return elsewhere === null ? replacePart(changing, to, change) : { kind: 'refused', problem: elsewhere }
    },
    tell: (to, sentence) => tellPerson(scheduled, to, sentence),
  }
}

async function tryAppToken(client: webApi.WebClient): Promise<void> {
  try {
    await client.apps.connections.open()
  } catch (error) {
    throw startError(error, 'SLACK_APP_TOKEN')
  }
}

async function startApp(app: App, port: number | null): Promise<void> {
  try {
    if (port === null) await app.start()
    else await app.start(port)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new AppError('config-invalid', `Port ${port} is in use. Set PORT to a free one.`, { cause: error })
    throw startError(error, 'SLACK_APP_TOKEN')
  }
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}

/** The clients put a method's name right behind the base. */
function slashed(url: string): string {
  return url.endsWith('/') ? url : `${url}/`
}
