import type { ChangeOutcome, Poster } from '../../domain/adapter.ts'
import type { MessageEdit } from '../../domain/approval.ts'
import { type Delivery, shownByDraft } from '../../domain/delivery.ts'
import type { Clock } from '../../domain/ports.ts'
import type { Reply } from '../../domain/reply.ts'
import type { Store } from '../../domain/store.ts'
import { nextTry } from './next-try.ts'

/** What changing posted messages needs; `fault` is told what went wrong with one while the others go on. */
export type EditDeps = {
  store: Store
  now: Clock
  random: () => number
  posters: Pick<ReadonlyMap<string, Poster>, 'get'>
  writeDraft: (delivery: Delivery) => Reply
  /** lays out what stands in place of what was taken back, and in place of a message that is needed no more */
  writeRetraction: (delivery: Delivery) => Reply
  writeRest: () => Reply
  fault: (message: string, error: unknown) => void
}

const atOnce = 20
const holdMs = 3 * 60_000

/**
 * Brings messages of one platform up to date that no longer show how things stand: drafts, and what was taken back. Each is written as things stand then, so
 * doing it twice does no harm; what the platform does not take now is tried again for a day. Resolves to how many it looked at.
 */
export async function editPosted(deps: EditDeps, platform: string): Promise<number> {
  const poster = deps.posters.get(platform)
  if (poster === undefined) return 0
  const at = deps.now()
  const until = new Date(at.getTime() + holdMs).toISOString()
  const edits = await deps.store.edits.claim({ at: at.toISOString(), until, limit: atOnce, platform })
  for (const edit of edits) {
    try {
      await makeEdit(deps, poster, edit)
    } catch (error) {
      deps.fault(`the messages of delivery ${edit.delivery} could not be changed, and are tried again`, error)
      await putOff(deps, edit)
    }
  }
  return edits.length
}

async function makeEdit(deps: EditDeps, poster: Poster, edit: MessageEdit): Promise<void> {
  const { store } = deps
  const delivery = await store.deliveries.find(edit.delivery)
  const reply = delivery === undefined ? null : await replyFor(deps, delivery)
  if (delivery === undefined || reply === null) return store.edits.settle(edit, null)
  if (delivery.retracted !== null) await endConversation(deps, delivery)
  const outcome = await replaceAll(deps, poster, delivery, reply)
  if (outcome.kind === 'busy' && (await putOff(deps, edit, outcome.retryMs))) return
  await store.edits.settle(edit, null)
  if (outcome.kind === 'busy' || outcome.kind === 'refused') await tellFailure(deps, poster, delivery, outcome.problem)
}

/** What its messages shall say; null where they stay as they are. */
async function replyFor({ store, writeDraft, writeRetraction }: EditDeps, delivery: Delivery): Promise<Reply | null> {
  if (delivery.posted.length === 0) return null
  if (delivery.retracted !== null) return writeRetraction(delivery)
  const shown = await store.deliveries.find(shownByDraft(delivery) ?? '')
  return shown === undefined ? null : writeDraft(shown)
}

/** Nothing is answered from what was taken back. A note stands in the conversation of others. */
async function endConversation({ store }: EditDeps, delivery: Delivery): Promise<void> {
  const { platform, space, channel, under, posted, kind } = delivery
  if (kind !== 'note') await store.threads.remove({ platform, space, channel, message: under ?? posted[0] ?? '' })
}

async function replaceAll(deps: EditDeps, poster: Poster, delivery: Delivery, reply: Reply): Promise<ChangeOutcome> {
  const { posted, under } = delivery
  const of = posted.length
  const parts = poster.partsOf(reply, of)
  for (const [index, message] of posted.entries()) {
    const first = index === 0 ? under : (under ?? posted[0] ?? null)
    const change = index < parts ? { reply, part: index, of } : { reply: deps.writeRest(), part: 0, of: 1 }
    const outcome = await poster.replacePart(delivery, { ...change, message, first })
    // A message that somebody deleted says nothing any more, which is as good.
    if (outcome.kind === 'busy' || outcome.kind === 'refused') return outcome
  }
  return { kind: 'changed' }
}

async function putOff({ store, now, random }: EditDeps, edit: MessageEdit, retryMs?: number): Promise<boolean> {
  const { wantedAt, attempts } = edit
  const tries = { dueAt: wantedAt, attempts: attempts + 1, isSuperseded: false, retryMs }
  const retryAt = nextTry(tries, now(), random)
  await store.edits.settle(edit, retryAt?.toISOString() ?? null)
  return retryAt !== null
}

async function tellFailure({ store }: EditDeps, poster: Poster, delivery: Delivery, problem: string): Promise<void> {
  const { id, retracted, space, channel, topic } = delivery
  if (retracted === null) return
  await store.deliveries.complain(id, `It was to be taken back, but still stands there. ${problem}`)
  const sentence = `“${topic}” could not be taken back, and still stands in the channel. ${problem}`
  if (retracted.user !== null) await poster.tell({ space, channel, user: retracted.user }, sentence)
}
