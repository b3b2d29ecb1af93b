import { draftReply, restReply, retractionReply } from '../../../src/chat/draft-reply.ts'
import { noteReply } from '../../../src/chat/note-reply.ts'
import { beginUnder, writeDelivery } from '../../../src/chat/write-delivery.ts'
import type { Poster } from '../../../src/domain/adapter.ts'
import type { Delivery } from '../../../src/domain/delivery.ts'
import type { Store } from '../../../src/domain/store.ts'
import { type DeliverDeps, deliver } from '../../../src/pipeline/deliveries/deliver.ts'
import { editPosted } from '../../../src/pipeline/deliveries/edit-posted.ts'
import { planSlots } from '../../../src/pipeline/deliveries/plan-slots.ts'
import { tendWaiting } from '../../../src/pipeline/deliveries/tend-waiting.ts'

/** What `start` does beside answering, as one step that a test takes when it wants. */
export function createWorker(store: Store, poster: Poster, now: () => Date, newId: () => string) {
  const deps: DeliverDeps = {
    store,
    now,
    random: () => 0.5,
    holder: 'process 1',
    posters: new Map([[poster.platform, poster]]),
    pacer: { take: async () => 0, rest: () => {} },
    write: async (delivery, subscription, composed) =>
      writeDelivery({ store, now }, { delivery, subscription, composed, feeds: await store.feeds.list() }),
    writeNote: noteReply,
    writeDraft: draftReply,
    begin: async (reply, { message, ...place }) => {
      if (reply.id !== null) await beginUnder(store, reply.id, { ...place, message })
    },
  }
  const editing = { ...deps, writeRetraction: retractionReply, writeRest: restReply, fault }
  return {
    deps,
    /** Takes everything due as far as it goes, and changes what no longer shows how things stand; resolves to how each delivery stands then. */
    async work(): Promise<Delivery[]> {
      await planSlots({ store, newId, fault }, now().toISOString())
      await tendWaiting({ store, now })
      const ended: Delivery[] = []
      for (;;) {
        const until = new Date(now().getTime() + 120_000).toISOString()
        const claimed = await store.deliveries.claim(deps.holder, { at: now().toISOString(), until, limit: 10 })
        if (claimed.length === 0) {
          await editPosted(editing, poster.platform)
          return ended
        }
        for (const one of claimed) ended.push(await deliver(deps, one))
      }
    },
  }
}

/** In a test nothing of ours may go wrong unsaid. */
export function fault(_message: string, error: unknown): never {
  throw error
}
