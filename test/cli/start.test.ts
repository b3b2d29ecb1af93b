import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'
import { openStore } from '../../src/storage/open.ts'
import { type DiscordServer, startDiscord } from '../discord-server/discord-server.ts'
import { entryOf, type FeedServer, startFeedServer } from '../pipeline/feeds/changing-feeds.ts'
import { manifest } from '../slack/with-slack.ts'
import { installationOf } from '../slack-server/install.ts'
import { type SlackServer, startSlack } from '../slack-server/slack-server.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'nutgraf-start-'))
const database = `sqlite:${join(folder, 'nutgraf.db')}`
const now = () => new Date('2026-05-20T08:00:00Z')

let slack: SlackServer
let discord: DiscordServer
let feeds: FeedServer
beforeAll(async () => {
  slack = await startSlack({ installation: installationOf(manifest) })
  discord = await startDiscord({ rateScale: 0.02 })
  feeds = await startFeedServer()
  feeds.served.set('/feed', { entries: [entryOf(7)] })
  const store = await openStore({ url: database, now })
  const text = 'The ferry between Olm and Skarrow stopped on Monday after its engine failed, the harbor office said.'
  const given = { publisher: 'Harbor Gazette', byline: null, publishedAt: '2026-05-19', updatedAt: null, label: null }
  const document = { ...given, url: 'https://harbor.example/ferry', title: 'Ferry stops', isExcerpt: false, text }
  await ingestArticles(store, [makeArticle(document)])
  await store.feeds.add({ url: `${feeds.origin}/feed`, title: null, siteUrl: null })
  await store.close()
})
afterAll(async () => {
  await Promise.all([slack.close(), discord.close(), feeds.close()])
  rmSync(folder, { recursive: true, force: true })
})

const started: ChildProcess[] = []
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

/** Starts the program with nothing else in its environment. */
function start(args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: database, ...feeds.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const exit = once(child, 'exit').then(([code]) => code as number | null)
  return {
    child,
    exit,
    said: () => said,
    says: (text: string) => expect.poll(() => said, { timeout: 20_000 }).toContain(text),
  }
}

const ofSlack = () => ({
  SLACK_BOT_TOKEN: slack.botToken(),
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
})
const ofDiscord = () => ({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url })

describe('start', () => {
  it('runs both platforms, reads the feeds that are due, and ends in time when told to', async () => {
    const { child, exit, says } = start(['start'], { ...ofSlack(), ...ofDiscord() })
    await says('connected to Slack')
    await says('connected to Discord')
    const { ephemeral } = await slack
      .user('Ana')
      .command('/brief', 'ferry', { channel: '#news', until: (happened) => happened.ephemeral.length > 0 })
    expect(JSON.stringify(ephemeral)).toContain('stopped on Monday')
    const outcome = await discord.member('ana').slash('brief', { topic: 'ferry' }, { channel: 'general' })
    await outcome.until(({ reply }) => reply?.text.includes('stopped on Monday') ?? false)
    await says('"added":1')
    const from = performance.now()
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
    expect(performance.now() - from).toBeLessThan(10_000)
    expect([...slack.faults, ...discord.faults]).toEqual([])
  })

  it('goes on with the other platform where one refuses its token, in one sentence', async () => {
    const wrong = { ...ofSlack(), SLACK_BOT_TOKEN: 'xoxb-wrong' }
    const { child, exit, said, says } = start(['start'], { ...wrong, ...ofDiscord() })
    await says('connected to Discord')
    await says('SLACK_BOT_TOKEN')
    expect(said().match(/SLACK_BOT_TOKEN/g)).toHaveLength(1)
    child.kill('SIGTERM')
    expect(await exit).toBe(0)
  })

  it('ends with what to do where no platform can run, and where none is set', async () => {
    const refused = start(['start'], { ...ofDiscord(), DISCORD_TOKEN: 'aaa.bbb.ccc' })
    expect(await refused.exit).toBe(1)
    expect(refused.said()).toContain('DISCORD_TOKEN')
    const unset = start(['start'], {})
    expect(await unset.exit).toBe(1)
    expect(unset.said()).toMatch(/^There is nothing to start: set SLACK_BOT_TOKEN/)
    const faulty = start(['start'], { SLACK_APP_TOKEN: 'xapp-1', LOG_LEVEL: 'loud' })
    expect(await faulty.exit).toBe(1)
    expect(faulty.said().trim().split('\n')).toHaveLength(2)
  })
})

describe('doctor', () => {
  it('looks at everything, and says what to do about the rest', async () => {
    const fine = start(['doctor'], { ...ofSlack(), ...ofDiscord() })
    await fine.exit
    expect(fine.said()).toMatch(/^ok {4}the store: \d+ articles?$/m)
    expect(fine.said()).toContain('1 feed followed')
    const wrong = start(['doctor'], { ...ofSlack(), SLACK_BOT_TOKEN: 'xoxb-wrong' })
    expect(await wrong.exit).toBe(1)
    expect(wrong.said()).toMatch(/^look /m)
    expect(wrong.said()).toContain('SLACK_BOT_TOKEN')
  })
})
