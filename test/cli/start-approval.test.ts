import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { openStore } from '../../src/storage/open.ts'
import { ferryArticle, subscriptionOf } from '../pipeline/deliveries/with-channel.ts'
import { manifest } from '../slack/with-slack.ts'
import { installationOf } from '../slack-server/install.ts'
import { type SlackServer, startSlack } from '../slack-server/slack-server.ts'
import { runCommand } from './run-command.ts'
import { startChild } from './start-child.ts'

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-start-approval-'))
const database = `sqlite:${join(folder, 'nutgraf.db')}`
const now = () => new Date()

let slack: SlackServer
beforeAll(async () => {
  slack = await startSlack({ installation: installationOf(manifest), isNewApp: false })
  const store = await openStore({ url: database, now })
  const publishedAt = now().toISOString()
  await ingestArticles(store, [ferryArticle('a1', 'the winter timetable ends in March', { publishedAt })])
  // The minute that has just begun, every day.
  const due = `${publishedAt.slice(0, 16)}:00Z`
  const schedule = { ...subscriptionOf().schedule, times: [due.slice(11, 16)] }
  const place = { platform: 'slack', space: 'T0HARBOR', channel: 'C0NEWS' }
  await store.subscriptions.save(subscriptionOf({ ...place, schedule, nextAt: due, createdAt: due }))
  await store.approvals.set({ ...place, name: 'news', editors: 'C0DESK', setBy: 'U0ANA', setAt: due })
  await store.close()
})
afterAll(async () => {
  await slack.close()
  rmSync(folder, { recursive: true, force: true })
})

const env = () => ({
  DATABASE_URL: database,
  SLACK_BOT_TOKEN: slack.botToken(),
  SLACK_APP_TOKEN: slack.appToken,
  SLACK_API_URL: slack.apiUrl,
})

describe('start in a channel that wants approval', () => {
  it('asks the editors once over a kill, posts when one approves, and takes back what the command line says', async () => {
    const first = startChild(env())
    await expect.poll(() => slack.messages('desk').length, { timeout: 20_000 }).toBe(1)
    await first.says('a digest waits for an editor')
    await first.says('a digest is done')
    first.child.kill('SIGKILL')
    // What Slack told the one that is gone it takes back.
    void slack.clock.advance(60_000)
    const second = startChild(env())
    await second.says('connected to Slack')
    const [draft] = slack.messages('desk')
    if (draft === undefined) throw new Error('there is no draft')
    const listed = (await runCommand(['deliveries', 'list', '--open'], '', database)).out
    expect(listed).toContain('slack:T0HARBOR/C0NEWS  “ferry”: waiting for an editor')
    await slack.user('Ana').click(draft, 'approve')
    await expect.poll(() => slack.messages('news').length, { timeout: 20_000 }).toBe(1)
    const shown = () => slack.messages('desk').map(({ text }) => text.split('\n')[1])
    await expect.poll(shown, { timeout: 20_000 }).toEqual(['Posted, approved by Ana'])
    const id = /^(\S+) {2}/.exec(listed)?.[1] ?? ''
    expect(await runCommand(['deliveries', 'retract', id, '--note', 'It was too early.'], '', database)).toEqual({
      code: 0,
      out: '“ferry” in slack:T0HARBOR/C0NEWS. It is taken back within seconds, where start runs.\n',
      err: '',
    })
    await expect
      .poll(() => slack.messages('news').map(({ text }) => text), { timeout: 20_000 })
      .toEqual(['It was too early.'])
    await expect.poll(shown, { timeout: 20_000 }).toEqual(['Replaced with a note by the command line'])
    expect((await runCommand(['deliveries', 'list'], '', database)).out).toContain(
      '“ferry”: posted, taken back by the command line',
    )
    expect((await runCommand(['changes'], '', database)).out).toContain(
      'replaced with a note “ferry” in channel C0NEWS',
    )
    expect(await second.end()).toBe(0)
    expect(slack.faults).toEqual([])
  }, 60_000)
})
