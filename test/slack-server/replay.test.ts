import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from './bolt-app.ts'
import { isObject, type JsonObject } from './json.ts'
import { payloadsOf, readRecording } from './replay.ts'
import { type SlackServer, startSlack } from './slack-server.ts'

const files = [
  ...[
    'channel',
    'channel-mention',
    'dm',
    'member-joined-channel',
    'modals',
    'native-table',
    'slash-commands',
    'streaming',
  ].map((folder) => `${folder}/slack.json`),
  ...['dm/slack-direct.json', 'slack.json'],
]
const recordings = files.flatMap((file) => {
  const recording = readRecording(file)
  return recording
    ? payloadsOf(recording).map(([name, payload]): [string, string, JsonObject] => [file, name, payload])
    : []
})
const isThere = recordings.length > 0

let slack: SlackServer
let running: TestApp | undefined
let heard: unknown[]
let log: string[]

function listen(app: App): void {
  app.command('/brief', async ({ command, ack, respond }) => {
    await ack()
    heard.push(['command', command.text])
    await respond('A brief')
  })
  app.event(/.*/, async ({ event, context }) => {
    heard.push(['event', event.type, context.retryNum ?? 0])
    if (event.type === 'app_mention') await app.client.auth.test({ token: slack.botToken() })
  })
  app.action(/.*/, async ({ ack, action, respond }) => {
    await ack()
    heard.push(['action', 'action_id' in action ? action.action_id : ''])
    await respond({ text: 'Done', replace_original: true })
  })
  app.view(/.*/, async ({ ack, view }) => {
    heard.push(['view', Object.keys(view.state.values).length])
    await ack()
  })
}

beforeEach(async () => {
  slack = await startSlack()
  heard = []
  log = []
})
afterEach(async () => {
  await running?.stop()
  running = undefined
  await slack.close()
})

const start = async (mode: 'socket' | 'http') => {
  running = await startApp(slack, listen, { mode, log })
  if (mode === 'http') slack.useHttp(running.url)
}

describe.each(['http', 'socket'] as const)('a recorded payload, replayed by %s', (mode) => {
  test('reaches its handler through the real Bolt with our ids, each of them', async (run) => {
    if (!isThere) run.skip('no recordings')
    await start(mode)
    expect(recordings.length).toBeGreaterThan(20)
    for (const [file, name, payload] of recordings) {
      heard = []
      const happened = await slack.replay(payload, { ids: { '/test-feedback': '/brief' }, quietMs: 6 })
      const place = `${file} ${name}`
      expect([place, happened.ack !== null]).toEqual([place, true])
      // What the bot itself wrote is dropped by Bolt, as in Slack.
      const isOwn = isObject(payload['event']) && 'bot_id' in payload['event']
      const kinds = new Set(heard.map((one) => (Array.isArray(one) ? one[0] : '')))
      const expected = payload['event']
        ? isOwn
          ? []
          : ['event']
        : payload['command']
          ? ['command']
          : [payload['actions'] ? 'action' : 'view']
      // A replaced message comes back as message_changed.
      if (payload['actions']) kinds.delete('event')
      expect([place, ...kinds]).toEqual([place, ...expected])
    }
    expect(JSON.stringify(slack.calls)).not.toMatch(/FAKE|REAL/)
    expect(slack.faults).toEqual([])
  })
})

describe('a recorded payload', () => {
  test('answers in our channel, by a live response_url', async (run) => {
    if (!isThere) run.skip('no recordings')
    await start('http')
    const payload = readRecording('slash-commands/slack.json')?.['slashCommandWithArgs']
    const ids = { '/test-feedback': '/brief', U00FAKEUSER2: 'U0BEN', C00FAKECHAN3: 'C0DESK' }
    const happened = await slack.replay(payload, { ids })
    expect(heard).toEqual([['command', 'some arguments here']])
    expect(happened.ephemeral).toMatchObject([{ text: 'A brief', channel: 'C0DESK', visibleTo: 'U0BEN' }])
  })

  test('brings the message that was clicked, and its thread', async (run) => {
    if (!isThere) run.skip('no recordings')
    await start('http')
    const happened = await slack.replay(readRecording('modals/slack.json')?.['action'])
    expect(happened.edited).toMatchObject([{ text: 'Done', user: 'U0HBOT', threadTs: '1769220155.940449' }])
    expect(slack.messages('news').map(({ text }) => text)).toEqual(['(an earlier message)', 'Done'])
  })

  test('can pose as a retry of itself, with the same event_id', async (run) => {
    if (!isThere) run.skip('no recordings')
    await start('http')
    const payload = readRecording('channel/slack.json')?.['mention']
    const ids = new Set<unknown>()
    running?.app.use(async ({ body, next }) => {
      ids.add('event_id' in body ? body.event_id : undefined)
      await next()
    })
    await slack.replay(payload)
    await slack.replay(payload, { attempt: 1 })
    expect(heard).toEqual([
      ['event', 'app_mention', 0],
      ['event', 'app_mention', 1],
    ])
    expect([...ids]).toEqual([expect.stringMatching(/^Ev[0-9A-F]{9}$/)])
  })

  test('is rewritten whole: ids in texts, names beside ids, and nothing else', async () => {
    await start('http')
    let seen: JsonObject = {}
    running?.app.event('app_mention', async ({ body }) => {
      seen = { ...body }
    })
    const event = {
      ...{ type: 'app_mention', user: 'U00FAKEUSER1', text: '<@U00FAKEBOT01> ask U00FAKEUSER1 about COVID19VACCINE' },
      ...{ ts: '1771287144.743569', channel: 'C00FAKECHAN1', event_ts: '1771287144.743569', team: 'T00FAKE00AA' },
    }
    await slack.replay({
      ...{ token: 'secret', team_id: 'T00FAKE00AA', api_app_id: 'A00FAKEAPP01', type: 'event_callback', event },
      authorizations: [{ team_id: 'T00FAKE00AA', user_id: 'U00FAKEBOT01', is_bot: true }],
    })
    expect(seen).toMatchObject({
      token: 'a-verification-token',
      team_id: 'T0HARBOR',
      event: { user: 'U0ANA', channel: 'C0NEWS', text: expect.stringContaining('<@U0HBOT> ask U0ANA') },
    })
    expect(slack.messages('news')).toMatchObject([{ ts: '1771287144.743569', user: 'U0ANA' }])
  })
})
