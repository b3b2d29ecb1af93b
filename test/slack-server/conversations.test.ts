import type { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type SlackServer, startSlack } from './slack-server.ts'
import { clientFor, postWith, refusal } from './test-client.ts'

let slack: SlackServer
let client: WebClient
beforeEach(async () => {
  slack = await startSlack()
  client = clientFor(slack, slack.botToken())
})
afterEach(() => slack.close())

const post = (channel: string, text?: string, more: object = {}) => postWith(client, channel, text, more)

describe('the rates of the local Slack', () => {
  test('let three posts through at once, then one a second and channel', async () => {
    for (const text of ['1', '2', '3']) await post('C0NEWS', text)
    await expect(post('C0NEWS', '4')).rejects.toMatchObject({ code: 'slack_webapi_rate_limited_error', retryAfter: 1 })
    await post('C0DESK', 'another channel')
    await slack.clock.advance(999)
    await expect(post('C0NEWS', '4')).rejects.toMatchObject({ retryAfter: 1 })
    await slack.clock.advance(1)
    await post('C0NEWS', '4')
    expect(slack.messages('news')).toHaveLength(4)
  })

  test('let a new app read the history once a minute, 15 messages, and an own app 50 times', async () => {
    const read = () => client.conversations.history({ channel: 'C0NEWS', limit: 100 })
    for (let count = 0; count < 16; count++) {
      await post('C0NEWS', `${count}`)
      await slack.clock.advance(1000)
    }
    const page = await read()
    expect([page.messages?.length, page.has_more, page.messages?.[0]?.text]).toEqual([15, true, '15'])
    await expect(read()).rejects.toMatchObject({ retryAfter: 60 })
    await slack.close()
    slack = await startSlack({ isNewApp: false })
    client = clientFor(slack, slack.botToken())
    for (let count = 0; count < 50; count++) await read()
    await expect(read()).rejects.toMatchObject({ retryAfter: 2 })
  })
})

describe('what the local Slack tells of channels and people', () => {
  test('says what a channel is, and whether the bot is in it', async () => {
    const info = async (channel: string) => (await client.conversations.info({ channel })).channel
    expect(await info('C0NEWS')).toMatchObject({
      name: 'news',
      is_member: true,
      is_private: false,
      is_ext_shared: false,
    })
    expect(await info('C0QUIET')).toMatchObject({ is_member: false })
    expect(await info('C0DESK')).toMatchObject({ is_private: true })
    expect(await info('C0JOINT')).toMatchObject({ is_ext_shared: true, shared_team_ids: ['T0HARBOR', 'T0MEADOW'] })
    expect(await info('D0ANA')).toMatchObject({ is_im: true, user: 'U0ANA' })
    expect(await refusal(client.conversations.info({ channel: 'C0HIDDEN' }))).toMatchObject({
      error: 'channel_not_found',
    })
  })

  test('lists members in pages', async () => {
    const list = (cursor = '') => client.conversations.members({ channel: 'C0JOINT', limit: 3, cursor })
    const first = await list()
    expect(first.members).toEqual(['U0ANA', 'U0BEN', 'U0CHI'])
    expect((await list(first.response_metadata?.next_cursor)).members).toEqual(['U0HBOT'])
    expect(await refusal(list('nonsense'))).toMatchObject({ error: 'invalid_cursor' })
  })

  test('knows a person of another company by their own workspace, admin there or not', async () => {
    const info = async (user: string) => (await client.users.info({ user })).user
    expect(await info('U0ANA')).toMatchObject({ team_id: 'T0HARBOR', is_admin: true, is_stranger: false })
    expect(await info('U0BEN')).toMatchObject({ is_admin: false })
    expect(await info('U0CHI')).toMatchObject({ team_id: 'T0MEADOW', is_admin: true, is_stranger: true })
    expect(await refusal(client.users.info({ user: 'U0DEE' }))).toMatchObject({ error: 'user_not_found' })
    expect((await client.users.list({})).members?.map(({ id }) => id)).toEqual(['U0ANA', 'U0BEN', 'U0CHI', 'U0HBOT'])
  })

  test('gives a thread with its root first', async () => {
    const { ts = '' } = await post('C0NEWS', 'root')
    await post('C0NEWS', 'reply', { thread_ts: ts })
    const thread = await client.conversations.replies({ channel: 'C0NEWS', ts })
    expect(thread.messages?.map(({ text }) => text)).toEqual(['root', 'reply'])
    await slack.clock.advance(60_000)
    expect(await refusal(client.conversations.replies({ channel: 'C0NEWS', ts: '1.1' }))).toMatchObject({
      error: 'thread_not_found',
    })
    expect((await client.conversations.history({ channel: 'C0NEWS' })).messages?.map(({ text }) => text)).toEqual([
      'root',
    ])
  })

  test('takes an emoji once, and a status under a thread', async () => {
    const { ts = '' } = await post('C0NEWS')
    const add = (name: string, timestamp = ts) => client.reactions.add({ channel: 'C0NEWS', name, timestamp })
    await add('eyes')
    expect(await refusal(add('eyes'))).toMatchObject({ error: 'already_reacted' })
    expect(await refusal(add('No Emoji'))).toMatchObject({ error: 'invalid_name' })
    expect(await refusal(add('eyes', '1.1'))).toMatchObject({ error: 'message_not_found' })
    const status = (thread_ts: string) =>
      client.assistant.threads.setStatus({ channel_id: 'C0NEWS', thread_ts, status: 'is reading' })
    await status(ts)
    expect(await refusal(status('1.1'))).toMatchObject({ error: 'thread_not_found' })
  })
})

describe('the stumbles of the local Slack', () => {
  test('answer the next calls of a method as planned, then as ever', async () => {
    slack.stumble('chat.postMessage', { error: 'fatal_error' })
    slack.stumble('chat.postMessage', { status: 500 }, 2)
    slack.stumble('chat.postMessage', { status: 429, retryAfterS: 30 })
    expect(await refusal(post('C0NEWS'))).toMatchObject({ error: 'fatal_error' })
    await expect(post('C0NEWS')).rejects.toMatchObject({ statusCode: 500 })
    await expect(post('C0NEWS')).rejects.toMatchObject({ statusCode: 500 })
    await expect(post('C0NEWS')).rejects.toMatchObject({ retryAfter: 30 })
    await client.auth.test()
    await post('C0NEWS')
    expect(slack.messages('news')).toHaveLength(1)
    expect(slack.calls.filter(({ error }) => error !== null)).toHaveLength(4)
  })

  test('cut the connection before the call or after it took effect', async () => {
    slack.stumble('chat.postMessage', { reset: 'before' })
    slack.stumble('*', { reset: 'after' })
    await expect(post('C0NEWS', 'one')).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
    expect(slack.messages('news')).toEqual([])
    await expect(post('C0NEWS', 'two')).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
    expect(slack.messages('news')).toMatchObject([{ text: 'two' }])
  })

  test('take the server off the network and back', async () => {
    slack.offline()
    await expect(client.auth.test()).rejects.toMatchObject({ code: 'slack_webapi_request_error' })
    slack.online()
    await client.auth.test()
  })

  test('make a client wait as long as Retry-After says, and no longer', async () => {
    const waiting = clientFor(slack, slack.botToken(), {
      rejectRateLimitedCalls: false,
      retryConfig: { retries: 2, minTimeout: 0 },
    })
    slack.stumble('auth.test', { status: 429, retryAfterS: 0 })
    expect(await waiting.auth.test()).toMatchObject({ ok: true })
    expect(slack.calls.map(({ error }) => error === null)).toEqual([false, true])
  })
})
