import type { App } from '@slack/bolt'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from './bolt-app.ts'
import { type SlackServer, startSlack } from './slack-server.ts'

let slack: SlackServer
let running: TestApp | undefined
let log: string[]
beforeEach(async () => {
  log = []
  slack = await startSlack()
})
afterEach(async () => {
  await running?.stop()
  running = undefined
  await slack.close()
})

const run = async (listen: (app: App) => void) => {
  running = await startApp(slack, listen, { log })
}
const plain = (text: string) => ({ type: 'plain_text', text }) as const
const button = (id: string) => ({ type: 'button', action_id: id, value: `about-${id}`, text: plain(id) }) as const
const buttons = (...ids: string[]) => ({ type: 'actions', elements: ids.map(button) }) as const
const quiet = { unfurl_links: false, unfurl_media: false }
const textsOf = (messages: { text: string }[]) => messages.map(({ text }) => text)

describe('a person of the local Slack', () => {
  test('types a command and sees what it brings, alone or with the channel', async () => {
    await run((app) => {
      app.command('/brief', async ({ command, ack, respond }) => {
        await ack()
        await respond({ text: `${command.channel_name}: ${command.text}`, blocks: [buttons('evidence')] })
        await respond({ text: 'for all', response_type: 'in_channel', ...quiet })
      })
    })
    const happened = await slack.user('Ana').command('/brief', 'ferry', { channel: '#news' })
    expect(happened.ack).toMatchObject({ afterMs: 0, answer: {} })
    expect(happened.ack?.wallMs).toBeLessThan(1000)
    expect(textsOf(happened.ephemeral)).toEqual(['news: ferry'])
    expect(textsOf(happened.messages)).toEqual(['for all'])
    const hidden = await slack.user('Ana').command('/brief', '', { channel: 'desk' })
    expect(textsOf(hidden.ephemeral)).toEqual(['privategroup: '])
    expect(slack.faults).toEqual([])
  })

  test('sees the answer that an acknowledgement carries, as a text or as a message', async () => {
    await run((app) => {
      app.command('/brief', async ({ command, ack }) => {
        await ack(command.text === 'all' ? { response_type: 'in_channel', text: 'yes', ...quiet } : 'yes')
      })
    })
    expect(textsOf((await slack.user('Ben').command('/brief', 'me')).ephemeral)).toEqual(['yes'])
    expect(textsOf((await slack.user('Ben').command('/brief', 'all')).messages)).toEqual(['yes'])
    expect(slack.faults).toEqual([])
  })

  test('is told by Slack when a command is not acknowledged in 3 s', async () => {
    await run((app) => {
      app.command('/brief', async () => {})
    })
    const typed = slack.user('Ana').command('/brief', 'ferry')
    await slack.clock.advance(3000)
    const happened = await typed
    expect(happened.ack).toBeNull()
    expect(happened.notices).toEqual(['/brief failed with the error "operation_timeout"'])
  })

  test('learns that there was no acknowledgement from the test itself where the clock stands still', async () => {
    await run((app) => {
      app.command('/brief', async () => {})
    })
    const typed = slack.user('Ana').command('/brief', 'x')
    await expect(Promise.race([typed, new Promise((done) => setTimeout(done, 60, 'still waiting'))])).resolves.toBe(
      'still waiting',
    )
    await slack.clock.advance(3000)
    await typed
  })

  test('is told when no app is there', async () => {
    const happened = await slack.user('Ana').command('/brief', 'ferry')
    expect(happened.notices).toEqual(['/brief failed with the error "dispatch_failed"'])
  })

  test('cannot use what the app does not have, and is only where they are', async () => {
    const [ana, chi] = [slack.user('Ana'), slack.user('Chi')]
    await expect(ana.command('/weather', '')).rejects.toThrow('/weather is no command of the app in Harbor')
    await expect(chi.command('/brief', '', { channel: 'news' })).rejects.toThrow('Chi is not in #news')
    slack.installation('T0MEADOW').commands = []
    await expect(chi.command('/brief', '')).rejects.toThrow('it has none')
    expect(() => slack.user('Eve')).toThrow('U0ANA, U0BEN, U0CHI, U0DEE')
  })

  test('calls the bot once, and the app hears of it as message and as mention', async () => {
    const heard: string[] = []
    const ids = new Set<unknown>()
    await run((app) => {
      app.event('app_mention', async ({ event, body, say }) => {
        heard.push(`${event.type} ${event.text}`)
        ids.add(body.event_id)
        await say({ text: 'here', thread_ts: event.ts, ...quiet })
      })
      app.message(async ({ message, body }) => {
        heard.push(`${message.type} ${'text' in message ? message.text : ''}`)
        ids.add(body.event_id)
      })
    })
    const happened = await slack.user('Ana').mention('brief the ferry', { channel: 'news' })
    expect(heard.sort()).toEqual(['app_mention <@U0HBOT> brief the ferry', 'message <@U0HBOT> brief the ferry'])
    expect([happened.deliveries, ids.size]).toEqual([2, 2])
    const [root] = slack.messages('news')
    expect(happened.messages).toMatchObject([{ text: 'here', threadTs: root?.ts }])
    // The bot's own answer came back as a message too; Bolt drops it.
    expect(slack.journal.entries.filter(({ kind }) => kind === 'delivery')).toHaveLength(3)
  })

  test('is heard only where the app asked for events and was granted the scope', async () => {
    await run(() => {})
    const installation = slack.installation()
    installation.scopes = installation.scopes.filter((scope) => scope !== 'channels:history')
    const ana = slack.user('Ana')
    expect((await ana.message('hello', { channel: 'news' })).deliveries).toBe(0)
    expect((await ana.mention('hello', { channel: 'news' })).deliveries).toBe(1)
    expect((await ana.message('hello', { channel: 'desk' })).deliveries).toBe(1)
    expect((await ana.message('hello', { channel: ana.directMessage })).deliveries).toBe(1)
    expect((await ana.mention('hello', { channel: 'quiet' })).deliveries).toBe(0)
    installation.events = []
    expect((await ana.mention('hello', { channel: 'news' })).deliveries).toBe(0)
  })

  test('of another company is known by their own workspace in a shared channel', async () => {
    const seen: unknown[] = []
    await run((app) => {
      app.event('app_mention', async ({ event, body, context }) => {
        seen.push(context.teamId, event.user, event.team, body.is_ext_shared_channel)
      })
      app.command('/brief', async ({ command, ack, respond }) => {
        await ack()
        await respond(`for ${command.team_id}`)
      })
    })
    await slack.user('Chi').mention('hello', { channel: 'joint' })
    expect(seen).toEqual(['T0HARBOR', 'U0CHI', 'T0MEADOW', true])
    const own = await slack.user('Chi').command('/brief', '', { channel: 'joint' })
    expect(textsOf(own.ephemeral)).toEqual(['for T0MEADOW'])
  })

  test('clicks a button of what they see, and its message is replaced or deleted', async () => {
    await run((app) => {
      app.command('/brief', async ({ ack, respond }) => {
        await ack()
        await respond({ text: 'A brief', blocks: [buttons('more', 'gone')] })
      })
      app.action('more', async ({ ack, respond, action, body }) => {
        await ack()
        const value = 'value' in action ? action.value : ''
        await respond({ text: `${value} ${'message' in body}`, replace_original: true })
      })
      app.action('gone', async ({ ack, respond }) => {
        await ack()
        await respond({ delete_original: true })
      })
    })
    const ana = slack.user('Ana')
    const first = (await ana.command('/brief', 'x')).ephemeral[0]
    if (!first) throw new Error('no brief')
    await expect(slack.user('Ben').click(first, 'more')).rejects.toThrow('Ben does not see that message')
    await expect(ana.click(first, 'less')).rejects.toThrow('there are: more, gone')
    expect(textsOf((await ana.click(first, 'more')).edited)).toEqual(['about-more false'])
    const second = (await ana.command('/brief', 'y')).ephemeral[0]
    if (!second) throw new Error('no brief')
    expect(textsOf((await ana.click(second, 'gone')).deleted)).toEqual(['A brief'])
    await expect(ana.click(second, 'more')).rejects.toThrow('that message is gone')
    expect(slack.faults).toEqual([])
  })

  test('edits a message, which the app hears of as a change', async () => {
    const heard: unknown[] = []
    await run((app) => {
      app.message(async ({ message }) => void heard.push(message.subtype ?? 'new'))
    })
    const ana = slack.user('Ana')
    await ana.message('one', { channel: 'news' })
    const [message] = slack.messages('news')
    if (!message) throw new Error('no message')
    await ana.edit(message, 'two')
    expect(heard).toEqual(['new', 'message_changed'])
    expect(slack.messages('news')).toMatchObject([{ text: 'two' }])
  })

  test('picks a shortcut on a message, opens the app and invites it', async () => {
    const heard: unknown[] = []
    await run((app) => {
      app.shortcut('brief_link', async ({ shortcut, ack, respond }) => {
        await ack()
        heard.push(shortcut.type === 'message_action' ? shortcut.message.text : shortcut.type)
        await respond({ text: 'noted' })
      })
      app.event('app_home_opened', async ({ event }) => void heard.push(event.tab))
      app.event('member_joined_channel', async ({ event }) => void heard.push([event.user, event.channel]))
    })
    const ana = slack.user('Ana')
    await slack.user('Ben').message('https://a.example/1', { channel: 'news' })
    const [message] = slack.messages('news')
    expect(textsOf((await ana.shortcut('brief_link', message)).ephemeral)).toEqual(['noted'])
    await ana.openApp('home')
    await ana.invite('quiet')
    expect(heard).toEqual(['https://a.example/1', 'home', ['U0HBOT', 'C0QUIET']])
    slack.installation().shortcuts = []
    await expect(ana.shortcut('brief_link', message)).rejects.toThrow('no shortcut')
    expect(log).toEqual([])
  })

  test('is waited for until the app has done what a test asks for', async () => {
    let work = () => {}
    await run((app) => {
      app.command('/brief', async ({ ack, respond }) => {
        await ack()
        // Work that outlives its handler, as a queue's does.
        work = () => void respond('late')
      })
    })
    const ana = slack.user('Ana')
    expect((await ana.command('/brief', 'x')).ephemeral).toEqual([])
    const typed = ana.command('/brief', 'x', { until: ({ ephemeral }) => ephemeral.length > 0 })
    setTimeout(() => work(), 60)
    expect(textsOf((await typed).ephemeral)).toEqual(['late'])
    const never = ana.command('/brief', 'x', { until: () => false, patienceMs: 60 })
    await expect(never).rejects.toThrow('still waiting for what `until` asks for')
  })

  test('has their answers told from those of fifty others', async () => {
    await run((app) => {
      app.command('/brief', async ({ command, ack, respond }) => {
        await ack()
        await respond(command.text)
      })
    })
    const typed = Array.from({ length: 50 }, (_, index) =>
      slack.user(index % 2 ? 'Ana' : 'Ben').command('/brief', `${index}`),
    )
    const happened = await Promise.all(typed)
    expect(happened.map(({ ephemeral }) => textsOf(ephemeral))).toEqual(typed.map((_, index) => [`${index}`]))
  })
})
