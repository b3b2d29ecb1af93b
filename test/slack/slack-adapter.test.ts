import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { noticeReply } from '../../src/chat/make-reply.ts'
import type { Store } from '../../src/domain/store.ts'
import { openSampleStore } from '../chat-conversations/sample-store.ts'
import { copying, scriptedWriter } from '../pipeline/writing/scripted-writer.ts'
import type { Message } from '../slack-server/world.ts'
import { adapterAt, freePort, type Running, socketOf, startRunning, webWith } from './with-slack.ts'

let store: Store
let started: Running[] = []
let starts = 0
beforeAll(async () => {
  store = await openSampleStore()
})
afterEach(async () => {
  for (const one of started) await one.close()
  started = []
})
afterAll(() => store.close())

/** Messages of each run have times of their own, because the runs share a store. */
async function run(options: Parameters<typeof startRunning>[1] = {}): Promise<Running> {
  starts += 1
  const startAt = new Date(Date.parse('2026-05-20T08:00:00Z') + starts * 60_000).toISOString()
  const running = await startRunning(store, { name: `a${starts}-`, startAt, ...options })
  started.push(running)
  return running
}

function first(messages: readonly Message[]): Message {
  const [message] = messages
  if (message === undefined) throw new Error('there is no message')
  return message
}

const news = { channel: 'news' }

describe('the Slack adapter', () => {
  it('acknowledges a command within 300 ms and answers to the asker alone', async () => {
    const { slack, log } = await run()
    const { ack, ephemeral, messages } = await slack.user('Ana').command('/brief', 'latest', news)
    expect(ack?.wallMs).toBeLessThan(300)
    expect(ephemeral.length).toBeGreaterThan(0)
    expect(messages).toEqual([])
    expect(slack.faults).toEqual([])
    expect(log).toEqual([])
  })

  it('says that a model is writing where that takes longer than a reader waits', async () => {
    const writer = scriptedWriter(async (asked) => {
      await new Promise((resolve) => setTimeout(resolve, 2_300))
      return copying(asked)
    })
    const { slack, log } = await run({ writing: { writer, wait: async () => {} } })
    const { ephemeral } = await slack.user('Ana').command('/brief', '"warehouse fire" forklift', news)
    expect(JSON.stringify(ephemeral[0])).toContain('The model is writing.')
    expect(JSON.stringify(ephemeral.slice(1))).toContain('Written by scripted')
    expect([...slack.faults, ...log]).toEqual([])
  })

  it('keeps buttons working after a restart', async () => {
    const running = await run()
    const ana = running.slack.user('Ana')
    const { ephemeral } = await ana.command('/brief', 'immigration', news)
    await running.restart()
    const evidence = await ana.click(first(ephemeral), 'evidence')
    expect(evidence.ephemeral).toHaveLength(1)
    expect(JSON.stringify(first(evidence.ephemeral).blocks)).toContain('National Guard')
    const { messages } = await ana.click(first(ephemeral), 'show')
    expect(messages).toHaveLength(1)
    expect(running.slack.faults).toEqual([])
  })

  it('answers a question of the window Ask where the button was', async () => {
    const { slack } = await run()
    const ana = slack.user('Ana')
    const { ephemeral } = await ana.command('/brief', 'immigration', news)
    const { views } = await ana.click(first(ephemeral), 'ask')
    const alone = await ana.submit(views[0] ?? raise(), { question: 'who declined to comment?' })
    expect(alone.messages).toEqual([])
    expect(slack.transcript('Ana', 'news')).toMatch(/submits “Ask”.*only visible to you.*A spokesperson/s)
    const shown = first((await ana.click(first(ephemeral), 'show')).messages)
    const opened = await slack.user('Ben').click(shown, 'ask')
    const { messages } = await slack.user('Ben').submit(opened.views[0] ?? raise(), { question: 'how many agents?' })
    expect(first(messages).threadTs).toBe(shown.ts)
    expect(slack.faults).toEqual([])
  })

  it('answers follow-ups under a brief that was shown, and nothing else that is said', async () => {
    const { slack } = await run()
    const ben = slack.user('Ben')
    const { ephemeral } = await slack.user('Ana').command('/brief', 'immigration', news)
    const shown = first((await slack.user('Ana').click(first(ephemeral), 'show')).messages)
    expect((await ben.message('who declined to comment?', { ...news, thread: shown })).messages).toHaveLength(1)
    const other = await ben.message('lunch?', news)
    const under = await ben.message('at noon', {
      ...news,
      thread: other.messages[0] ?? slack.messages('news').at(-1)?.ts ?? '',
    })
    expect([...other.messages, ...under.messages]).toEqual([])
    expect(slack.faults).toEqual([])
  })

  it('answers a mention once, in its thread, and a direct message where it is', async () => {
    const { slack } = await run()
    const ben = slack.user('Ben')
    const { messages, deliveries } = await ben.mention('immigration', news)
    expect(deliveries).toBe(2)
    expect(messages).toHaveLength(1)
    expect(first(messages).threadTs).not.toBeNull()
    const direct = await ben.message('who declined to comment?', { channel: ben.directMessage })
    expect(direct.messages).toHaveLength(1)
    expect(first(direct.messages).threadTs).toBeNull()
    expect(slack.faults).toEqual([])
  })

  it('answers no second time what Slack delivers again, under the same or another id', async () => {
    const { slack, app } = await run()
    await slack.user('Ben').mention('immigration', news)
    const before = slack.messages('news')
    const said = before.find(({ botId }) => botId === null)
    const event = { type: 'app_mention', user: 'U0BEN', text: said?.text, ts: said?.ts, channel: 'C0NEWS' }
    for (const event_id of ['Ev1', 'Ev1', 'Ev2']) {
      const body = { type: 'event_callback', team_id: 'T0HARBOR', event_id, event }
      await app().processEvent({ body, ack: async () => {}, retryNum: 1, retryReason: 'http_timeout' })
    }
    expect(slack.messages('news')).toEqual(before)
    const ts = before.at(-1)?.ts ?? ''
    const anew = { ...event, ts, thread_ts: said?.ts }
    await app().processEvent({
      body: { type: 'event_callback', team_id: 'T0HARBOR', event: anew },
      ack: async () => {},
    })
    expect(slack.messages('news')).toHaveLength(before.length + 1)
  })

  it('briefs the link of a message by the shortcut, and says where there is none', async () => {
    const { slack } = await run({ web: webWith('battery-plant-release.txt') })
    const ben = slack.user('Ben')
    await ben.message('look: <https://plant.example/news/2|this>', news)
    const linked = await ben.shortcut('brief-link', first(slack.messages('news').slice(-1)))
    expect(JSON.stringify(linked.ephemeral.map(({ blocks }) => blocks))).toContain('Evidence')
    await ben.message('nothing here', news)
    const { ephemeral } = await ben.shortcut('brief-link', first(slack.messages('news').slice(-1)))
    expect(first(ephemeral).text).toBe('There is no link in that message.')
    expect(slack.faults).toEqual([])
  })

  it('says how to invite it where it may not post', async () => {
    const { slack } = await run()
    const { ephemeral } = await slack.user('Ana').command('/brief', 'immigration', { channel: 'quiet' })
    const shown = await slack.user('Ana').click(first(ephemeral), 'show')
    expect(first(shown.ephemeral).text).toContain('/invite @Nutgraf')
    expect(slack.faults).toEqual([])
  })

  it('lets only admins of its own workspace change feeds', async () => {
    const { slack } = await run()
    const by = async (name: string) =>
      first((await slack.user(name).command('/brief', 'feeds remove https://a.example/feed', news)).ephemeral).text
    expect(await by('Ben')).toContain('Only admins')
    expect(await by('Ana')).not.toContain('Only admins')
  })

  it('shows nothing of one workspace in another', async () => {
    const harbor = await run()
    const meadow = await run({ team: 'T0MEADOW' })
    const { ephemeral } = await harbor.slack.user('Ana').command('/brief', 'immigration', news)
    await harbor.slack.user('Ana').command('/brief', 'subscribe tides daily 09:00', news)
    const dee = meadow.slack.user('Dee')
    const own = await dee.command('/brief', 'immigration', { channel: 'field' })
    const stolen = first(own.ephemeral)
    stolen.blocks = structuredClone(first(ephemeral).blocks)
    for (const button of ['evidence', 'show']) {
      const { ephemeral: told, messages } = await dee.click(stolen, button)
      expect(first(told).text).toContain('no longer kept')
      expect(messages).toEqual([])
    }
    const list = await dee.command('/brief', 'subscriptions', { channel: 'field' })
    expect(first(list.ephemeral).text).not.toContain('tides')
  })

  it('posts a digest, and says why where it cannot', async () => {
    const { adapter, slack } = await run()
    const digest = { reply: noticeReply('A digest.'), part: 0, mark: 'd1', first: null }
    const posted = await adapter.postPart({ space: 'T0HARBOR', channel: 'C0NEWS' }, digest)
    expect(posted).toEqual({ kind: 'posted', message: slack.messages('news').at(-1)?.ts })
    const refused = await adapter.postPart({ space: 'T0HARBOR', channel: 'C0QUIET' }, digest)
    expect(refused).toMatchObject({ kind: 'refused', problem: expect.stringContaining('/invite @Nutgraf') })
    // Of this post alone: the channel takes the next one.
    slack.stumble('chat.postMessage', { error: 'msg_blocks_too_long' })
    const unfit = await adapter.postPart({ space: 'T0HARBOR', channel: 'C0NEWS' }, { ...digest, mark: 'd2' })
    expect(unfit).toMatchObject({ kind: 'unfit', problem: expect.stringContaining('msg_blocks_too_long') })
  })

  it('finds missing scopes and channels that it is not in', async () => {
    const { adapter, slack } = await run()
    const channels = ['C0NEWS', 'C0QUIET'].map((channel) => ({ space: 'T0HARBOR', channel }))
    const findings = await adapter.check(channels)
    expect(findings.map(({ isFine }) => isFine)).toEqual([true, true, true, true, false])
    slack.installation().scopes = slack.installation().scopes.filter((scope) => scope !== 'users:read')
    const advice = (await adapter.check([])).flatMap((finding) => finding.advice ?? [])
    expect(advice.join()).toContain('users:read')
  })

  it('says in one sentence that a token is refused, and that there is no network', async () => {
    const { slack, deps } = await run()
    const connection = socketOf(slack)
    const wrong = adapterAt({ botToken: 'xoxb-wrong', apiUrl: slack.apiUrl, connection }, deps, [])
    await expect(wrong.start()).rejects.toMatchObject({ code: 'platform-refused', message: /SLACK_BOT_TOKEN/ })
    const settings = { botToken: slack.botToken(), apiUrl: slack.apiUrl }
    const app = adapterAt({ ...settings, connection: { kind: 'socket', appToken: 'xapp-wrong' } }, deps, [])
    await expect(app.start()).rejects.toMatchObject({ code: 'platform-refused', message: /SLACK_APP_TOKEN/ })
    const gone = adapterAt({ ...settings, apiUrl: `http://127.0.0.1:${await freePort()}/api/`, connection }, deps, [])
    await expect(gone.start()).rejects.toMatchObject({ code: 'platform-unreachable' })
  })

  it('answers over signed HTTP too', async () => {
    const { slack, log } = await run({ over: 'http' })
    const { ephemeral } = await slack.user('Ana').command('/brief', 'help', news)
    expect(ephemeral).toHaveLength(1)
    expect(log).toEqual([])
  })

  it('logs a fault of ours and says that something went wrong', async () => {
    const { slack, deps, log } = await run()
    deps.store = { ...store, articles: { ...store.articles, list: () => Promise.reject(new Error('a bug')) } }
    const { ephemeral } = await slack.user('Ana').command('/brief', 'latest', news)
    expect(first(ephemeral).text).toContain('Something went wrong here')
    expect(log.join()).toContain('a bug')
  })
})

function raise(): never {
  throw new Error('no window was opened')
}
