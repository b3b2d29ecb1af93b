import type { Call, Fate } from './gate.ts'
import type { StormPlatforms } from './platforms.ts'

/** What goes wrong for a while. */
export type Weather = 'fair' | 'broken' | 'cut' | 'lost' | 'slow' | 'limited' | 'dark'

/** The kinds of weather of a storm, each with how many seconds of the program's time it lasts. */
export const storm: readonly (readonly [Weather, number])[] = [
  ['fair', 15],
  ['broken', 60],
  ['cut', 40],
  ['lost', 40],
  ['slow', 60],
  ['limited', 60],
  ['dark', 30],
  ['fair', 15],
]

/** The share of calls that meet a server that is broken, a connection that is cut or an answer that is lost. */
const broken = 0.2
const cut = 0.3
/** The share of posts whose answer takes longer than anybody waits. */
const slow = 0.1
const mostAnswerMs = 10

/** What calls meet, and how many of each fate there were. */
export type Sky = {
  turn(to: Weather): void
  meet: (call: Call) => Fate
  counts: Record<string, number>
}

/** Fair at first. Each weather lasts a `share` of its seconds, of which `factor` pass in one of the machine's. */
export function createSky(
  platforms: StormPlatforms,
  { factor, share, random }: { factor: number; share: number; random: () => number },
): Sky {
  let weather: Weather = 'fair'
  let fairAt = 0
  const counts: Record<string, number> = {}
  const usual = (): Fate => ({ afterMs: random() * mostAnswerMs })

  function fateOf(call: Call): [string, Fate] {
    const isAfter = random() < 0.5
    if (call.what === 'other') return weather === 'dark' ? ['dark', { instead: 'cut' }] : ['fair', {}]
    switch (weather) {
      case 'dark':
        return ['dark', { instead: 'cut' }]
      case 'limited': {
        const seconds = Math.max(1, Math.ceil(((fairAt - performance.now()) / 1000) * factor))
        return ['limited', { instead: limit(call, random() < 0.3 ? seconds : Math.min(seconds, 3)) }]
      }
      case 'broken':
        if (random() >= broken) break
        return isAfter ? ['broken after', { answer: failure(call) }] : ['broken before', { instead: failure(call) }]
      case 'cut':
        if (random() >= cut) break
        return ['cut before', { instead: 'cut' }]
      case 'lost':
        if (random() >= cut) break
        return ['cut after', { answer: 'cut' }]
      case 'slow':
        if (call.what !== 'post' || random() >= slow) break
        return isAfter
          ? ['no answer', { afterMs: 25_000 / factor, answer: 'cut' }]
          : ['taken late', { beforeMs: 3_000 / factor, answer: 'cut' }]
    }
    return ['fair', usual()]
  }

  return {
    counts,
    turn(to) {
      if (weather === 'dark') {
        platforms.slack.online()
        platforms.discord.setOffline(false)
      }
      weather = to
      const [, seconds = 0] = storm.find(([one]) => one === to) ?? []
      fairAt = performance.now() + (seconds * share * 1000) / factor
      if (weather !== 'dark') return
      platforms.slack.offline()
      platforms.discord.setOffline(true)
    },
    meet(call) {
      const [name, fate] = fateOf(call)
      if (call.what !== 'other') counts[`${call.platform}, ${name}`] = (counts[`${call.platform}, ${name}`] ?? 0) + 1
      return fate
    },
  }
}

function failure({ platform }: Call) {
  const body = platform === 'slack' ? { ok: false, error: 'internal_error' } : { message: '500: Internal', code: 0 }
  return { status: 500, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

function limit({ platform }: Call, seconds: number) {
  const headers = { 'content-type': 'application/json', 'retry-after': String(seconds) }
  if (platform === 'slack') return { status: 429, headers, body: JSON.stringify({ ok: false, error: 'ratelimited' }) }
  const body = { message: 'You are being rate limited.', retry_after: seconds, global: false }
  return { status: 429, headers: { ...headers, 'x-ratelimit-scope': 'user' }, body: JSON.stringify(body) }
}
