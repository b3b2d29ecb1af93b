import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'
import { openStore } from '../../src/storage/open.ts'
import { type DiscordServer, startDiscord } from '../discord-server/discord-server.ts'
import { manifest } from '../slack/with-slack.ts'
import { installationOf } from '../slack-server/install.ts'
import { type SlackServer, startSlack } from '../slack-server/slack-server.ts'
import { type StartedChild, startChild } from './start-child.ts'

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-start-faults-'))
const now = () => new Date('2026-05-20T08:00:00Z')
const closedPort = 'http://127.0.0.1:9/api/'
const answer = 'stopped on Monday'
const patience = { timeout: 15_000 }

beforeAll(async () => {
  const file = join(folder, 'filled.db')
  const store = await openStore({ url: `sqlite:${file}`, now })
  const text = 'The ferry between Olm and Skarrow stopped on Monday after its engine failed, the harbor office said.'
  const given = { publisher: 'Harbor Gazette', byline: null, publishedAt: '2026-05-19', updatedAt: null, label: null }
  const document = { ...given, url: 'https://harbor.example/ferry', title: 'Ferry stops', isExcerpt: false, text }
  await ingestArticles(store, [makeArticle(document)])
  await store.close()
  // No free pages inside, so that a full disk is felt at once.
  const database = new DatabaseSync(file)
  database.exec('vacuum')
  database.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Running {
  slack: SlackServer
  discord: DiscordServer
  /** Starts the program at both platforms, with a store of its own; `env` goes before what it is told of them. */
  start(env?: Record<string, string>, preload?: URL): StartedChild
  /** Starts it and waits until it is at both. */
  startBoth(env?: Record<string, string>, preload?: URL): Promise<StartedChild>
  /** What Ana reads after `/brief ferry`. */
  askInSlack(): Promise<string>
  askInDiscord(): Promise<string>
}

let files = 0

/** Runs a test with both platforms; afterwards the program still runs, has logged no fault and broken no rule, and ends when told to. */
async function withPlatforms(run: (running: Running) => Promise<void>): Promise<void> {
  const slack = await startSlack({ installation: installationOf(manifest) })
  const discord = await startDiscord({ rateScale: 0.02 })
  let started: StartedChild | undefined
  const start: Running['start'] = (env = {}, preload) => {
    const file = join(folder, `${++files}.db`)
    copyFileSync(join(folder, 'filled.db'), file)
    const ofSlack = { SLACK_BOT_TOKEN: slack.botToken(), SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl }
    const ofDiscord = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url }
    started = startChild({ DATABASE_URL: `sqlite:${file}`, ...ofSlack, ...ofDiscord, ...env }, preload)
    return started
  }
  try {
    await run({
      slack,
      discord,
      start,
      async startBoth(env, preload) {
        const running = start(env, preload)
        await running.says('connected to Slack')
        await running.says('connected to Discord')
        return running
      },
      async askInSlack() {
        const until = ({ ephemeral }: { ephemeral: unknown[] }) => ephemeral.length > 0
        const { ephemeral } = await slack.user('Ana').command('/brief', 'ferry', { channel: '#news', until })
        return JSON.stringify(ephemeral)
      },
      async askInDiscord() {
        return (await discord.member('ana').slash('brief', { topic: 'ferry' }, { channel: 'general' })).text
      },
    })
    expect(started?.child.exitCode).toBeNull()
    expect([...slack.faults, ...discord.faults]).toEqual([])
    expect(started?.said()).not.toContain('"level":50')
    expect(await started?.end()).toBe(0)
  } finally {
    started?.child.kill('SIGKILL')
    await Promise.all([slack.close(), discord.close()])
  }
}

describe.concurrent('start, where something is wrong', () => {
  it('goes on with Slack where Discord refuses its token, which is said once', () =>
    withPlatforms(async ({ start, askInSlack }) => {
      const running = start({ DISCORD_TOKEN: 'aaa.bbb.ccc' })
      await running.says('connected to Slack')
      await running.says('Discord refuses DISCORD_TOKEN')
      expect(await askInSlack()).toContain(answer)
      expect(running.count('DISCORD_TOKEN')).toBe(1)
    }))

  it('goes on with Slack where the token of Discord is revoked while it runs', () =>
    withPlatforms(async ({ discord, startBoth, askInSlack }) => {
      const running = await startBoth()
      discord.world.token = 'another.one.now'
      // The connection ends, and is refused when it is taken up again.
      discord.gateway.disconnect('cut')
      await running.says('Reset Token')
      expect(await askInSlack()).toContain(answer)
      expect(running.count('DISCORD_TOKEN')).toBe(1)
    }))

  it('goes on with Discord where the tokens of Slack are revoked while it runs', () =>
    withPlatforms(async ({ slack, startBoth, askInDiscord }) => {
      const running = await startBoth()
      slack.breakToken(slack.botToken(), 'token_revoked')
      slack.breakToken(slack.appToken, 'token_revoked')
      slack.socket.drop()
      await running.says('token_revoked')
      await running.says('Slack refuses SLACK_APP_TOKEN (token_revoked): copy it anew')
      expect(await askInDiscord()).toContain(answer)
    }))

  it('goes on with Discord where the app token of Slack is refused when the connection is made anew', () =>
    withPlatforms(async ({ slack, startBoth, askInDiscord }) => {
      const running = await startBoth()
      slack.breakToken(slack.appToken, 'invalid_auth')
      slack.socket.drop()
      await running.says('invalid_auth')
      await vi.waitFor(() => expect(running.said()).toContain('Slack refuses SLACK_APP_TOKEN'), { timeout: 1_000 })
      expect(await askInDiscord()).toContain(answer)
    }))

  it('answers without a scope and an intent that were not granted, and says which switch grants it', () =>
    withPlatforms(async ({ slack, startBoth, askInSlack, askInDiscord }) => {
      slack.installation().scopes = slack.installation().scopes.filter((scope) => scope !== 'users:read')
      const running = await startBoth({ DISCORD_MESSAGE_CONTENT: 'yes' })
      await running.says('Privileged Gateway Intents, Message Content Intent')
      expect(await askInSlack()).toContain(answer)
      expect(await askInDiscord()).toContain(answer)
      expect(running.count('Message Content Intent, Save Changes')).toBe(1)
    }))

  it('tries again without haste where there is no network, and runs what it reaches', () =>
    withPlatforms(async ({ discord, start, askInDiscord }) => {
      discord.setOffline(true)
      const running = start({ SLACK_API_URL: closedPort })
      await running.says('Slack cannot be reached')
      await running.says('Discord cannot be reached')
      discord.setOffline(false)
      await running.says('connected to Discord')
      expect(await askInDiscord()).toContain(answer)
      // The second try comes after two seconds, the third after ten more.
      await vi.waitFor(() => expect(running.count('Slack cannot be reached')).toBe(2), patience)
      expect(running.count('Discord cannot be reached')).toBe(1)
    }))

  it('comes back to both by itself when the network was away for a moment', () =>
    withPlatforms(async ({ slack, discord, startBoth, askInSlack, askInDiscord }) => {
      const running = await startBoth()
      slack.offline()
      discord.setOffline(true)
      await running.says('the connection was lost')
      slack.online()
      discord.setOffline(false)
      await vi.waitFor(() => expect(slack.socket.count()).toBe(1), patience)
      await vi.waitFor(() => expect(discord.gateway.sessions()).toHaveLength(1), patience)
      expect(await askInSlack()).toContain(answer)
      expect(await askInDiscord()).toContain(answer)
    }))

  it.skipIf(process.platform === 'win32')('answers in both without buttons while the disk is full, and says why', () =>
    withPlatforms(async ({ startBoth, askInSlack, askInDiscord }) => {
      const running = await startBoth({}, new URL('./full-disk.ts', import.meta.url))
      running.child.kill('SIGUSR2')
      await running.says('the disk is full')
      const sentence = /My store is full, so this reply has no buttons\./
      // The last page of a table may still have room for a reply.
      await vi.waitFor(async () => expect(await askInSlack()).toMatch(sentence), patience)
      await vi.waitFor(async () => expect(await askInDiscord()).toMatch(sentence), patience)
      running.child.kill('SIGUSR2')
      await running.says('the disk has room')
      expect(await askInSlack()).toContain(answer)
      expect(await askInDiscord()).toContain(answer)
    }),
  )
})
