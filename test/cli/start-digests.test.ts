import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { openStore } from '../../src/storage/open.ts'
import { type DiscordServer, startDiscord } from '../discord-server/discord-server.ts'
import { ferryArticle, subscriptionOf } from '../pipeline/deliveries/with-channel.ts'
import { manifest } from '../slack/with-slack.ts'
import { installationOf } from '../slack-server/install.ts'
import { type SlackServer, startSlack } from '../slack-server/slack-server.ts'
import { startChild } from './start-child.ts'

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-start-digests-'))
const database = `sqlite:${join(folder, 'nutgraf.db')}`
const now = () => new Date()

let slack: SlackServer
let discord: DiscordServer
beforeAll(async () => {
  slack = await startSlack({ installation: installationOf(manifest) })
  discord = await startDiscord({ rateScale: 0.02 })
  const store = await openStore({ url: database, now })
  await ingestArticles(store, [
    ferryArticle('a1', 'the winter timetable ends in March', { publishedAt: now().toISOString() }),
  ])
  // The minute that has just begun, every day.
  const due = `${now().toISOString().slice(0, 16)}:00Z`
  const soon = {
    schedule: { ...subscriptionOf().schedule, times: [due.slice(11, 16)] },
    nextAt: due,
    createdAt: due,
  }
  const { id: channel, guildId } = discord.channel('general')
  await store.subscriptions.save(subscriptionOf({ ...soon, id: 's1', space: 'T0HARBOR', channel: 'C0NEWS' }))
  await store.subscriptions.save(
    subscriptionOf({ ...soon, id: 's2', platform: 'discord', space: guildId ?? '', channel }),
  )
  await store.close()
})
afterAll(async () => {
  await Promise.all([slack.close(), discord.close()])
  rmSync(folder, { recursive: true, force: true })
})

const env = () => ({
  DATABASE_URL: database,
  SLACK_BOT_TOKEN: slack.botToken(),
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.url,
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

describe('start with subscriptions', () => {
  it('posts what is due on both platforms, tells how it stands, and posts nothing again after a kill', async () => {
    const port = await freePort()
    const first = startChild({ ...env(), NUTGRAF_HEALTH: String(port) })
    const get = async (path: string) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`)
      return { status: answer.status, text: await answer.text() }
    }
    await expect.poll(() => slack.messages('news').length, { timeout: 20_000 }).toBe(1)
    await expect.poll(() => discord.messages('general', 'ana').length, { timeout: 20_000 }).toBe(1)
    expect(JSON.stringify(slack.messages('news')[0]?.blocks)).toContain('the winter timetable ends in March')
    expect(discord.messages('general', 'ana')[0]?.text).toContain('the winter timetable ends in March')
    await first.says('a digest is done')
    expect(await get('/healthz')).toMatchObject({ status: 200 })
    expect(await get('/readyz')).toEqual({ status: 200, text: 'ready\n' })
    await expect.poll(async () => (await get('/metrics')).text).toContain('nutgraf_deliveries{stage="done"} 2')
    // A second one on the same file says so, waits, and takes over at once where the first is killed.
    const second = startChild(env())
    await second.says('This one waits')
    expect(second.said()).not.toContain('onnected')
    first.child.kill('SIGKILL')
    await second.says('connected to Slack')
    await second.says('connected to Discord')
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(slack.messages('news')).toHaveLength(1)
    expect(discord.messages('general', 'ana')).toHaveLength(1)
    expect(await second.end()).toBe(0)
    expect([...slack.faults, ...discord.faults]).toEqual([])
  }, 60_000)
})
