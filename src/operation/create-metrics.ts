import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { DeliveryStage } from '../domain/delivery.ts'
import type { Store } from '../domain/store.ts'

/** What is counted while the program runs. */
export interface Metrics {
  /** a delivery was taken as far as it went: where, how it stands, and, where it ended, how many seconds after its slot */
  delivered(what: { platform: string; stage: DeliveryStage; seconds: number | null; isRetry: boolean }): void
  /** everything as Prometheus reads it; asks the store how the ledger and the feeds stand */
  text(): Promise<string>
  contentType: string
}

/** Open so long after its slot, a delivery is late. */
const lateMs = 5 * 60_000
/** Feeds that failed so often in a row count as failing. */
const failures = 3
/** What waits for an editor is not late: nobody works on it. */
const openStages: DeliveryStage[] = ['due', 'composed', 'posting']
const stages: DeliveryStage[] = [...openStages, 'waiting', 'done', 'quiet', 'missed', 'failed', 'unsure']
const mostOpen = 10_000

/** Counts, and asks the store for the rest when it is asked itself. */
export function createMetrics(store: Pick<Store, 'deliveries' | 'feeds' | 'usage'>, now: () => Date): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers })
  const ledger = gauge('nutgraf_deliveries', 'Deliveries in the ledger, by stage', ['stage'])
  const depth = gauge('nutgraf_queue_depth', 'Deliveries that are open')
  const late = gauge('nutgraf_deliveries_late', 'Deliveries open five minutes after their slot')
  const feeds = gauge('nutgraf_feeds', 'Feeds that are followed, by how they stand', ['state'])
  const tokens = gauge('nutgraf_tokens_today', 'Tokens used today (UTC), by direction', ['direction'])
  const steps = new Counter({
    name: 'nutgraf_delivery_steps_total',
    help: 'Deliveries taken a step further, by platform and the stage they reached',
    labelNames: ['platform', 'stage'],
    registers,
  })
  const retries = new Counter({
    name: 'nutgraf_delivery_retries_total',
    help: 'Deliveries put off to be tried again',
    labelNames: ['platform'],
    registers,
  })
  const delay = new Histogram({
    name: 'nutgraf_delivery_seconds',
    help: 'From the slot to the end of its delivery',
    labelNames: ['platform'],
    buckets: [1, 2, 5, 10, 30, 60, 300, 900, 3600],
    registers,
  })
  async function look(): Promise<void> {
    const counts = await store.deliveries.counts()
    for (const stage of stages) ledger.set({ stage }, counts.get(stage) ?? 0)
    const open = await store.deliveries.list({ limit: mostOpen, stages: openStages })
    depth.set(open.length)
    late.set(open.filter(({ dueAt }) => now().getTime() - Date.parse(dueAt) > lateMs).length)
    const all = await store.feeds.list()
    const stopped = all.filter((feed) => feed.stopped !== null).length
    const failing = all.filter((feed) => feed.stopped === null && feed.failures >= failures).length
    feeds.set({ state: 'stopped' }, stopped)
    feeds.set({ state: 'failing' }, failing)
    feeds.set({ state: 'fine' }, all.length - stopped - failing)
    const usage = await store.usage.list(now().toISOString())
    tokens.set(
      { direction: 'in' },
      usage.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
    )
    tokens.set(
      { direction: 'out' },
      usage.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
    )
  }
  return {
    delivered({ platform, stage, seconds, isRetry }) {
      steps.inc({ platform, stage })
      if (isRetry) retries.inc({ platform })
      if (seconds !== null) delay.observe({ platform }, seconds)
    },
    async text() {
      await look()
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}
