import { type Activity, createActivity } from './activity.ts'
import { createTestClock, type TestClock } from './clock.ts'
import type { Breach, Fault } from './fault.ts'
import { defaultInstallation, type Installation } from './install.ts'
import { createInteractions, type Interactions } from './interactions.ts'
import { createJournal, type Journal } from './journal.ts'
import type { JsonObject } from './json.ts'
import { createRateLimiter, type RateLimiter } from './rate-limits.ts'
import { createStumbles, type Stumbles } from './stumbles.ts'
import type { Transport } from './transport.ts'
import { createWorld, type Team, type World } from './world.ts'

/** One call that the app made: what it asked and what it was told. */
export interface Call {
  method: string
  args: JsonObject
  at: number
  /** Null: it was answered with `ok`. */
  error: string | null
}

/** What a token is for; `problem` is the error that every call with it gets, such as `token_revoked`. */
export interface Token {
  kind: 'bot' | 'app'
  teamId: string | null
  problem: string | null
}

/** Everything that the parts of the server share. */
export interface SlackState {
  clock: TestClock
  world: World
  journal: Journal
  activity: Activity
  faults: Fault[]
  calls: Call[]
  limiter: RateLimiter
  stumbles: Stumbles
  interactions: Interactions
  tokens: Map<string, Token>
  installations: Map<string, Installation>
  /** Whether `conversations.history` has the rates of new apps outside the Marketplace: 1 call a minute, 15 objects. */
  isNewApp: boolean
  signingSecret: string
  verificationToken: string
  /** `http://127.0.0.1:<port>`, set when the server listens. */
  baseUrl: string
  /** How payloads reach the app; set by the server. */
  transport: Transport
  /** A new message time that no message has. */
  nextTs(): string
  /** A new id: `nextId('Ev')` → `Ev00000001`. */
  nextId(prefix: string): string
}

/** The app-level token of the test app, with `connections:write`. */
export const appToken = 'xapp-1-nutgraf'

/** What a test can set. */
export interface StateOptions {
  /** When the server's clock starts. */
  startAt?: string
  installation?: Installation
  isNewApp?: boolean
}

/** A fresh state: the world of `createWorld`, nothing said yet. */
export function createState({
  startAt = '2026-03-02T09:00:00Z',
  installation = defaultInstallation(),
  isNewApp = true,
}: StateOptions): SlackState {
  const activity = createActivity()
  const clock = createTestClock(Date.parse(startAt), activity.still)
  const world = createWorld()
  let lastMicros = 0
  let ids = 0
  return {
    clock,
    world,
    activity,
    journal: createJournal(clock.now, activity.touch),
    faults: [],
    calls: [],
    limiter: createRateLimiter(clock.now),
    stumbles: createStumbles(),
    interactions: createInteractions(clock.now),
    tokens: new Map<string, Token>([
      [appToken, { kind: 'app', teamId: null, problem: null }],
      ...world.teams.map((team): [string, Token] => [team.bot.token, { kind: 'bot', teamId: team.id, problem: null }]),
    ]),
    installations: new Map(world.teams.map((team) => [team.id, structuredClone(installation)])),
    isNewApp,
    signingSecret: 'a-signing-secret-for-tests',
    verificationToken: 'a-verification-token',
    baseUrl: '',
    transport: { send: () => Promise.reject(new Error('the server does not listen yet')) },
    nextTs() {
      lastMicros = Math.max(lastMicros + 1, clock.now() * 1000)
      return `${Math.floor(lastMicros / 1e6)}.${String(lastMicros % 1e6).padStart(6, '0')}`
    },
    nextId: (prefix) => `${prefix}${String(++ids).padStart(8, '0')}`,
  }
}

/** The installation of a workspace. */
export function installationIn(state: SlackState, team: Team | string): Installation {
  const id = typeof team === 'string' ? team : team.id
  const installation = state.installations.get(id)
  if (!installation) throw new Error(`the app is not installed in ${id}`)
  return installation
}

/** Keeps what is wrong with a call. */
export function keepFaults(state: SlackState, method: string, breaches: readonly Breach[]): void {
  state.faults.push(...breaches.map((breach) => ({ method, ...breach })))
}
