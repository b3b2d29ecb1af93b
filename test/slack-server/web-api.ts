import { isObject, type JsonObject, objectOf, parseJson, sentJson, textOf } from './json.ts'
import * as chat from './methods/chat.ts'
import * as conversations from './methods/conversations.ts'
import type { Method } from './methods/method.ts'
import * as people from './methods/people.ts'
import * as views from './methods/views.ts'
import { connectionRate, type Rate } from './rate-limits.ts'
import { Refusal } from './refusal.ts'
import { installationIn, type SlackState, type Token } from './state.ts'
import { getById } from './world.ts'

/** What an HTTP answer is made of. */
export interface ApiAnswer {
  status: number
  headers: Record<string, string>
  body: JsonObject
}

const methods: Record<string, Method> = {
  'auth.test': people.authTest,
  'chat.postMessage': chat.postMessage,
  'chat.postEphemeral': chat.postEphemeral,
  'chat.update': chat.update,
  'chat.delete': chat.remove,
  'views.open': views.open,
  'views.update': views.update,
  'views.publish': views.publish,
  'conversations.info': conversations.info,
  'conversations.members': conversations.members,
  'conversations.history': conversations.history,
  'conversations.replies': conversations.replies,
  'users.info': people.userInfo,
  'users.list': people.userList,
  'reactions.add': people.addReaction,
  'assistant.threads.setStatus': people.setStatus,
}

/**
 * Answers one call of the Web API: token, scope, rate, then the method itself. `openConnection` gives the address for
 * `apps.connections.open`. The call is kept with how it ended.
 */
export function answerCall(
  state: SlackState,
  method: string,
  request: { authorization: string; contentType: string; body: string },
  openConnection: () => string,
): ApiAnswer {
  const args = readArguments(request)
  const token = request.authorization.replace(/^Bearer /, '') || (textOf(args['token']) ?? '')
  const { token: _hidden, ...shown } = args
  const headers: Record<string, string> = {}
  const finish = (status: number, body: JsonObject, error: string | null): ApiAnswer => {
    state.calls.push({ method, args: shown, at: state.clock.now(), error })
    return { status, headers, body }
  }
  try {
    if (method === 'apps.connections.open') {
      tokenOf(state, token, 'app')
      limit(state, method, connectionRate)
      return finish(200, { ok: true, url: openConnection() }, null)
    }
    const body = runMethod(state, method, tokenOf(state, token, 'bot'), shown, headers)
    return finish(200, { ok: true, ...body }, null)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.retryAfterS !== undefined) headers['retry-after'] = String(error.retryAfterS)
    return finish(
      error.retryAfterS === undefined ? 200 : 429,
      { ok: false, error: error.code, ...error.extra },
      error.code,
    )
  }
}

/** Reads a body as JSON or as a form, in which objects stand as JSON texts. */
export function readArguments({ contentType, body }: { contentType: string; body: string }): JsonObject {
  const isJson = contentType.startsWith('application/json')
  const args = isJson ? objectOf(parseJson(body)) : Object.fromEntries(new URLSearchParams(body))
  const read: JsonObject = { ...args }
  for (const name of ['blocks', 'view', 'metadata', 'attachments']) {
    const sent: unknown = read[name]
    if (sent !== undefined) read[name] = sentJson(sent) ?? sent
  }
  return read
}

function tokenOf(state: SlackState, given: string, kind: Token['kind']): Token {
  if (given === '') throw new Refusal('not_authed')
  const token = state.tokens.get(given)
  if (!token) throw new Refusal('invalid_auth')
  if (token.problem !== null) throw new Refusal(token.problem)
  if (token.kind !== kind) throw new Refusal('not_allowed_token_type')
  return token
}

function runMethod(
  state: SlackState,
  name: string,
  token: Token,
  args: JsonObject,
  headers: Record<string, string>,
): JsonObject {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined
  if (!method) throw new Refusal('unknown_method', { extra: { req_method: name } })
  const team = getById(state.world.teams, token.teamId ?? '')
  const call = { state, method: name, team, args }
  const { scopes } = installationIn(state, team)
  const needed = method.scope(call)
  headers['x-oauth-scopes'] = scopes.join(',')
  headers['x-accepted-oauth-scopes'] = needed ?? ''
  if (needed !== null && !scopes.includes(needed))
    throw new Refusal('missing_scope', { extra: { needed, provided: scopes.join(',') } })
  if (args['team_id'] !== undefined && args['team_id'] !== team.id) throw new Refusal('team_access_not_granted')
  const rate = typeof method.rate === 'function' ? method.rate(state) : method.rate
  limit(state, `${team.id}:${method.rateKey?.(call) ?? name}`, rate)
  if (args['blocks'] !== undefined && !Array.isArray(args['blocks'])) throw new Refusal('invalid_blocks_format')
  if (args['view'] !== undefined && !isObject(args['view'])) throw new Refusal('invalid_arguments')
  return method.run(call)
}

function limit(state: SlackState, key: string, rate: Rate): void {
  const waitMs = state.limiter.take(key, rate)
  if (waitMs > 0) throw new Refusal('ratelimited', { retryAfterS: Math.ceil(waitMs / 1000) })
}
