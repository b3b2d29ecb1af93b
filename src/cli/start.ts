import { setTimeout as sleep } from 'node:timers/promises'
import type { Adapter } from '../domain/adapter.ts'
import { AppError } from '../domain/app-error.ts'
import type { Log } from '../domain/log.ts'
import type { Store } from '../domain/store.ts'
import { createMetrics } from '../operation/create-metrics.ts'
import { serveHealth } from '../operation/serve-health.ts'
import { pollFeeds } from '../pipeline/feeds/poll-feeds.ts'
import { createStoryKeeper } from '../pipeline/stories/keep-stories.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { createPreparingThread } from './preparing-thread.ts'
import { runDeliveries } from './run-deliveries.ts'
import { warmUp } from './warm-up.ts'

/** How often it is looked whether a feed is due, and for how long this process then has it for itself. */
const pollEveryMs = 30_000
const pollHoldMs = 5 * 60_000
const groupingPauseMs = 200
const feedsARound = 100
/** How often a second process looks whether it may take over. */
const takeOverMs = 2_000
/** A schedule that was not looked at for so long is stuck. */
const stuckMs = 120_000
/** The waits between two tries to reach a platform that is not reached. */
const retryMs = [2_000, 10_000, 30_000, 60_000]
/** What runs when the program is told to end gets so long. */
const drainMs = 8_000

/** `start`: the bot. Runs every platform whose tokens are set and reads the feeds that are due, until it is told to end. */
export async function runStart(context: CommandContext): Promise<ExitCode> {
  // From here on whoever ends the program is heard, also while the store is opened.
  const stop = context.stop()
  const store = await context.openStore()
  try {
    const { adapters, log, health, keepDays } = await context.openAdapters(store)
    if (adapters.length === 0) {
      throw new AppError(
        'config-invalid',
        'There is nothing to start: set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN. The README shows where to click; nutgraf doctor checks what you set.',
      )
    }
    await holdAlone(store, log, stop)
    await warmUp({ store, now: context.now }, stop)
    return await run(context, store, { adapters, log, health, keepDays }, stop)
  } finally {
    await store.close()
  }
}

/** A store in one file serves one such process; a second waits until the first has ended, and goes on then. */
async function holdAlone(store: Store, log: Log, stop: AbortSignal): Promise<void> {
  if (!(await store.holdAlone())) {
    log.warn('Another start runs on this store. This one waits, and takes over when that one ends.')
    while (!stop.aborted && !(await store.holdAlone())) await wait(takeOverMs, stop)
  }
}

async function run(
  context: CommandContext,
  store: Store,
  { adapters, log, health, keepDays }: Awaited<ReturnType<CommandContext['openAdapters']>>,
  stop: AbortSignal,
): Promise<ExitCode> {
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve()
    stop.addEventListener('abort', () => resolve(), { once: true })
  })
  const ending = new AbortController()
  const running: Adapter[] = []
  const metrics = createMetrics(store, context.now)
  let movedAt = context.now().getTime()
  const moved = () => {
    movedAt = context.now().getTime()
  }
  const isAlive = () => context.now().getTime() - movedAt < stuckMs
  const faults = () => faultsOf(store, adapters, running)
  const server = health === null ? null : await serveHealth(health, { isAlive, faults }, metrics)
  const work = Promise.all([
    pollUntil(context, store, log, ending.signal),
    runDeliveries(context, {
      store,
      log,
      wanted: adapters,
      adapters: running,
      metrics,
      moved,
      keepDays,
      stop: ending.signal,
    }),
  ])
  const connected = Promise.all(
    adapters.map(async (adapter) => {
      if (await connect(adapter, log, stop)) running.push(adapter)
    }),
  )
  // With nothing to talk to there is nothing to run for.
  await Promise.race([stopped, connected.then(() => (running.length === 0 ? undefined : stopped))])
  const hasNobody = running.length === 0 && !stop.aborted
  log.info('ending: nothing new is taken, what runs is finished')
  ending.abort()
  await atMost(
    drainMs,
    work.then(() => Promise.all(running.map((adapter) => adapter.stop()))),
  )
  await server?.close()
  log.info('ended')
  return hasNobody ? 1 : 0
}

/** Why the program cannot do all of its work now. */
async function faultsOf(store: Store, wanted: Adapter[], running: Adapter[]): Promise<string[]> {
  const away = wanted.filter((adapter) => !running.includes(adapter)).map((one) => `${nameOf(one)} is not connected.`)
  const fault = await store.articles.count().then(
    () => [],
    (error: unknown) => [error instanceof AppError ? error.message : 'The store cannot be read.'],
  )
  return [...fault, ...away]
}

/** True once connected. A platform that refuses us is left out, and the others go on; one that is not reached is tried again. */
async function connect(adapter: Adapter, log: Log, stop: AbortSignal): Promise<boolean> {
  for (let attempt = 0; !stop.aborted; attempt++) {
    try {
      await adapter.start()
      log.info(`connected to ${nameOf(adapter)}`)
      return true
    } catch (error) {
      if (!(error instanceof AppError)) {
        log.fault(`${nameOf(adapter)} is not started`, error)
        return false
      }
      log.warn(error.message, { platform: adapter.platform, code: error.code })
      if (error.code !== 'platform-unreachable') return false
      await wait(retryMs[Math.min(attempt, retryMs.length - 1)] ?? 60_000, stop)
    }
  }
  return false
}

async function pollUntil(context: CommandContext, store: Store, log: Log, stop: AbortSignal): Promise<void> {
  const reader = await context.openFeedReader()
  const thread = createPreparingThread()
  const deps = { store, reader, prepare: thread.prepare, now: context.now, random: context.random }
  const keeper = createStoryKeeper(store, context.now, async () => {
    // A store that was never grouped takes its time: whoever asks comes first.
    await sleep(groupingPauseMs)
  })
  while (!stop.aborted) {
    let hasMore = false
    try {
      const at = context.now()
      const due = await store.feeds.claim(
        at.toISOString(),
        new Date(at.getTime() + pollHoldMs).toISOString(),
        feedsARound,
      )
      hasMore = due.length === feedsARound
      await pollFeeds(
        deps,
        due,
        ({ feed, added, changed, error }) => {
          if (error !== null) log.warn(error.message, { feed: feed.url, failures: feed.failures })
          else if (added + changed > 0) log.info('feed read', { feed: feed.url, added, changed })
        },
        { signal: stop },
      )
      if (!hasMore) await keeper.keep('recent', stop)
    } catch (error) {
      // A store that is full or away now may be back with the next round.
      if (error instanceof AppError) log.warn(error.message, { code: error.code })
      else log.fault('a round of reading feeds ended early', error)
    }
    if (!hasMore) await wait(pollEveryMs, stop)
  }
  await thread.close()
}

function wait(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      stop.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    stop.addEventListener('abort', end)
  })
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const limit = new AbortController()
  await Promise.race([work.then(() => limit.abort()), wait(ms, limit.signal)])
}

function nameOf({ platform }: Adapter): string {
  return platform === 'slack' ? 'Slack' : 'Discord'
}
