import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { outsideData } from '../outside-data.ts'
import { beginAct, type Finish, ignoreRefusal, performAct, trouble } from './acting.ts'
import type { Happened } from './happened.ts'
import { isObject, type JsonObject, objectOf, objectsOf, parseJson, textOf } from './json.ts'
import { takeSubmission } from './modal-acts.ts'
import type { Doing } from './payloads.ts'
import { placeRecorded } from './replay-world.ts'
import { applyAnswer } from './response-url.ts'
import type { SlackState } from './state.ts'
import { getById } from './world.ts'

/** What a replay changes: ids and other whole strings by what they become, and which retry it poses as. */
export interface ReplayOptions extends Finish {
  /** `{ U00FAKEUSER2: 'U0BEN', '/test-feedback': '/brief' }`, names of fields too; ids not named here become Ana's, #news' and so on. */
  ids?: Record<string, string>
  attempt?: 0 | 1 | 2 | 3
}

/** A file of recorded payloads by name, such as `modals/slack.json`; undefined where the recordings are absent, so that tests skip. */
export function readRecording(file: string): JsonObject | undefined {
  const path = outsideData(`platform/recordings/${file}`)
  return path === undefined ? undefined : objectOf(parseJson(readFileSync(path, 'utf8')))
}

/** The payloads of a recording by name: what has the form of a request of Slack's; notes on the recording are left out. */
export function payloadsOf(recording: JsonObject): [string, JsonObject][] {
  return Object.entries(recording).flatMap(([name, value]): [string, JsonObject][] =>
    isObject(value) && (value['type'] !== undefined || value['command'] !== undefined) ? [[name, value]] : [],
  )
}

/**
 * Sends a recorded payload as if it happened here: ids and names become this world's, token, `trigger_id` and `response_url` are live
 * ones, and the messages and modals that it speaks of are put into the world. Resolves to what came of it.
 */
export async function replayPayload(
  state: SlackState,
  payload: unknown,
  { ids = {}, attempt = 0, ...finish }: ReplayOptions = {},
): Promise<Happened> {
  const recorded = objectOf(payload)
  const body = objectOf(rewrite(recorded, { ...defaultIds(state, recorded), ...ids }))
  const event = isObject(body['event']) ? body['event'] : undefined
  const userId = textOf(body['user_id']) ?? textOf(objectOf(body['user'])['id']) ?? textOf(event?.['user'])
  const user = state.world.users.find(({ id }) => id === userId) ?? getById(state.world.users, 'Ana')
  const channel =
    textOf(body['channel_id']) ?? textOf(objectOf(body['channel'])['id']) ?? textOf(event?.['channel']) ?? null
  const placed = placeRecorded(state, body, user.id)
  const text = `(a recorded ${event?.['type'] ?? body['command'] ?? body['type']})`
  const teamId = textOf(body['team_id']) ?? textOf(objectOf(body['team'])['id']) ?? ''
  const act = beginAct(state, user, { teamId, text, channel, finish })
  enliven(act.doing, body, channel, placed.message)
  if (event)
    body['event_id'] ??=
      `Ev${createHash('sha256').update(JSON.stringify(event)).digest('hex').slice(0, 9).toUpperCase()}`
  const kind = event ? 'events_api' : body['command'] === undefined ? 'interactive' : 'slash_commands'
  const takesAnswer = kind === 'slash_commands' || body['type'] === 'view_submission'
  const reason = attempt === 0 ? null : 'http_timeout'
  const { cause } = act.doing
  return performAct(
    act,
    { kind, body, takesAnswer, attempt, reason },
    {
      channel,
      failure: trouble,
      take(answer) {
        if (Object.keys(answer).length === 0 && !placed.view) return
        const place = { cause, teamId, channel: channel ?? '', user: user.id, source: null }
        if (kind === 'slash_commands') ignoreRefusal(() => applyAnswer(state, 'ack', place, answer))
        else if (placed.view && takesAnswer) takeSubmission(state, placed.view, answer, cause)
      },
    },
  )
}

/** Puts the parts of a payload in that count: Slack gives out new ones with each request. */
function enliven(
  { state, cause, team, user }: Doing,
  body: JsonObject,
  channel: string | null,
  source: Parameters<SlackState['interactions']['newResponsePath']>[0]['source'],
): void {
  body['token'] = state.verificationToken
  // Some recordings were trimmed; without the workspace Bolt would find no installation.
  for (const one of objectsOf(body['authorizations'])) one['team_id'] ??= team.id
  if (body['trigger_id'] !== undefined) body['trigger_id'] = state.interactions.newTrigger(cause, team.id, user.id)
  if (body['response_url'] === undefined || channel === null) return
  const path = state.interactions.newResponsePath({ cause, teamId: team.id, channel, user: user.id, source })
  body['response_url'] = `${state.baseUrl}${path}`
}

const slackId = /\b[TUWBACGDE][A-Z0-9]{8,}\b/g

function defaultIds(state: SlackState, payload: JsonObject): Record<string, string> {
  const [team] = state.world.teams
  const ana = getById(state.world.users, 'Ana')
  const news = getById(state.world.channels, 'news')
  const direct = state.world.channels.find(({ kind, members }) => kind === 'im' && members.has(ana.id))
  const bots = botIdsOf(payload)
  const byLetter: Record<string, string | undefined> = {
    T: team?.id,
    E: 'E0HARBOR',
    A: state.world.appId,
    B: team?.bot.botId,
    C: news.id,
    G: news.id,
    D: direct?.id,
    U: ana.id,
    W: ana.id,
  }
  const found = new Set(JSON.stringify(payload).match(slackId) ?? [])
  return Object.fromEntries(
    [...found].flatMap((id): [string, string][] => {
      const ours = bots.has(id) ? team?.bot.userId : byLetter[id[0] ?? '']
      return ours === undefined ? [] : [[id, ours]]
    }),
  )
}

/** The ids of the recorded app's bot user: who the event was authorized for, and who wrote the message that was clicked. */
function botIdsOf({ authorizations, message, event }: JsonObject): Set<unknown> {
  const authorized = Array.isArray(authorizations) ? authorizations.map((one) => objectOf(one)['user_id']) : []
  const authors = [objectOf(message), objectOf(event)].filter((one) => one['bot_id'] !== undefined)
  return new Set([...authorized, ...authors.map((one) => one['user'])])
}

const names: Record<string, string> = {
  ...{ username: 'ana', user_name: 'ana', team_domain: 'harbor', domain: 'harbor', channel_name: 'news' },
}

function rewrite(value: unknown, ids: Record<string, string>, key = ''): unknown {
  if (typeof value === 'string') {
    const whole = ids[value]
    if (whole !== undefined && Object.hasOwn(ids, value)) return whole
    return names[key] ?? value.replace(slackId, (id) => (Object.hasOwn(ids, id) ? (ids[id] ?? id) : id))
  }
  if (Array.isArray(value)) return value.map((one) => rewrite(one, ids))
  if (!isObject(value)) return value
  const entries = Object.entries(value).map(([name, one]): [string, unknown] => {
    // The name of a person or channel stands beside their id.
    if (name === 'name' && (key === 'user' || key === 'channel')) return [name, key === 'user' ? 'ana' : 'news']
    return [(Object.hasOwn(ids, name) ? ids[name] : undefined) ?? name, rewrite(one, ids, name)]
  })
  return Object.fromEntries(entries)
}
