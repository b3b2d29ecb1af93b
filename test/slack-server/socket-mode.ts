import type { IncomingMessage, Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { isObject, objectOf, parseJson, textOf } from './json.ts'
import { keepFaults, type SlackState } from './state.ts'
import { deadlineMs, type Outcome, type Parcel, startOutcome, type Transport } from './transport.ts'

/** An app may hold this many connections. [docs.slack.dev, Socket Mode] */
const mostConnections = 10

/** How long, in real time, a connection may take to end when the server closes. */
const farewellMs = 200

/** Slack's side of Socket Mode. */
export interface SocketMode extends Transport {
  /** An address for one connection, for `apps.connections.open`. */
  openUrl(): string
  /** How many connections stand. */
  count(): number
  /** Asks every app to connect anew, as Slack does every few hours. */
  refresh(): void
  /** Cuts every connection without a word. */
  drop(): void
  /** Ends every connection as the protocol asks, for a server that closes; what does not answer soon is cut. */
  end(): Promise<void>
  /** Pings every connection; resolves to how many answered. */
  ping(): Promise<number>
}

interface Waiting {
  parcel: Parcel
  finish(outcome: Outcome): void
  outcome: ReturnType<typeof startOutcome>
}

/** Answers WebSocket connections of an HTTP server at `/link`. Each envelope goes to one connection, in turn. */
export function createSocketMode(state: SlackState, server: Server): SocketMode {
  const sockets: WebSocket[] = []
  const tickets = new Set<string>()
  const waiting = new Map<string, Waiting>()
  const done = new Set<string>()
  const acceptor = new WebSocketServer({ noServer: true })
  let turn = 0

  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1')
    const isKnown = url.pathname === '/link/' && tickets.delete(url.searchParams.get('ticket') ?? '')
    if (!isKnown || state.stumbles.isOffline) socket.end('HTTP/1.1 404 Not Found\r\n\r\n')
    else acceptor.handleUpgrade(request, socket, head, welcome)
  })

  function welcome(socket: WebSocket): void {
    state.activity.touch()
    if (sockets.length >= mostConnections) {
      // What Slack sends to a connection too many. [slackapi/bolt-js#2225, #2238]
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets', debug_info: { host: 'local' } }))
      return
    }
    sockets.push(socket)
    socket.on('message', (data, isBinary) => {
      if (!isBinary) acknowledge(String(data))
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.splice(sockets.indexOf(socket), 1)
      state.activity.touch()
    })
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.length,
        debug_info: { host: 'local', build_number: 1, approximate_connection_time: 18060 },
        connection_info: { app_id: state.world.appId },
      }),
    )
  }

  function acknowledge(text: string): void {
    state.activity.touch()
    const message = objectOf(parseJson(text))
    const id = textOf(message['envelope_id']) ?? ''
    const found = waiting.get(id)
    const breach = (rule: string) => keepFaults(state, 'ack', [{ rule, detail: text.slice(0, 200) }])
    if (!found) {
      // Too late is no fault: the deadline passed and the person was told, or the event was sent again.
      if (done.has(id)) breach('acknowledged-twice')
      else if (!late.has(id)) breach('unknown-envelope')
      return
    }
    waiting.delete(id)
    done.add(id)
    const answer = message['payload']
    const hasAnswer = isObject(answer) && Object.keys(answer).length > 0
    if (hasAnswer && !found.parcel.takesAnswer) breach('answer-not-taken')
    found.finish(found.outcome.acknowledged(objectOf(answer)))
  }

  const late = new Set<string>()

  function send(parcel: Parcel): Promise<Outcome> {
    const outcome = startOutcome(state.clock.now)
    const socket = sockets[turn++ % Math.max(1, sockets.length)]
    if (!socket) return Promise.resolve(outcome.failed('connection_failed'))
    const id = state.nextId('envelope-')
    return new Promise((resolve) => {
      const cancel = state.clock.after(deadlineMs, () => {
        waiting.delete(id)
        late.add(id)
        resolve(outcome.failed('timeout'))
      })
      const finish = (result: Outcome) => {
        cancel()
        resolve(result)
      }
      waiting.set(id, { parcel, finish, outcome })
      socket.send(
        JSON.stringify({
          envelope_id: id,
          type: parcel.kind,
          accepts_response_payload: parcel.takesAnswer,
          payload: parcel.body,
          ...(parcel.kind === 'events_api' ? { retry_attempt: parcel.attempt, retry_reason: parcel.reason ?? '' } : {}),
        }),
      )
    })
  }

  return {
    send,
    count: () => sockets.length,
    openUrl() {
      const ticket = state.nextId('ticket-')
      tickets.add(ticket)
      return `${state.baseUrl.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${state.world.appId}`
    },
    refresh() {
      const word = { type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'local' } }
      for (const socket of sockets) socket.send(JSON.stringify(word))
    },
    drop() {
      for (const socket of [...sockets]) socket.terminate()
    },
    async end() {
      const open = [...acceptor.clients]
      const closed = open.map((socket) => new Promise<void>((resolve) => socket.once('close', () => resolve())))
      for (const socket of open) socket.close(1000)
      const timer = setTimeout(() => open.forEach((socket) => void socket.terminate()), farewellMs)
      await Promise.all(closed)
      clearTimeout(timer)
    },
    async ping() {
      const answers = sockets.map(
        (socket) =>
          new Promise<number>((resolve) => {
            socket.once('pong', () => resolve(1))
            socket.once('close', () => resolve(0))
            socket.ping()
          }),
      )
      return (await Promise.all(answers)).reduce((sum, one) => sum + one, 0)
    },
  }
}
