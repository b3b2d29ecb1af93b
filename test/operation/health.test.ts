import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMetrics } from '../../src/operation/create-metrics.ts'
import { type HealthServer, serveHealth } from '../../src/operation/serve-health.ts'
import { createFakePlatform } from '../pipeline/deliveries/fake-platform.ts'
import { ferryArticle, openChannel } from '../pipeline/deliveries/with-channel.ts'

let server: HealthServer
let state = { isAlive: true, faults: [] as string[] }
let channel: Awaited<ReturnType<typeof openChannel>>
const fake = createFakePlatform()

beforeEach(async () => {
  state = { isAlive: true, faults: [] }
  channel = await openChannel(fake.poster)
  const metrics = createMetrics(channel.store, channel.deps.now)
  metrics.delivered({ platform: 'slack', stage: 'done', seconds: 3, isRetry: false })
  metrics.delivered({ platform: 'slack', stage: 'posting', seconds: null, isRetry: true })
  const health = { isAlive: () => state.isAlive, faults: async () => state.faults }
  server = await serveHealth({ host: '127.0.0.1', port: 0 }, health, metrics)
})
afterEach(async () => {
  await server.close()
  await channel.store.close()
})

async function get(path: string, method = 'GET') {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method })
  return `${answer.status} ${await answer.text()}`
}

describe('the pages for whoever watches', () => {
  it('say that it moves and is ready, or what is wrong', async () => {
    expect(await get('/healthz')).toBe('200 moving\n')
    expect(await get('/readyz')).toBe('200 ready\n')
    state = { isAlive: false, faults: ['Slack is not connected.', 'The store cannot be read.'] }
    expect(await get('/healthz')).toBe('503 stuck\n')
    expect(await get('/readyz')).toBe('503 Slack is not connected.\nThe store cannot be read.\n')
    expect(await get('/')).toContain('404 There are /healthz')
    expect(await get('/metrics', 'POST')).toContain('405')
  })

  it('tell how the ledger, the feeds and the budget stand', async () => {
    const { subscribe, ingest, wake, store } = channel
    await subscribe()
    await subscribe({ id: 's2', channel: 'C2', topic: 'zeppelins' })
    await ingest(ferryArticle('a1', 'the winter timetable ends in March'))
    fake.faults.push({ kind: 'unready', problem: 'The token is refused.' })
    await wake('2026-05-18T08:00:05Z')
    channel.clock.at = '2026-05-18T08:10:00.000Z'
    const { feed } = await store.feeds.add({ url: 'https://harbour.example/feed', title: null, siteUrl: null })
    const { id, addedAt, ...rest } = feed
    await store.feeds.recordPolls([{ feed: id, state: { ...rest, failures: 5 }, entries: [] }])
    await store.usage.add({ purpose: 'brief', model: 'm', inputTokens: 120, outputTokens: 30 })
    const lines = (await get('/metrics')).split('\n')
    for (const line of [
      'nutgraf_deliveries{stage="composed"} 1',
      'nutgraf_deliveries{stage="quiet"} 1',
      'nutgraf_deliveries{stage="unsure"} 0',
      'nutgraf_queue_depth 1',
      'nutgraf_deliveries_late 1',
      'nutgraf_feeds{state="failing"} 1',
      'nutgraf_tokens_today{direction="in"} 120',
      'nutgraf_delivery_steps_total{platform="slack",stage="done"} 1',
      'nutgraf_delivery_retries_total{platform="slack"} 1',
      'nutgraf_delivery_seconds_bucket{le="5",platform="slack"} 1',
    ])
      expect(lines).toContain(line)
  })

  it('cannot be served where the port is taken, in one sentence', async () => {
    const again = serveHealth(
      { host: '127.0.0.1', port: server.port },
      { isAlive: () => true, faults: async () => [] },
      createMetrics(channel.store, channel.deps.now),
    )
    await expect(again).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringMatching(/^NUTGRAF_HEALTH cannot listen on/),
    })
  })
})
