import type { App } from '@slack/bolt'
import { SocketModeClient } from '@slack/socket-mode'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import WebSocket from 'ws'
import { startApp, type TestApp } from './bolt-app.ts'
import { type SlackServer, startSlack } from './slack-server.ts'

let slack: SlackServer
let running: TestApp[]
let log: string[]
beforeEach(async () => {
  slack = await startSlack()
  running = []
  log = []
})
afterEach(async () => {
  for (const one of running) await one.stop()
  await slack.close()
})

const run = async (listen: (app: App) => void, options: { reconnectMs?: number } = {}) => {
  running.push(await startApp(slack, listen, { log, ...options }))
}

/** Waits, in real time, until something holds. */
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds() && turn < 500; turn++) await new Promise((resolve) => setTimeout(resolve, 10))
  expect(holds()).toBe(true)
}

const echo = (app: App, name: string) =>
  app.command('/brief', async ({ ack, respond }) => {
    await ack()
    await respond(name)
  })
const attempts = () =>
  slack.journal.entries.flatMap((one) => (one.kind === 'delivery' ? `${one.what} ${one.attempt} ${one.outcome}` : []))

describe('Socket Mode of the local Slack', () => {
  test('needs the token of the app and the address that it gave out, once', async () => {
    const wrong = new SocketModeClient({
      appToken: slack.botToken(),
      clientOptions: { slackApiUrl: slack.apiUrl },
      logger: {
        debug() {},
        info() {},
        warn() {},
        error() {},
        setLevel() {},
        setName() {},
        getLevel: () => 'error' as never,
      },
      autoReconnectEnabled: false,
    })
    await expect(wrong.start()).rejects.toThrow('not_allowed_token_type')
    const url = slack.socket.openUrl()
    const connect = () =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(url)
        socket.once('message', (data) => resolve(String(data)))
        socket.once('error', (error) => resolve(error.message))
      })
    expect(JSON.parse(await connect())).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: 'A0NUTGRAF' },
    })
    expect(await connect()).toContain('404')
  })

  test('sends an event again that was not acknowledged: at once, after one minute, after five', async () => {
    const heard: unknown[] = []
    await run((app) => {
      app.message(async ({ body, context }) => void heard.push([body.event_id, context.retryNum]))
    })
    // Bolt acknowledges an event as soon as it knows whose it is, so the app is kept from answering.
    let isBlocked = true
    const authorize = running[0]?.app as unknown as { authorize: (source: unknown) => Promise<unknown> }
    const known = authorize.authorize
    authorize.authorize = (source) => (isBlocked ? new Promise(() => {}) : known(source))
    const said = slack.user('Ana').message('hello', { channel: 'news' })
    await slack.clock.advance(3000)
    expect((await said).ack).toBeNull()
    await slack.clock.advance(3000)
    isBlocked = false
    await slack.clock.advance(60_000)
    await slack.quiet()
    expect(attempts()).toEqual(['message 0 timeout', 'message 1 timeout', 'message 2 acknowledged'])
    expect(heard).toEqual([[expect.stringMatching(/^Ev/), 2]])
    await slack.clock.advance(600_000)
    expect(attempts()).toHaveLength(3)
  })

  test('gives up after three more attempts, and sends no command again', async () => {
    await run((app) => {
      app.command('/brief', async () => {})
      const hidden = app as unknown as { authorize: () => Promise<unknown> }
      const known = hidden.authorize
      hidden.authorize = function (this: unknown, ...args: unknown[]) {
        const [source] = args as { conversationId?: string }[]
        return source?.conversationId === 'C0DESK' ? new Promise(() => {}) : Reflect.apply(known, this, args)
      }
    })
    const [said, typed] = [
      slack.user('Ana').message('hello', { channel: 'desk' }),
      slack.user('Ana').command('/brief', '', { channel: 'news' }),
    ]
    await slack.clock.advance(1_000_000)
    await Promise.all([said, typed])
    expect(attempts().filter((one) => one.startsWith('message'))).toEqual(
      [0, 1, 2, 3].map((n) => `message ${n} timeout`),
    )
    expect(attempts().filter((one) => one.startsWith('/brief'))).toEqual(['/brief 0 timeout'])
  })

  test('gives each envelope to one of several connections, in turn', async () => {
    await run((app) => echo(app, 'one'))
    await run((app) => echo(app, 'two'))
    expect(slack.socket.count()).toBe(2)
    const answers = []
    for (let count = 0; count < 4; count++) {
      answers.push((await slack.user('Ana').command('/brief', '')).ephemeral.map(({ text }) => text))
    }
    expect(answers).toEqual([['one'], ['two'], ['one'], ['two']])
  })

  test('takes ten connections and turns the eleventh away', async () => {
    const open = () =>
      new Promise<string>((resolve) => {
        const socket = new WebSocket(slack.socket.openUrl())
        socket.once('message', (data) => resolve(JSON.parse(String(data)).reason ?? 'welcome'))
      })
    const words = await Promise.all(Array.from({ length: 10 }, open))
    expect(new Set(words)).toEqual(new Set(['welcome']))
    expect(await open()).toBe('too_many_websockets')
    expect(slack.socket.count()).toBe(10)
  })

  test('asks the app to connect anew, and finds it again', async () => {
    await run((app) => echo(app, 'here'), { reconnectMs: 300 })
    slack.socket.refresh()
    await until(() => slack.calls.filter(({ method }) => method === 'apps.connections.open').length === 2)
    await until(() => slack.socket.count() === 1)
    expect((await slack.user('Ana').command('/brief', '')).ephemeral).toMatchObject([{ text: 'here' }])
  })

  test('is found again by the app when connections are cut', async () => {
    await run((app) => echo(app, 'back'), { reconnectMs: 300 })
    slack.socket.drop()
    await until(() => slack.socket.count() === 0)
    expect((await slack.user('Ana').command('/brief', '')).notices).toEqual([
      '/brief failed with the error "dispatch_failed"',
    ])
    await until(() => slack.socket.count() === 1)
    expect((await slack.user('Ana').command('/brief', '')).ephemeral).toMatchObject([{ text: 'back' }])
  })

  test('waits for handlers that are slower than a quiet moment', async () => {
    await run((app) => {
      app.command('/brief', async ({ ack, respond }) => {
        await ack()
        await new Promise((resolve) => setTimeout(resolve, 120))
        await respond('slow')
      })
    })
    expect((await slack.user('Ana').command('/brief', '')).ephemeral).toMatchObject([{ text: 'slow' }])
  })

  test('gets an answer to its pings', async () => {
    await run(() => {})
    expect(await slack.socket.ping()).toBe(1)
  })

  test('keeps as faults what an acknowledgement may not be', async () => {
    await run((app) => {
      app.action('more', async ({ ack }) => {
        // A click's acknowledgement carries nothing; the types say so too.
        await (ack as (answer: unknown) => Promise<void>)({ text: 'thanks' })
      })
      app.command('/brief', async ({ ack }) => {
        await ack({
          text: 'x',
          blocks: [
            {
              type: 'actions',
              elements: [{ type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' } }],
            },
          ],
        })
      })
    })
    const [message] = (await slack.user('Ana').command('/brief', '')).ephemeral
    if (message) await slack.user('Ana').click(message, 'more')
    expect(slack.faults).toMatchObject([{ method: 'ack', rule: 'answer-not-taken' }])
    const socket = new WebSocket(slack.socket.openUrl())
    await new Promise((resolve) => socket.once('message', resolve))
    socket.send(JSON.stringify({ envelope_id: 'nobody' }))
    await until(() => slack.faults.length === 2)
    expect(slack.faults[1]).toMatchObject({ rule: 'unknown-envelope' })
  })

  test('takes a late acknowledgement for no fault', async () => {
    let late = () => {}
    await run((app) => {
      app.command('/brief', async ({ ack }) => {
        late = () => void ack('late')
      })
    })
    const typed = slack.user('Ana').command('/brief', '')
    await slack.clock.advance(3000)
    await typed
    late()
    await slack.quiet()
    expect([slack.faults, slack.world.messages]).toEqual([[], []])
  })
})
