import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startApp, type TestApp } from './bolt-app.ts'
import { type SlackServer, startSlack } from './slack-server.ts'

let slack: SlackServer
let running: TestApp
/** The response URLs that the app was given, commands' and clicks'. */
let urls: string[]
beforeEach(async () => {
  slack = await startSlack()
  urls = []
  running = await startApp(slack, (app) => {
    app.command('/brief', async ({ command, ack }) => {
      urls.push(command.response_url)
      await ack({ text: 'A brief', blocks: [{ type: 'actions', elements: [button] }] })
    })
    app.action('more', async ({ ack, body }) => {
      if ('response_url' in body) urls.push(body.response_url)
      await ack()
    })
  })
})
afterEach(async () => {
  await running.stop()
  await slack.close()
})

const button = { type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' } } as const

async function respond(url: string | undefined, body: object): Promise<{ status: number; text: string }> {
  const answer = await fetch(url ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: answer.status, text: await answer.text() }
}

async function clicked(): Promise<string | undefined> {
  const [message] = (await slack.user('Ana').command('/brief', '')).ephemeral
  if (message) await slack.user('Ana').click(message, 'more')
  return urls.at(-1)
}

describe('a response_url of the local Slack', () => {
  test('takes five messages', async () => {
    await slack.user('Ana').command('/brief', '')
    for (let use = 1; use <= 5; use++) expect((await respond(urls[0], { text: `${use}` })).status).toBe(200)
    const sixth = await respond(urls[0], { text: '6' })
    expect(sixth).toEqual({ status: 404, text: '{"ok":false,"error":"used_url"}' })
    expect(slack.world.messages.filter(({ visibleTo }) => visibleTo === 'U0ANA')).toHaveLength(6)
  })

  test('lives for thirty minutes', async () => {
    await slack.user('Ana').command('/brief', '')
    await slack.clock.advance(30 * 60_000 - 1)
    expect((await respond(urls[0], { text: 'in time' })).status).toBe(200)
    await slack.clock.advance(1)
    expect(await respond(urls[0], { text: 'late' })).toMatchObject({
      status: 404,
      text: expect.stringContaining('expired_url'),
    })
    expect(await respond(`${urls[0]}x`, { text: 'x' })).toMatchObject({
      status: 404,
      text: expect.stringContaining('invalid_url'),
    })
  })

  test('of a command replaces nothing', async () => {
    await slack.user('Ana').command('/brief', '')
    const answer = await respond(urls[0], { text: 'instead', replace_original: true })
    expect(answer).toMatchObject({ status: 400, text: expect.stringContaining('replaces-nothing') })
    expect(slack.faults).toMatchObject([{ method: 'response_url', rule: 'replaces-nothing' }])
  })

  test('of a click must say whether it replaces', async () => {
    const url = await clicked()
    expect(await respond(url, { text: 'x' })).toMatchObject({ status: 400 })
    expect(slack.faults).toMatchObject([{ rule: 'unclear-response' }])
    expect((await respond(url, { text: 'beside', replace_original: false })).status).toBe(200)
    expect((await respond(url, { text: 'instead', replace_original: true })).status).toBe(200)
    expect((await respond(url, { delete_original: true })).status).toBe(200)
    expect(await respond(url, { text: 'x', replace_original: true })).toMatchObject({
      status: 400,
      text: expect.stringContaining('message_not_found'),
    })
    expect(slack.world.messages.map(({ text }) => text)).toEqual(['beside'])
  })

  test('refuses what breaks a rule, and links that would unfold for the channel', async () => {
    await slack.user('Ana').command('/brief', '')
    const header = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }
    expect(await respond(urls[0], { text: 'x', blocks: [header] })).toMatchObject({
      status: 400,
      text: expect.stringContaining('invalid_blocks'),
    })
    expect((await respond(urls[0], { text: 'x', response_type: 'in_channel' })).status).toBe(400)
    expect(slack.faults.map(({ rule }) => rule)).toContain('unfurls')
  })

  test('makes Bolt throw where it is refused', async () => {
    const { respond: viaBolt } = await new Promise<{ respond: (message: string) => Promise<unknown> }>((resolve) => {
      running.app.command('/brief', async (args) => resolve(args))
      void slack.user('Ana').command('/brief', '')
    })
    await slack.clock.advance(30 * 60_000)
    await expect(viaBolt('too late')).rejects.toThrow('404')
  })

  test('can be made to stumble', async () => {
    await slack.user('Ana').command('/brief', '')
    slack.stumble('response_url', { status: 500 })
    expect((await respond(urls[0], { text: 'x' })).status).toBe(500)
    expect((await respond(urls[0], { text: 'x' })).status).toBe(200)
  })
})
