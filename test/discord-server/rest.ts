import type { IncomingMessage, ServerResponse } from 'node:http'
import { createRateLimits } from './rate-limits.ts'
import { DiscordRefusal, errorsShape } from './refusal.ts'
import type { Answer, Call, Route } from './route.ts'
import { applicationRoutes } from './routes-of-application.ts'
import { commandRoutes } from './routes-of-commands.ts'
import { interactionRoutes } from './routes-of-interactions.ts'
import { messageRoutes } from './routes-of-messages.ts'
import { threadRoutes } from './routes-of-threads.ts'
import { refusalOf, type Stumble } from './stumbles.ts'
import type { World } from './world.ts'

/** A call that the bot made, with the answer; `code` is Discord's, 0 where it has none. */
export interface RequestRecord {
  at: number
  /** as `PATCH /channels/:channel` */
  route: string
  path: string
  status: number
  code: number
  body: unknown
}

/** What the REST side is made with. `gatewayRoute` is `GET /gateway/bot`, which alone knows the port. */
export interface RestParts {
  world: World
  gatewayRoutes: readonly Route[]
  rateScale: number
  isOffline(): boolean
  stumble(route: string): Stumble | undefined
  record(request: RequestRecord): void
}

/** Answers the API below `/api/v10`: token, windows, stumbles, payloads, in the order in which Discord looks at them. */
export function createRest(parts: RestParts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { world } = parts
  const limits = createRateLimits(world.clock, parts.rateScale)
  const routes = [
    ...parts.gatewayRoutes,
    ...[applicationRoutes, commandRoutes, interactionRoutes, messageRoutes, threadRoutes].flat(),
  ].map((route) => ({ ...route, steps: route.path.split('/') }))

  return async (request, response) => {
    if (parts.isOffline()) return void request.socket.destroy()
    const end = world.journal.beginRequest()
    try {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      const path = url.pathname.replace(/^\/api\/v10/, '')
      const found = url.pathname.startsWith('/api/v10/') ? match(routes, request.method ?? '', path) : undefined
      const name = found ? `${found.route.method} ${found.route.path}` : `${request.method} ${path}`
      const body = await readJson(request)
      const send = (status: number, code: number, answer: unknown, headers: Record<string, string> = {}) => {
        parts.record({ at: world.clock.now(), route: name, path, status, code, body })
        const text = answer === undefined ? undefined : JSON.stringify(answer)
        response.writeHead(status, {
          ...headers,
          ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        })
        response.end(text)
      }
      if (!found) return send(404, 0, { message: '404: Not Found', code: 0 })
      const stumble = parts.stumble(name)
      if (stumble?.kind === 'reset') return void request.socket.destroy()
      if (stumble?.kind === 'rate-limit') return sendLimit(send, stumble.retryAfterMs, stumble.isGlobal ?? false, {})
      const { route, params } = found
      if (!route.isOpen && request.headers.authorization !== `Bot ${world.token}`) {
        return send(401, 0, { message: '401: Unauthorized', code: 0 })
      }
      const rate = limits.take(route.bucket, majorOf(params), route.isOpen !== true)
      if (rate.waitMs !== null) return sendLimit(send, rate.waitMs, rate.isGlobal, rate.headers)
      const call: Call = { world, param: (key) => params.get(key) ?? '', query: url.searchParams, body }
      const answer = answerOf(route, call, stumble)
      if (stumble?.kind === 'lost') return void request.socket.destroy()
      if (answer instanceof DiscordRefusal) {
        // A payload against the rules is kept, so that a test can assert that there was none.
        if (answer.flaws.length > 0) world.faults.push({ route: name, flaws: answer.flaws, body })
        const errors = answer.flaws.length > 0 ? { errors: errorsShape(answer.flaws) } : {}
        return send(answer.status, answer.code, { message: answer.message, code: answer.code, ...errors }, rate.headers)
      }
      send(answer.status ?? (answer.body === undefined ? 204 : 200), 0, answer.body, rate.headers)
    } finally {
      end()
    }
  }
}

function answerOf(route: Route, call: Call, stumble: Stumble | undefined): Answer | DiscordRefusal {
  const planned = stumble && refusalOf(stumble)
  if (planned) return planned
  try {
    return route.handle(call)
  } catch (error) {
    if (error instanceof DiscordRefusal) return error
    throw error
  }
}

type Send = (status: number, code: number, answer: unknown, headers?: Record<string, string>) => void

function sendLimit(send: Send, waitMs: number, isGlobal: boolean, headers: Record<string, string>): void {
  const seconds = waitMs / 1_000
  const body = { message: 'You are being rate limited.', retry_after: seconds, global: isGlobal }
  const scope = isGlobal ? { 'x-ratelimit-global': 'true' } : {}
  send(429, 0, body, {
    'retry-after': String(seconds),
    'x-ratelimit-scope': isGlobal ? 'global' : 'user',
    ...scope,
    ...headers,
  })
}

function match<R extends Route & { steps: string[] }>(routes: readonly R[], method: string, path: string) {
  const given = path.split('/').map(decodeURIComponent)
  for (const route of routes) {
    if (route.method !== method || route.steps.length !== given.length) continue
    const isFit = route.steps.every((step, index) => step.startsWith(':') || step === given[index])
    if (!isFit) continue
    const params = new Map(
      route.steps.flatMap((step, index) => (step.startsWith(':') ? [[step.slice(1), given[index] ?? '']] : [])),
    )
    return { route, params }
  }
  return undefined
}

/** Discord's major parameters: a channel, a guild, or a token each have windows of their own. */
function majorOf(params: Map<string, string>): string {
  return params.get('token') ?? params.get('channel') ?? params.get('guild') ?? ''
}

/** The payload as JSON; of a form with files, the part that holds it. Nothing, or not JSON, is undefined. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  if (bytes.length === 0) return undefined
  const text = type.startsWith('multipart/form-data')
    ? String((await new Response(bytes, { headers: { 'content-type': type } }).formData()).get('payload_json'))
    : bytes.toString('utf8')
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
