import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from './bolt-app.ts'
import { type SignedHttp, signatureOf } from './signed-http.ts'
import { type SlackServer, startSlack } from './slack-server.ts'
import type { Parcel } from './transport.ts'

let slack: SlackServer
let running: TestApp | undefined
let http: SignedHttp
let log: string[]
beforeEach(async () => {
  slack = await startSlack()
  log = []
})
afterEach(async () => {
  await running?.stop()
  running = undefined
  await slack.close()
})

async function run(listen: (app: App) => void): Promise<void> {
  running = await startApp(slack, listen, { mode: 'http', log })
  http = slack.useHttp(running.url)
}

const attempts = () =>
  slack.journal.entries.flatMap((one) => (one.kind === 'delivery' ? `${one.attempt} ${one.outcome}` : []))

describe('signed HTTP of the local Slack', () => {
  test('signs as Slack describes it', () => {
    const text = `v0:1531420618:token=x`
    const expected = createHmac('sha256', 's').update(text).digest('hex')
    expect(signatureOf('s', 1_531_420_618, 'token=x')).toBe(`v0=${expected}`)
  })

  test('brings commands, events, clicks and submissions', async () => {
    const heard: unknown[] = []
    const plain = (text: string) => ({ type: 'plain_text', text }) as const
    await run((app) => {
      app.command('/brief', async ({ ack, command }) => {
        await ack({
          text: command.text,
          blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'ask', text: plain('Ask') }] }],
        })
      })
      app.action('ask', async ({ ack, body, client }) => {
        await ack()
        const element = { type: 'plain_text_input', action_id: 'q' } as const
        const input = { type: 'input', block_id: 'q', label: plain('Question'), element } as const
        const view = {
          type: 'modal',
          callback_id: 'ask',
          title: plain('Ask'),
          submit: plain('Ask'),
          blocks: [input],
        } as const
        if ('trigger_id' in body)
          await client.views.open({ trigger_id: body.trigger_id ?? '', view: { ...view, blocks: [input] } })
      })
      app.view('ask', async ({ ack, view }) => {
        heard.push(view.state.values['q']?.['q']?.value)
        await ack({ response_action: 'errors', errors: { q: 'Ask more.' } })
      })
      app.event('app_mention', async ({ event }) => void heard.push(event.text))
    })
    const ana = slack.user('Ana')
    const [message] = (await ana.command('/brief', 'ferry & <b>')).ephemeral
    expect(message?.text).toBe('ferry & <b>')
    const [view] = message ? (await ana.click(message, 'ask')).views : []
    expect((view && (await ana.submit(view, { q: 'Why?' })))?.errors).toEqual({ q: 'Ask more.' })
    await ana.mention('hello', { channel: 'news' })
    expect(heard).toEqual(['Why?', '<@U0HBOT> hello'])
    expect([slack.faults, log]).toEqual([[], []])
  })

  test('sees whether the app answers its challenge', async () => {
    await run(() => {})
    expect(await http.verifyUrl()).toBe(true)
  })

  test.each([
    ['a wrong secret', { secret: 'another' }, 401],
    ['a timestamp that is older than five minutes', { skewS: -301 }, 401],
    ['no signature', { isUnsigned: true }, 401],
    ['everything right', {}, 200],
  ])('is answered as it should be with %s', async (_what, forgery, status) => {
    await run((app) => {
      app.event('app_mention', async () => {})
    })
    const event = { type: 'app_mention', user: 'U0ANA', channel: 'C0NEWS', text: 'x', ts: '1.1', event_ts: '1.1' }
    const body = { type: 'event_callback', team_id: 'T0HARBOR', event, event_id: 'Ev1' }
    const parcel: Parcel = { kind: 'events_api', body, attempt: 0, reason: null, takesAnswer: false }
    expect((await http.request(parcel, forgery)).status).toBe(status)
  })

  test('is still signed in time when a test has moved the clock by days', async () => {
    await run((app) => {
      app.command('/brief', async ({ ack }) => ack('on Friday'))
    })
    await slack.clock.advance(4 * 86_400_000)
    expect((await slack.user('Ana').command('/brief', '')).ephemeral).toMatchObject([{ text: 'on Friday' }])
  })

  test('sends an event again with its number and reason', async () => {
    const seen: unknown[] = []
    let status = 500
    const app = createServer((request, response) => {
      seen.push([request.headers['x-slack-retry-num'], request.headers['x-slack-retry-reason']])
      response.writeHead(status).end()
    })
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    const address = app.address()
    slack.useHttp(`http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/`)
    await slack.user('Ana').message('hello', { channel: 'news' })
    await slack.quiet()
    status = 200
    await slack.clock.advance(60_000)
    await slack.quiet()
    app.close()
    expect(seen).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ])
    expect(attempts()).toEqual(['0 http_error', '1 http_error', '2 acknowledged'])
  })

  test('gives up on an answer after 3 s and on an app that asks for no more', async () => {
    const answers: (() => void)[] = []
    const app = createServer(
      (_request, response) => void answers.push(() => response.writeHead(500, { 'x-slack-no-retry': '1' }).end()),
    )
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
    const address = app.address()
    slack.useHttp(`http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/`)
    const said = slack.user('Ana').message('hello', { channel: 'news' })
    await slack.clock.advance(3000)
    expect((await said).ack).toBeNull()
    expect(answers).toHaveLength(2)
    answers[1]?.()
    await slack.quiet()
    app.close()
    app.closeAllConnections()
    await slack.clock.advance(600_000)
    expect(attempts()).toEqual(['0 http_timeout', '1 http_error'])
  })

  test('tells a person that nobody answers', async () => {
    slack.useHttp('http://127.0.0.1:9/')
    expect((await slack.user('Ana').command('/brief', '')).notices).toEqual([
      '/brief failed with the error "dispatch_failed"',
    ])
  })
})
