import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { type Actor, createActor } from './actor.ts'
import type { TestClock } from './clock.ts'
import type { Fault } from './fault.ts'
import type { Happened } from './happened.ts'
import type { Installation } from './install.ts'
import type { Journal } from './journal.ts'
import { type ReplayOptions, replayPayload } from './replay.ts'
import { takeResponse } from './response-url.ts'
import { schemaCheck } from './schema-check.ts'
import { createSignedHttp, type SignedHttp } from './signed-http.ts'
import { createSocketMode, type SocketMode } from './socket-mode.ts'
import { appToken, type Call, createState, installationIn, type StateOptions } from './state.ts'
import type { Stumble } from './stumbles.ts'
import { transcriptOf } from './transcript.ts'
import { answerCall, readArguments } from './web-api.ts'
import { getById, type Message, type World } from './world.ts'

/** A local Slack. The app's clients reach it by `apiUrl`; persons act through `user`; a test reads what is left behind. */
export interface SlackServer {
  /** The base of the Web API, for `SLACK_API_URL` or `clientOptions.slackApiUrl`. */
  apiUrl: string
  appToken: string
  signingSecret: string
  clock: TestClock
  world: World
  journal: Journal
  /** What the app sent that breaks a rule: a test asserts that there is nothing. */
  faults: readonly Fault[]
  /** Every call of the Web API and every post to a `response_url`. */
  calls: readonly Call[]
  /** Whether payloads are checked by the schema too, or why not. */
  schema: ReturnType<typeof schemaCheck>['state']
  socket: SocketMode
  /** A person by id or name: `slack.user('Ana')`. */
  user(id: string): Actor
  /** The bot token of a workspace: `slack.botToken('T0HARBOR')`. */
  botToken(team?: string): string
  /** What is installed in a workspace; a test may change its scopes, events and commands. */
  installation(team?: string): Installation
  /** Makes every call with a token fail: `token_revoked`, `account_inactive`, `invalid_auth`; null mends it. */
  breakToken(token: string, problem: string | null): void
  /** Sends by signed HTTP to the app's receiver from now on, no longer by Socket Mode. */
  useHttp(url: string): SignedHttp
  /** Lets coming calls of a method go wrong. */
  stumble(method: string, stumble: Stumble, times?: number): void
  /** Cuts every connection and takes no new one, until `online`. */
  offline(): void
  online(): void
  /** Counts the app's running handlers, so that an act is over only when they are: `slack.watch(app)`, before the app starts. */
  watch(app: { use(middleware: (args: { next: () => Promise<void> }) => Promise<void>): unknown }): void
  /** Waits until the app is quiet, as every act does. */
  quiet(): Promise<void>
  /** What one person sees of a channel and its threads. */
  transcript(user: string, channel: string): string
  /** Messages of a channel that everybody sees, oldest first. */
  messages(channel: string): Message[]
  /** Sends a recorded payload with its ids rewritten to this world's. */
  replay(payload: unknown, options?: ReplayOptions): Promise<Happened>
  close(): Promise<void>
}

/**
 * Starts a local Slack on a free port of 127.0.0.1. It is stricter than Slack, never kinder: what breaks a rule is refused and kept in
 * `faults`. The real Bolt connects to it:
 * ```ts
 * const slack = await startSlack({ installation: installationOf(manifest) })
 * const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } }
 * const app = new App({ token: slack.botToken(), appToken: slack.appToken, socketMode: true, clientOptions })
 * slack.watch(app)
 * await app.start()
 * const { ack, ephemeral } = await slack.user('Ana').command('/brief', 'ferry', { channel: '#news' })
 * ```
 */
export async function startSlack(options: StateOptions = {}): Promise<SlackServer> {
  const state = createState(options)
  const connections = new Set<Socket>()
  const server = createServer((request, response) => {
    void state.activity.during(`the call ${request.url}`, handle(request, response)).catch((error) => {
      response.writeHead(500).end(String(error))
    })
  })
  server.on('connection', (socket) => {
    if (state.stumbles.isOffline) socket.destroy()
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
  })
  const socket = createSocketMode(state, server)
  state.transport = socket
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  state.baseUrl = `http://127.0.0.1:${address.port}`

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', state.baseUrl)
    const body = await textOfBody(request)
    const contentType = request.headers['content-type'] ?? ''
    const method = url.pathname.startsWith('/api/') ? url.pathname.slice('/api/'.length) : 'response_url'
    const stumble = state.stumbles.next(method)
    if (stumble && !('reset' in stumble && stumble.reset === 'after')) {
      const args = readArguments({ contentType, body })
      state.calls.push({ method, args, at: state.clock.now(), error: JSON.stringify(stumble) })
    }
    if (stumble && 'reset' in stumble && stumble.reset === 'before') return void request.socket.destroy()
    if (stumble && 'error' in stumble)
      return send(response, 200, {}, JSON.stringify({ ok: false, error: stumble.error }))
    if (stumble && 'status' in stumble) {
      const headers: Record<string, string> =
        stumble.status === 429 ? { 'retry-after': String(stumble.retryAfterS) } : {}
      return send(response, stumble.status, headers, JSON.stringify({ ok: false, error: 'planned' }))
    }
    const answer = method === 'response_url' ? respond(url.pathname, contentType, body) : call(method, request, body)
    if (stumble) request.socket.destroy()
    else send(response, answer.status, answer.headers, answer.text)
  }

  function call(method: string, { headers }: IncomingMessage, body: string) {
    const asked = { authorization: headers.authorization ?? '', contentType: headers['content-type'] ?? '', body }
    const answer = answerCall(state, method, asked, socket.openUrl)
    return { ...answer, text: JSON.stringify(answer.body) }
  }

  function respond(path: string, contentType: string, body: string) {
    return { headers: {}, ...takeResponse(state, path, readArguments({ contentType, body })) }
  }

  const first = () => state.world.teams[0]?.id ?? ''
  return {
    apiUrl: `${state.baseUrl}/api/`,
    appToken,
    signingSecret: state.signingSecret,
    clock: state.clock,
    world: state.world,
    journal: state.journal,
    faults: state.faults,
    calls: state.calls,
    schema: schemaCheck().state,
    socket,
    user: (id) => createActor(state, getById(state.world.users, id)),
    botToken: (team = first()) => getById(state.world.teams, team).bot.token,
    installation: (team = first()) => installationIn(state, team),
    breakToken(token, problem) {
      const found = state.tokens.get(token)
      if (!found) throw new Error('the server gave out no such token')
      found.problem = problem
    },
    useHttp(url) {
      const http = createSignedHttp(state, url)
      state.transport = http
      return http
    },
    stumble: state.stumbles.plan,
    offline() {
      state.stumbles.isOffline = true
      for (const one of connections) one.destroy()
    },
    online() {
      state.stumbles.isOffline = false
    },
    watch(app) {
      let running = 0
      state.activity.watch(() => running > 0)
      app.use(async ({ next }) => {
        running += 1
        try {
          await next()
        } finally {
          running -= 1
          state.activity.touch()
        }
      })
    },
    quiet: () => state.activity.quiet(),
    transcript: (user, channel) =>
      transcriptOf(state, getById(state.world.users, user), getById(state.world.channels, channel)),
    messages: (channel) => {
      const { id } = getById(state.world.channels, channel)
      return state.world.messages.filter((one) => one.channel === id && one.visibleTo === null)
    },
    replay: (payload, options) => replayPayload(state, payload, options),
    async close() {
      await socket.end()
      for (const one of connections) one.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function send(response: ServerResponse, status: number, headers: Record<string, string>, text: string): void {
  const type = text.startsWith('{') ? 'application/json; charset=utf-8' : 'text/plain'
  response.writeHead(status, { 'content-type': type, ...headers }).end(text)
}

async function textOfBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}
