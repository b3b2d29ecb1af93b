import { draftReply, restReply, retractionReply } from '../chat/draft-reply.ts'
import { noteReply } from '../chat/note-reply.ts'
import { beginUnder, writeDelivery } from '../chat/write-delivery.ts'
import type { Adapter, Poster } from '../domain/adapter.ts'
import type { StoredFeed } from '../domain/feed.ts'
import type { Log } from '../domain/log.ts'
import type { Clock } from '../domain/ports.ts'
import type { Store } from '../domain/store.ts'
import type { Metrics } from '../operation/create-metrics.ts'
import type { DeliverDeps } from '../pipeline/deliveries/deliver.ts'
import { type EditDeps, editPosted } from '../pipeline/deliveries/edit-posted.ts'
import { findAlerts } from '../pipeline/deliveries/find-alerts.ts'
import { findNotes } from '../pipeline/deliveries/find-notes.ts'
import { type PlanDeps, planSlots, setSlotsBack } from '../pipeline/deliveries/plan-slots.ts'
import { tendWaiting } from '../pipeline/deliveries/tend-waiting.ts'
import { purgeOld } from '../pipeline/retention/purge-old.ts'
import { type DueDeps, deliverDue } from '../schedule/deliver-due.ts'
import { again, every } from '../schedule/every.ts'
import { createPacer } from '../schedule/pacer.ts'
import type { CommandContext } from './context.ts'
import { openWriting } from './open-writing.ts'

const platforms = ['slack', 'discord']
const second = 1000
/** Alerts come with what the polls of the last minutes brought. */
const eachNight = '0 17 4 * * *'
const alertsEveryMs = 3 * 60_000
/** Editors are people: what waits for them has time. */
const tendEveryMs = 5_000
const hourMs = 3_600_000
const clockApartMs = 30_000
/** What another process was storing at the last look becomes visible within this. */
const noteOverlapMs = 10 * 60_000
/** Clocks are set by a little all the time. */
const tolerableMs = 2_000
/** How feeds stand is looked up once for the digests of a minute. */
const feedsKeptMs = 30_000

/** What delivering needs of the program. `wanted` are the platforms whose tokens are set, `adapters` those of them that are connected by now; `moved` is called whenever the schedule was looked at. */
export type Delivering = {
  store: Store
  log: Log
  wanted: readonly Adapter[]
  adapters: readonly Adapter[]
  metrics: Metrics
  moved: () => void
  /** what is older is deleted each day; 0 keeps all */
  keepDays: number
  stop: AbortSignal
}

/** Plans, composes and posts digests until told to stop; then what is under way is ended. */
export async function runDeliveries(
  context: CommandContext,
  { store, log, wanted, adapters, metrics, moved, keepDays, stop }: Delivering,
): Promise<void> {
  const { now, newId, random, elapsed } = context
  await warnOfClock(store, log, now)
  // Where one process has the store for itself, whatever was held before is held by nobody.
  if (!store.isShared) await Promise.all([store.deliveries.release(), store.briefs.release()])
  const deps: DueDeps = {
    store,
    now,
    writing: await openWriting(context, store),
    random,
    log,
    holder: newId(),
    posters: byPlatform(adapters),
    pacer: createPacer(elapsed),
    write: writerOf(context, store),
    writeNote: noteReply,
    writeDraft: draftReply,
    told: ({ platform, stage, attempts, dueAt, endedAt }) =>
      metrics.delivered({
        platform,
        stage,
        seconds: endedAt === null ? null : (Date.parse(endedAt) - Date.parse(dueAt)) / 1000,
        isRetry: attempts > 0 && endedAt === null,
      }),
    begin: async (reply, { message, ...place }) => {
      if (reply.id !== null) await beginUnder(store, reply.id, { ...place, message })
    },
  }
  const planning = { store, newId, fault: (message: string, error: unknown) => log.fault(message, error) }
  const editing: EditDeps = { ...deps, writeRetraction: retractionReply, writeRest: restReply, fault: planning.fault }
  const findNew = createNoteSearch(planning, store, now)
  const setBack = createSetBack(planning, store, now)
  const options = { log, stop }
  await Promise.all([
    again(second, { name: 'planning digests', ...options }, async () => {
      await setBack()
      await planSlots(planning, now().toISOString())
      moved()
    }),
    again(tendEveryMs, { name: 'looking after what waits for editors', ...options }, () => tendWaiting({ store, now })),
    every(eachNight, { name: 'deleting what is old', ...options }, async () => {
      await purgeOld({ store, now, keepDays }, stop)
    }),
    again(alertsEveryMs, { name: 'looking for alerts and corrections', ...options }, async () => {
      await findAlerts({ ...planning, now })
      await findNew()
    }),
    // Each by itself: a platform that is slow, or paces us, must not hold up the other.
    ...platforms.map((platform) =>
      again(second, { name: `delivering in ${platform}`, ...options }, async () => {
        // One that is still being connected is waited for; one without tokens is said to have none.
        const isComing = wanted.some((one) => one.platform === platform) && deps.posters.get(platform) === undefined
        if (!isComing) await deliverDue(deps, platform, stop)
      }),
    ),
    ...platforms.map((platform) =>
      again(second, { name: `changing messages in ${platform}`, ...options }, async () => {
        await editPosted(editing, platform)
      }),
    ),
  ])
}

/** Who holds a row, and for how long, is told by each machine's own clock. */
async function warnOfClock(store: Store, log: Log, now: Clock): Promise<void> {
  const server = await store.serverClock().catch(() => null)
  const apartMs = server === null ? 0 : Math.abs(Date.parse(server) - now().getTime())
  if (apartMs < clockApartMs) return
  log.warn(
    'the clock of this machine and of the database differ: set both by the network (NTP), or a digest may come twice',
    {
      seconds: Math.round(apartMs / 1000),
    },
  )
}

/** Looks for corrections of what was shown: at first in the last day, then in what was stored since the last look, and a little before. */
function createNoteSearch({ newId }: PlanDeps, store: Store, now: Clock): () => Promise<void> {
  let since = new Date(now().getTime() - 24 * hourMs).toISOString()
  return async () => {
    const at = now().getTime()
    await findNotes({ store, now, newId }, since)
    since = new Date(at - noteOverlapMs).toISOString()
  }
}

/** A clock that was ahead leaves slots and tries in the future behind; they are looked for at the start, each hour, and when the clock was set back. */
function createSetBack(planning: PlanDeps, store: Store, now: Clock): () => Promise<void> {
  let checked = Number.NEGATIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  return async () => {
    const at = now().getTime()
    const isSetBack = at < last - tolerableMs
    last = at
    if (!isSetBack && at - checked < hourMs && at >= checked) return
    await setSlotsBack(planning, new Date(at).toISOString())
    await store.deliveries.setBack()
    checked = at
  }
}

/** The platforms that are connected, as they are when asked. */
function byPlatform(adapters: readonly Adapter[]): Pick<ReadonlyMap<string, Poster>, 'get'> {
  return { get: (platform: string) => adapters.find((adapter) => adapter.platform === platform) }
}

function writerOf({ now, elapsed }: CommandContext, store: Store): DeliverDeps['write'] {
  let kept: { at: number; feeds: Promise<StoredFeed[]> } | null = null
  return (delivery, subscription, composed) => {
    const at = elapsed()
    if (kept === null || at - kept.at > feedsKeptMs) kept = { at, feeds: store.feeds.list() }
    return kept.feeds.then((feeds) => writeDelivery({ store, now }, { delivery, subscription, composed, feeds }))
  }
}
