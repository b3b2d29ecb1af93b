import { webApi } from '@slack/bolt'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/domain/store.ts'
import { postError } from '../../src/slack/platform-errors.ts'
import { guardSample, openSampleStore } from '../chat-conversations/sample-store.ts'
import type { Message } from '../slack-server/world.ts'
import { type Running, startRunning, webWith } from './with-slack.ts'

let store: Store
let running: Running | undefined
let starts = 0
beforeAll(async () => {
  store = await openSampleStore(guardSample)
})
afterEach(async () => {
  await running?.close()
  running = undefined
})
afterAll(() => store.close())

async function run(): Promise<Running> {
  starts += 1
  const startAt = new Date(Date.parse('2026-05-20T10:00:00Z') + starts * 60_000).toISOString()
  running = await startRunning(store, { name: `f${starts}-`, startAt, web: webWith('battery-plant-release.txt') })
  return running
}

const news = { channel: 'news' }

function only(messages: readonly Message[]): Message {
  const [message, ...more] = messages
  if (message === undefined || more.length > 0) throw new Error(`there are ${messages.length} messages`)
  return message
}

/** What Slack answers to a post, what a person is told then, and whether whoever runs the app must act. */
const refusals: [code: string, sentence: string, mustAct: boolean][] = [
  ['not_in_channel', 'I am not in that channel. Type /invite @Nutgraf there, and try again.', false],
  ['channel_not_found', 'I am not in that channel. Type /invite @Nutgraf there, and try again.', false],
  ['is_archived', 'That channel is archived, and nothing can be posted there.', false],
  [
    'restricted_action',
    'Only some people may post in that channel. Its owner can allow this app in the channel’s settings.',
    false,
  ],
  [
    'token_revoked',
    'Slack refuses SLACK_BOT_TOKEN (token_revoked): copy it anew in the settings of your Slack app, OAuth & Permissions, Bot User OAuth Token (xoxb-…).',
    true,
  ],
  [
    'missing_scope',
    'This app lacks a scope: in its settings in Slack, OAuth & Permissions, Scopes, add it, then Reinstall to Workspace.',
    true,
  ],
  ['ratelimited', 'Slack takes nothing at the moment. Try again in a minute.', false],
  ['internal_error', 'Slack takes nothing at the moment. Try again in a minute.', false],
  ['invalid_blocks', 'Something went wrong here, and it was logged. Try again in a minute.', true],
]

describe.each(refusals)('where Slack answers a post with %s', (code, sentence, mustAct) => {
  it('whoever pressed Show is told why in one sentence, and can press it again', async () => {
    const { slack, log } = await run()
    const ana = slack.user('Ana')
    const brief = only((await ana.command('/brief', 'guard', news)).ephemeral)
    slack.stumble('chat.postMessage', { error: code })
    const { ephemeral, messages } = await ana.click(brief, 'show')
    expect(messages).toEqual([])
    expect(only(ephemeral).text).toBe(sentence.replaceAll('&', '&amp;'))
    expect(log).toHaveLength(mustAct ? 1 : 0)
    expect((await ana.click(brief, 'show')).messages).toHaveLength(1)
    expect(slack.faults).toEqual([])
  })

  it('whoever mentioned it is told in their direct messages, if it is not for others to mend', async () => {
    const { slack, log } = await run()
    slack.stumble('chat.postMessage', { error: code })
    const { messages } = await slack.user('Ben').mention('guard', news)
    expect(messages.map(({ text }) => text)).toEqual(mustAct ? [] : [sentence])
    expect(messages.map(({ channel }) => channel)).toEqual(mustAct ? [] : ['D0BEN'])
    expect(log).toHaveLength(1)
    expect(slack.faults).toEqual([])
  })
})

describe('what Slack refuses', () => {
  it('is told by its scope where Slack names it', async () => {
    const { slack } = await run()
    const ana = slack.user('Ana')
    const brief = only((await ana.command('/brief', 'guard', news)).ephemeral)
    const installation = slack.installation()
    installation.scopes = installation.scopes.filter((scope) => scope !== 'chat:write')
    const { ephemeral } = await ana.click(brief, 'show')
    expect(only(ephemeral).text).toContain('This app lacks the scope chat:write:')
  })

  it('is told where a window does not open, by what is wrong', async () => {
    const { slack } = await run()
    const ana = slack.user('Ana')
    const brief = only((await ana.command('/brief', 'guard', news)).ephemeral)
    slack.stumble('views.open', { error: 'expired_trigger_id' })
    expect(only((await ana.click(brief, 'ask')).ephemeral).text).toContain('Press the button again.')
    slack.stumble('views.open', { error: 'token_revoked' })
    expect(only((await ana.click(brief, 'report')).ephemeral).text).toContain('SLACK_BOT_TOKEN (token_revoked)')
  })

  it.each([
    ['no network', new webApi.WebAPIRequestError(new Error('connect ECONNREFUSED'))],
    ['a broken server', new webApi.WebAPIHTTPError(503, 'Service Unavailable', {}, '')],
    ['too many calls', new webApi.WebAPIRateLimitedError(30)],
  ])('is for now where there is %s', (_name, error) => {
    expect(postError(error)).toMatchObject({ code: 'platform-unreachable', message: /Try again in a minute\.$/ })
  })

  it.each(['message_not_found', 'edit_window_closed', 'cant_update_message'])(
    'to change (%s) is posted anew, in its thread',
    async (code) => {
      const { slack, log } = await run()
      slack.stumble('chat.update', { error: code })
      const { messages } = await slack.user('Ana').mention('https://plant.example/news/2', news)
      expect(messages.map(({ text }) => text.split('\n')[0])).toEqual([
        'Reading the page…',
        expect.stringContaining('battery'),
      ])
      expect(new Set(messages.map(({ threadTs }) => threadTs)).size).toBe(1)
      expect(log).toEqual([])
      expect(slack.faults).toEqual([])
    },
  )
})

describe('what the app sends to Slack', () => {
  it('never unfolds a link, in posts and in responses', async () => {
    const { slack } = await run()
    const ana = slack.user('Ana')
    const brief = only((await ana.command('/brief', 'guard', news)).ephemeral)
    await ana.click(brief, 'show')
    await ana.click(brief, 'evidence')
    await ana.mention('https://plant.example/news/2', news)
    const sent = slack.calls.filter(({ method }) => ['chat.postMessage', 'response_url'].includes(method))
    expect(sent.length).toBeGreaterThan(3)
    for (const { args } of sent)
      expect([String(args['unfurl_links']), String(args['unfurl_media'])]).toEqual(['false', 'false'])
  })

  it('is sent once more where the connection under a response is cut', async () => {
    const { slack } = await run()
    slack.stumble('response_url', { reset: 'before' })
    const { ephemeral } = await slack.user('Ana').command('/brief', 'immigration', { channel: '#news' })
    expect(ephemeral).toHaveLength(1)
  })

  it('asks for a question where the window Ask holds only blanks', async () => {
    const { slack } = await run()
    const ana = slack.user('Ana')
    const brief = only((await ana.command('/brief', 'guard', news)).ephemeral)
    const { views } = await ana.click(brief, 'ask')
    const [view] = views
    if (view === undefined) throw new Error('no window was opened')
    expect((await ana.submit(view, { question: '   ' })).errors).toEqual({ question: 'Type a question.' })
    expect(Object.keys((await ana.submit(view, { question: 'who declined?' })).errors)).toEqual([])
  })

  it('answers a mention that carries a name behind the id', async () => {
    const { slack, app } = await run()
    const { messages } = await slack.user('Ben').message('lunch?', news)
    expect(messages).toEqual([])
    const ts = slack.messages('news').at(-1)?.ts ?? ''
    const event = { type: 'app_mention', user: 'U0BEN', text: '<@U0HBOT|nutgraf> guard', ts, channel: 'C0NEWS' }
    const body = { type: 'event_callback', team_id: 'T0HARBOR', event_id: 'Ev7', event }
    await app().processEvent({ body, ack: async () => {} })
    expect(slack.messages('news').at(-1)?.text).toContain('guard: 1 story')
  })
})
