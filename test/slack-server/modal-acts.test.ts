import type { App } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from './actor.ts'
import { startApp, type TestApp } from './bolt-app.ts'
import { type SlackServer, startSlack } from './slack-server.ts'
import type { View } from './world.ts'

let slack: SlackServer
let running: TestApp
let ana: Actor
let errors: string[]
/** What the app does with the trigger of a command. */
let onCommand: (client: App['client'], trigger: string) => Promise<unknown>
/** What the app answers to a submission. */
let answer: object | undefined

const plain = (text: string) => ({ type: 'plain_text', text }) as const
const option = (value: string) => ({ text: plain(value), value })
const report = (title = 'Report') => ({
  type: 'modal' as const,
  callback_id: 'report',
  title: plain(title),
  submit: plain('Send'),
  notify_on_close: true,
  blocks: [
    {
      type: 'input' as const,
      block_id: 'kind',
      label: plain('What is wrong?'),
      element: { type: 'static_select' as const, action_id: 'kind', options: [option('figure'), option('other')] },
    },
    {
      type: 'input' as const,
      block_id: 'words',
      optional: true,
      label: plain('In your words'),
      element: { type: 'plain_text_input' as const, action_id: 'words', max_length: 20 },
    },
  ],
})

beforeEach(async () => {
  slack = await startSlack()
  ana = slack.user('Ana')
  errors = []
  answer = undefined
  onCommand = (client, trigger_id) => client.views.open({ trigger_id, view: report() })
  running = await startApp(slack, (app) => {
    app.command('/brief', async ({ command, ack, client }) => {
      await ack()
      await onCommand(client, command.trigger_id).catch((error) => errors.push(error.data?.error ?? String(error)))
    })
    app.view('report', async ({ ack, view, body }) => {
      const { kind, words } = view.state.values
      errors.push(`${body.user.id}: ${kind?.['kind']?.selected_option?.value}, ${words?.['words']?.value}`)
      await ack(answer as never)
    })
    app.view({ callback_id: 'report', type: 'view_closed' }, async ({ ack }) => {
      await ack()
      errors.push('closed')
    })
  })
})
afterEach(async () => {
  await running.stop()
  await slack.close()
})

async function open(): Promise<View> {
  const [view] = (await ana.command('/brief', '')).views
  if (!view) throw new Error(`no modal: ${errors}`)
  return view
}

describe('a modal of the local Slack', () => {
  test('opens for who has the trigger, is filled in and closes', async () => {
    const view = await open()
    await expect(slack.user('Ben').submit(view, {})).rejects.toThrow('Ben does not see that view')
    await ana.submit(view, { kind: 'figure', words: 'It is 30' })
    expect(errors).toEqual(['U0ANA: figure, It is 30'])
    expect(view.isOpen).toBe(false)
    await expect(ana.submit(view, {})).rejects.toThrow('that view is closed')
    expect(slack.faults).toEqual([])
  })

  test.each([
    ['a required field is empty', { words: 'x' }, 'the field "kind" is required'],
    ['an option does not exist', { kind: 'colour' }, 'no option "colour"'],
    ['a text is too long', { kind: 'other', words: 'x'.repeat(21) }, '21 characters do not fit'],
    ['a field does not exist', { kind: 'other', age: '3' }, 'no field "age"'],
  ])('is not submitted where %s', async (_what, values: Record<string, string>, message) => {
    await expect(ana.submit(await open(), values)).rejects.toThrow(message)
    expect(errors).toEqual([])
  })

  test('shows the errors of an answer and stays open', async () => {
    answer = { response_action: 'errors', errors: { words: 'Say which figure.' } }
    const view = await open()
    expect((await ana.submit(view, { kind: 'figure' })).errors).toEqual({ words: 'Say which figure.' })
    expect(view.isOpen).toBe(true)
  })

  test('is updated, has another pushed on it, and all are cleared', async () => {
    const view = await open()
    answer = { response_action: 'update', view: report('Again') }
    expect((await ana.submit(view, { kind: 'other' })).views).toMatchObject([{ sent: { title: { text: 'Again' } } }])
    answer = { response_action: 'push', view: report('On top') }
    const [, top] = (await ana.submit(view, { kind: 'other' })).views
    const pushed = slack.world.views.at(-1)
    expect(top ?? pushed).toMatchObject({ previousId: view.id, rootId: view.id })
    answer = { response_action: 'clear' }
    if (pushed) await ana.submit(pushed, { kind: 'other' })
    expect(slack.world.views.map(({ isOpen }) => isOpen)).toEqual([false, false])
    expect(slack.faults).toEqual([])
  })

  test('has no more than two others pushed on it', async () => {
    answer = { response_action: 'push', view: report() }
    await ana.submit(await open(), { kind: 'other' })
    const pushed = () => slack.world.views.at(-1) as View
    await ana.submit(pushed(), { kind: 'other' })
    expect((await ana.submit(pushed(), { kind: 'other' })).notices).toEqual([
      'The app did not respond (invalid_response)',
    ])
    expect(slack.world.views).toHaveLength(3)
  })

  test.each([
    ['errors for a field that is not there', { response_action: 'errors', errors: { age: 'x' } }, 'bad-errors'],
    ['no errors at all', { response_action: 'errors', errors: {} }, 'bad-errors'],
    ['an unknown action', { response_action: 'open' }, 'unknown-answer'],
    ['a view that breaks a rule', { response_action: 'update', view: report('x'.repeat(25)) }, 'too-long'],
    ['a message', { text: 'Thanks' }, 'unknown-answer'],
  ])('stays open and keeps a fault where the answer has %s', async (_what, wrong, rule) => {
    answer = wrong
    const view = await open()
    const { notices } = await ana.submit(view, { kind: 'other' })
    expect(slack.faults.map((fault) => fault.rule)).toContain(rule)
    expect([view.isOpen, notices]).toEqual([true, ['The app did not respond (invalid_response)']])
  })

  test('tells the app that it was closed, where it asked for that', async () => {
    await ana.close(await open())
    expect(errors).toEqual(['closed'])
  })

  test('opens once for a trigger, within 3 s, for the workspace that it belongs to', async () => {
    let kept = ''
    onCommand = async (client, trigger_id) => {
      kept = trigger_id
      await client.views.open({ trigger_id, view: report() })
      await client.views.open({ trigger_id, view: report() })
    }
    await ana.command('/brief', '')
    onCommand = async (client, trigger_id) => {
      await slack.clock.advance(3000)
      await client.views.open({ trigger_id, view: report() })
    }
    await ana.command('/brief', '')
    onCommand = (client) => client.views.open({ trigger_id: kept.replace(/^\d/, '9'), view: report() })
    await ana.command('/brief', '')
    const stranger = new WebClient(slack.botToken('T0MEADOW'), { slackApiUrl: slack.apiUrl })
    onCommand = (_client, trigger_id) => stranger.views.open({ trigger_id, view: report() })
    await ana.command('/brief', '')
    expect(errors).toEqual(['exchanged_trigger_id', 'expired_trigger_id', 'invalid_trigger_id', 'invalid_trigger_id'])
  })

  test('is updated by its id, and by a hash only while that is true', async () => {
    const view = await open()
    onCommand = async (client) => {
      const change = { view_id: view.id, view: report('Changed') }
      const { view: first } = await client.views.update(change)
      await client.views.update({ ...change, hash: first?.hash ?? '' })
      await client.views.update({ ...change, hash: first?.hash ?? '' })
    }
    await ana.command('/brief', '')
    onCommand = (client) => client.views.update({ view_id: 'V0', view: report() })
    await ana.command('/brief', '')
    expect(errors).toEqual(['hash_conflict', 'not_found'])
    expect(slack.world.views).toMatchObject([{ sent: { title: { text: 'Changed' } } }])
  })

  test('is no home tab, which is published for a person of the workspace', async () => {
    const home = { type: 'home' as const, blocks: [{ type: 'divider' as const }] }
    onCommand = async (client) => {
      await client.views.publish({ user_id: 'U0ANA', view: home })
      await client.views.publish({ user_id: 'U0CHI', view: home })
    }
    const happened = await ana.command('/brief', '')
    expect(happened.views).toMatchObject([{ kind: 'home', userId: 'U0ANA' }])
    onCommand = (client, trigger_id) => client.views.open({ trigger_id, view: home })
    await ana.command('/brief', '')
    expect(errors).toEqual(['invalid_user_id', 'invalid_view_type'])
  })

  test('must be in time itself: a submission that is not acknowledged is told to the person', async () => {
    onCommand = (client, trigger_id) => client.views.open({ trigger_id, view: { ...report(), callback_id: 'nobody' } })
    const view = await open()
    const sent = ana.submit(view, { kind: 'other' })
    await slack.clock.advance(3000)
    expect((await sent).notices).toEqual(['The app did not respond (operation_timeout)'])
    expect(view.isOpen).toBe(true)
  })
})
