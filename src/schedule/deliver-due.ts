import { setTimeout as sleep } from 'node:timers/promises'
import type { Delivery } from '../domain/delivery.ts'
import type { Log } from '../domain/log.ts'
import { type DeliverDeps, deliver } from '../pipeline/deliveries/deliver.ts'
import type { Pacer } from './pacer.ts'

/** So many deliveries are under way at once: enough that composing goes on while platforms answer. */
const atOnce = 16
const lookAgainMs = 1000
/** What is claimed and not begun is another process's after this. */
const claimMs = 3 * 60_000

/** What delivering everything that is due needs; `told` is called with each delivery as far as it went. */
export type DueDeps = DeliverDeps & { log: Log; pacer: Pacer; told: (delivery: Delivery) => void }

/**
 * Delivers everything that is due on one platform, several at once, until nothing more is or it is told to stop; what is under way then is ended.
 * Each step of each delivery is logged under its id.
 */
export async function deliverDue(deps: DueDeps, platform: string, stop: AbortSignal): Promise<void> {
  const running = new Set<Promise<void>>()
  for (let round = 0; ; round++) {
    // Each look is a holder of its own: a row whose hold ran out, while this process still had it in hand, is lost to that first look too.
    const mine = { ...deps, holder: `${deps.holder}-${platform}-${deps.now().getTime()}-${round}` }
    const claimed = stop.aborted ? [] : await claim(mine, platform, atOnce - running.size)
    if (claimed.length === 0 && running.size === 0) return
    for (const delivery of claimed) {
      const work = deliverLogged(mine, delivery).finally(() => running.delete(work))
      running.add(work)
    }
    // One that is slow must not keep others waiting that come to be due meanwhile.
    if (running.size > 0) await Promise.race([...running, sleep(lookAgainMs)])
  }
}

async function claim({ store, holder, now, pacer }: DueDeps, platform: string, limit: number): Promise<Delivery[]> {
  if (limit <= 0 || pacer.isResting(platform)) return []
  const at = now()
  const until = new Date(at.getTime() + claimMs).toISOString()
  return store.deliveries.claim(holder, { at: at.toISOString(), until, limit, platform })
}

/** A fault of ours must not stop the others; the row is tried again some times, or when its hold is over. */
async function deliverLogged(deps: DueDeps, claimed: Delivery): Promise<void> {
  const { id, platform, channel, slot } = claimed
  try {
    const delivery = await deliver(deps, claimed)
    deps.told(delivery)
    const { stage, posted, problem, attempts } = delivery
    const fields = {
      delivery: id,
      platform,
      channel,
      slot,
      stage,
      messages: posted.length,
      ...(problem ? { problem, attempts } : {}),
    }
    if (stage === 'failed' || stage === 'unsure') deps.log.warn('a digest was not posted for sure', fields)
    else if (stage === 'done' || stage === 'quiet') deps.log.info('a digest is done', fields)
    else if (stage === 'missed') deps.log.info('a digest was missed, and a later one stands for it', fields)
    else if (stage === 'waiting') deps.log.info('a digest waits for an editor', fields)
    else deps.log.info('a digest is tried again later', fields)
  } catch (error) {
    deps.log.fault(`delivery ${id} failed, and is tried again some times`, error)
  }
}
