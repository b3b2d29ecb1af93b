import type { Call, Fate } from './gate.ts'
import type { Ledger } from './ledger.ts'
import type { StormPlatforms } from './platforms.ts'

/** How far a delivery was that the killed process had in its hands, the most delicate first. */
export const killStages = [
  'posted, not recorded',
  'sent, not posted',
  'between two parts',
  'composed',
  'claimed',
] as const
export type KillStage = (typeof killStages)[number]

/** Where a kill is meant to fall. */
type Trap = 'taken' | 'answered' | 'wire' | 'unsent' | 'thread' | 'look' | 'anytime'

/** How often each is chosen, of 100. */
const shares: Record<Trap, number> = { taken: 45, answered: 12, wire: 8, unsent: 7, thread: 6, look: 4, anytime: 18 }
const mostCalls = 6
/** Threads and looks are rarer than posts. */
const mostRareCalls = 4
const mostAnswerMs = 25
const mostLateMs = 150
const mostAnytimeMs = 300
const mostStartMs = 1_500
/** A process that meets no trap so long after its first post is killed where it stands; one that never posts is, too. */
const patienceMs = 1_500
const longestStartMs = 15_000
const lookMs = 20

/** Kills one process at a moment that is told by what it asks of the platforms. */
export type Traps = {
  meet: (call: Call) => Fate
  /** Kills at the next moment of a kind that is drawn; resolves when the process is gone. */
  spring(kill: () => Promise<void>): Promise<void>
  /** What it had in its hands, by the ledger and what stands in the channels: nothing where it had posted nothing yet. */
  look(): Promise<KillStage[]>
}

type Armed = { trap: Trap; left: number; fire: () => void }

/** Traps for one process, which is known in the ledger by what it posts. */
export function createTraps({
  ledger,
  platforms,
  random,
}: {
  ledger: Ledger
  platforms: StormPlatforms
  random: () => number
}): Traps {
  let armed: Armed | null = null
  let holder: string | null = null
  let firstPostAt: number | null = null

  async function learnHolder(mark: string | null): Promise<void> {
    if (holder !== null || mark === null) return
    const row = (await ledger.open()).find(({ id }) => id === mark.replace(/-\d+$/, ''))
    holder = row?.holder ?? null
  }

  /** Whether the kill is to fall at this call. */
  function isMet(call: Call, trap: Trap): boolean {
    const what = isRare(trap) ? trap : 'post'
    return call.what === what || (what === 'post' && call.what === 'forum-post')
  }

  return {
    meet(call) {
      const usual = { arrives: () => learnHolder(call.mark), afterMs: random() * mostAnswerMs }
      if (call.mark !== null) firstPostAt ??= performance.now()
      const one = armed
      if (one === null || !isMet(call, one.trap) || --one.left > 0) return usual
      armed = null
      return fateOf(one, random, usual)
    },
    async spring(kill) {
      const trap = drawTrap(random)
      const { promise, resolve } = Promise.withResolvers<void>()
      const fire = () => resolve(kill())
      armed = { trap, left: 1 + Math.floor(random() * (isRare(trap) ? mostRareCalls : mostCalls)), fire }
      // One in five of those that fall anywhere falls into the start.
      const startMs = trap === 'anytime' && random() < 0.2 ? random() * mostStartMs : longestStartMs
      const from = performance.now()
      const timer = setInterval(() => {
        const now = performance.now()
        if (firstPostAt === null ? now - from > startMs : now - Math.max(from, firstPostAt) > patienceMs) fire()
      }, lookMs)
      await promise
      clearInterval(timer)
      armed = null
    },
    async look() {
      const own = holder
      holder = null
      firstPostAt = null
      if (own === null) return []
      const held = (await ledger.open()).filter((row) => row.holder === own)
      return held.map(({ id, stage, sending }): KillStage => {
        if (sending !== null) return platforms.holds(`${id}-${sending}`) ? 'posted, not recorded' : 'sent, not posted'
        if (stage === 'posting') return 'between two parts'
        return stage === 'composed' ? 'composed' : 'claimed'
      })
    },
  }
}

function fateOf({ trap, fire }: Armed, random: () => number, usual: Fate): Fate {
  switch (trap) {
    case 'wire':
      // It is on its way, and arrives when its sender is gone.
      return { ...usual, arrives: fire, beforeMs: random() * mostLateMs }
    case 'unsent':
      return { ...usual, arrives: fire, instead: 'cut' }
    case 'answered':
      return { ...usual, answered: () => setTimeout(fire, random() * 3) }
    case 'anytime':
      return { ...usual, arrives: () => void setTimeout(fire, random() * mostAnytimeMs) }
    default:
      // The platform has taken it, and its answer never arrives.
      return { ...usual, taken: fire, answer: 'cut' }
  }
}

function isRare(trap: Trap): trap is 'thread' | 'look' {
  return trap === 'thread' || trap === 'look'
}

function drawTrap(random: () => number): Trap {
  let rest = random() * 100
  for (const [trap, share] of Object.entries(shares) as [Trap, number][]) {
    rest -= share
    if (rest < 0) return trap
  }
  return 'anytime'
}
