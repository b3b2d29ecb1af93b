import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { Readable } from 'node:stream'
import type { App } from '@slack/bolt'
import type { ConversationDeps, Web } from '../../src/chat/conversation-deps.ts'
import { slackWording } from '../../src/chat/wording.ts'
import type { Adapter } from '../../src/domain/adapter.ts'
import type { ReadResult } from '../../src/domain/ports.ts'
import type { Store } from '../../src/domain/store.ts'
import type { Writing } from '../../src/pipeline/writing/write-briefs.ts'
import { createFileReader } from '../../src/reading/file-reader.ts'
import { createSlackAdapter } from '../../src/slack/slack-adapter.ts'
import type { SlackSettings } from '../../src/slack/slack-deps.ts'
import { now } from '../chat-conversations/sample-store.ts'
import { installationOf } from '../slack-server/install.ts'
import { type SlackServer, startSlack } from '../slack-server/slack-server.ts'

/** The manifest that we ship: the local Slack grants what it asks for. */
export const manifest: unknown = JSON.parse(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8'))

/** An adapter of ours at a local Slack, and what it logged. */
export interface Running {
  slack: SlackServer
  adapter: Adapter
  deps: ConversationDeps
  log: string[]
  /** The Bolt app that runs now. */
  app(): App
  /** Ends the adapter and starts it anew, with nothing in memory. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Starts the adapter in one workspace of a local Slack of its own. Ids are numbers behind `name`; messages of two runs that share a store need times of their own (`startAt`). An app of one's own workspace (`isNewApp` false) may read channels often. */
export async function startRunning(
  store: Store,
  {
    name = 'r',
    team,
    web = null,
    writing = null,
    startAt = '2026-05-20T08:00:00Z',
    over = 'socket',
    isNewApp = true,
  }: {
    name?: string
    team?: string
    web?: Web | null
    writing?: Writing | null
    startAt?: string
    over?: 'socket' | 'http'
    isNewApp?: boolean
  } = {},
): Promise<Running> {
  const slack = await startSlack({ startAt, isNewApp, installation: installationOf(manifest) })
  let ids = 0
  const deps: ConversationDeps = {
    store,
    now,
    newId: () => `${name}${++ids}`,
    random: () => 0,
    web,
    writing,
    wording: slackWording,
    policy: { feeds: 'admins', subscriptions: 'anyone' },
    limiter: null,
    turns: null,
  }
  const log: string[] = []
  let latest: App | undefined
  const connection = over === 'socket' ? socketOf(slack) : await httpFor(slack)
  const settings = { botToken: slack.botToken(team), apiUrl: slack.apiUrl, connection }
  const create = () =>
    adapterAt(settings, deps, log, (app) => {
      latest = app
      slack.watch(app)
    })
  const running: Running = {
    slack,
    adapter: create(),
    deps,
    log,
    app() {
      if (latest === undefined) throw new Error('nothing was started')
      return latest
    },
    async restart() {
      await running.adapter.stop()
      running.adapter = create()
      await running.adapter.start()
    },
    async close() {
      await running.adapter.stop()
      await slack.close()
    },
  }
  await running.adapter.start()
  return running
}

/** Socket Mode with the token of a local Slack. */
export function socketOf({ appToken }: Pick<SlackServer, 'appToken'>): SlackSettings['connection'] {
  return { kind: 'socket', appToken }
}

/** Signed HTTP to a free port, to which the local Slack sends from now on. */
export async function httpFor(slack: SlackServer): Promise<SlackSettings['connection']> {
  const port = await freePort()
  slack.useHttp(`http://127.0.0.1:${port}/slack/events`)
  return { kind: 'http', signingSecret: slack.signingSecret, port }
}

/** A port on which nobody listens. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** An adapter that keeps what it logs. */
export function adapterAt(
  settings: SlackSettings,
  conversation: ConversationDeps,
  log: string[],
  onApp: (app: App) => void = () => {},
): Adapter {
  const keep = (message: string, fields?: unknown) => void log.push(`${message} ${JSON.stringify(fields ?? '')}`)
  return createSlackAdapter({
    settings,
    conversation,
    log: { info() {}, warn: keep, fault: (message, error) => void log.push(`${message}: ${String(error)}`) },
    onApp,
  })
}

const seeds = new URL('../../seeds/', import.meta.url).pathname

/** A web on which every address shows the same sample. */
export function webWith(sample: string): Web {
  return {
    async readUrl(url): Promise<ReadResult> {
      for await (const result of createFileReader({ stdin: Readable.from([]) }).read(seeds + sample))
        if (result.kind === 'document') return { ...result, document: { ...result.document, url } }
      throw new Error(`no sample ${sample}`)
    },
    openFeedReader: () => Promise.reject(new Error('no feeds are read here')),
  }
}
