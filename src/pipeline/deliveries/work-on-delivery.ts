import type { Delivery, DeliveryChange, DeliveryKind, PlannedDelivery } from '../../domain/delivery.ts'
import type { Clock } from '../../domain/ports.ts'
import type { Store } from '../../domain/store.ts'
import { nextTry } from './next-try.ts'

/** What writing the steps of a delivery needs; `holder` names who works on it in the ledger. */
export type WorkDeps = { store: Store; now: Clock; holder: string; random: () => number }

/** One delivery in the hands of this process: its state, and the steps that write it. */
export type Work = ReturnType<typeof createWork>

/** Thrown where another process has taken the row over: whatever it stands at is theirs. */
export class LostHold extends Error {}

/** A row is held so long after each step; a process that dies in between loses it after that. Clocks of two machines may differ by a minute of it. */
const holdMs = 3 * 60_000

/** A post without an answer may still arrive for so long, held up on the way or at a platform that is busy; only then its channel is looked at. */
export const settleMs = 30_000

/** A story that could not wait is told by the next digest after so long. */
export const alertMs = 6 * 3_600_000

/** For a part that may have arrived it is asked so long, and so often. */
const lookMs = 24 * 3_600_000
const lookAgainMs = 15 * 60_000

/** A delivery that fails so often through a fault of ours is given up: others of its channel wait behind it. */
const mostFaults = 5

const ourFault = 'Something went wrong on our side. The log says what, under this id.'

/** Whether it stands for a slot: an alert or a note tells something else, and stands for nothing. */
export function isDigest(kind: DeliveryKind): boolean {
  return kind === 'digest' || kind === 'made-up'
}

/** The newest digest of a subscription. */
export async function newestDigest(store: Store, subscription: string): Promise<string | undefined> {
  const [newest] = await store.deliveries.list({ limit: 1, subscription, kinds: ['digest', 'made-up'] })
  return newest?.id
}

/** Takes a delivery that was claimed into hand. Each step throws `LostHold` where another process has it by now. */
export function createWork({ store, now, holder, random }: WorkDeps, claimed: Delivery) {
  let one = claimed
  let noted: DeliveryChange = {}
  const write = async (change: DeliveryChange, until: string | null) => {
    const whole = { ...noted, ...change }
    if (!(await store.deliveries.update(one.id, holder, whole, until))) throw new LostHold()
    one = { ...one, ...whole }
    noted = {}
  }
  const end = (change: DeliveryChange) => write({ ...change, sending: null, endedAt: now().toISOString() }, null)
  return {
    now: () => one,
    /** Written together with the next step: what arrived, with what is sent next. Until then the part counts as being posted, and is looked for. */
    note(change: DeliveryChange) {
      noted = { ...noted, ...change }
      one = { ...one, ...change }
    },
    /** Written together with the draft that asks the editors: it is nobody's work until one of them decides. */
    async wait(change: DeliveryChange, draft: PlannedDelivery) {
      const whole = { ...noted, ...change }
      if (!(await store.deliveries.waitForEditors(one.id, holder, whole, draft))) throw new LostHold()
      one = { ...one, ...whole }
      noted = {}
    },
    save: (change: DeliveryChange) => write(change, new Date(now().getTime() + holdMs).toISOString()),
    end,
    fail: (problem: string) => end({ stage: 'failed', problem }),
    waitUntil: (ms: number) => write({ tryAt: new Date(ms).toISOString() }, null),
    /** Tries again later, or gives up where the next digest of the subscription is due or a day went by. */
    async later(problem: string, retryMs?: number, change: DeliveryChange = {}) {
      const attempts = one.attempts + 1
      // Where a part stands already, the others belong to it.
      const isWhole = isDigest(one.kind) && one.posted.length === 0 && one.askedAt === null
      const isSuperseded = isWhole && (await newestDigest(store, one.subscription)) !== one.id
      const tryAt = nextTry({ dueAt: one.askedAt ?? one.dueAt, attempts, isSuperseded, retryMs }, now(), random)
      if (tryAt !== null) return write({ ...change, attempts, problem, tryAt: tryAt.toISOString() }, null)
      // A part that may have arrived is looked for a day long, and no longer: others of the channel wait behind it.
      const inFlight = change.sending === null ? null : one.sending
      if (inFlight === null) return end({ stage: 'failed', problem: `Given up: ${problem}` })
      if (now().getTime() - Date.parse(inFlight.at) > lookMs) return end({ stage: 'unsure', problem })
      return write({ ...change, attempts, problem, tryAt: new Date(now().getTime() + lookAgainMs).toISOString() }, null)
    },
    /**
     * Something of ours went wrong: tries again later, or gives up, so that the channel's next ones get their turn. What was noted may be what cannot
     * be written, so only what stands in the ledger counts.
     */
    async faulted() {
      const stored = await store.deliveries.find(one.id)
      if (stored === undefined) return
      // Being told to wait is another matter.
      const attempts = stored.problem === ourFault ? stored.attempts + 1 : 1
      const wait = { dueAt: stored.askedAt ?? stored.dueAt, attempts, isSuperseded: false, retryMs: undefined }
      const tryAt = attempts < mostFaults ? nextTry(wait, now(), random) : null
      const change: DeliveryChange =
        tryAt !== null
          ? { problem: ourFault, tryAt: tryAt.toISOString() }
          : {
              stage: stored.sending === null ? 'failed' : 'unsure',
              problem: `Given up: ${ourFault}`,
              sending: null,
              endedAt: now().toISOString(),
            }
      await store.deliveries.update(one.id, holder, { attempts, ...change }, null)
    },
  }
}
