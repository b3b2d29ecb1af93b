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
const quiet = { unfurl_links: false, unfurl_media: false }

describe('a token at the local Slack', () => {
  test('says whose it is', async () => {
    expect(await client.auth.test()).toMatchObject({ team_id: 'T0HARBOR', user_id: 'U0HBOT', bot_id: 'B0HBOT' })
    const other = clientFor(slack, slack.botToken('T0MEADOW'))
    expect(await other.auth.test()).toMatchObject({ team_id: 'T0MEADOW', user_id: 'U0MBOT' })
  })

  test.each<[string, string | undefined, string]>([
    ['is missing', undefined, 'not_authed'],
    ['is unknown', 'xoxb-nobody', 'invalid_auth'],
    ['belongs to the app', 'xapp-1-nutgraf', 'not_allowed_token_type'],
  ])('is refused where it %s', async (_what, token, error) => {
    expect(await refusal(clientFor(slack, token).auth.test())).toMatchObject({ error })
  })

  test('is refused once it is revoked, and where a bot asks for a connection', async () => {
    expect(await refusal(client.apps.connections.open())).toMatchObject({ error: 'not_allowed_token_type' })
    slack.breakToken(slack.botToken(), 'token_revoked')
    expect(await refusal(post('C0NEWS'))).toMatchObject({ error: 'token_revoked' })
    expect(slack.calls.at(-1)).toMatchObject({ method: 'chat.postMessage', error: 'token_revoked' })
  })

  test.each([
    ['chat.postMessage', 'chat:write', { channel: 'C0NEWS', text: 'x' }],
    ['chat.postMessage', 'chat:write.customize', { channel: 'C0NEWS', text: 'x', username: 'Desk' }],
    ['conversations.info', 'channels:read', { channel: 'C0NEWS' }],
    ['conversations.history', 'groups:history', { channel: 'C0DESK' }],
    ['conversations.replies', 'im:history', { channel: 'D0ANA', ts: '1.1' }],
    ['users.info', 'users:read', { user: 'U0ANA' }],
    ['users.list', 'users:read', {}],
    ['reactions.add', 'reactions:write', { channel: 'C0NEWS', name: 'eyes', timestamp: '1.1' }],
    ['assistant.threads.setStatus', 'assistant:write', { channel_id: 'D0ANA', thread_ts: '1.1', status: 'x' }],
  ])('needs for %s the scope %s', async (method, needed, args) => {
    const installation = slack.installation()
    installation.scopes = installation.scopes.filter((scope) => scope !== needed)
    const data = await refusal(client.apiCall(method, args))
    expect(data).toMatchObject({ error: 'missing_scope', needed })
    expect(data).toMatchObject({ response_metadata: { scopes: installation.scopes, acceptedScopes: [needed] } })
  })

  test('finds no method that is not there', async () => {
    expect(await refusal(client.apiCall('chat.scheduleMessage', {}))).toMatchObject({ error: 'unknown_method' })
    expect(await refusal(client.apiCall('toString', {}))).toMatchObject({ error: 'unknown_method' })
    expect(await refusal(client.auth.test({ team_id: 'T0MEADOW' } as object))).toMatchObject({
      error: 'team_access_not_granted',
    })
  })
})

describe('a message to the local Slack', () => {
  test.each([
    ['a channel that the bot is not in', 'C0QUIET', 'not_in_channel'],
    ['a private channel that it is not in', 'C0HIDDEN', 'channel_not_found'],
    ['a channel of the other workspace', 'C0FIELD', 'channel_not_found'],
    ['a direct message of the other workspace', 'D0CHI', 'channel_not_found'],
    ['a person of the other workspace', 'U0DEE', 'channel_not_found'],
    ['no channel at all', '', 'invalid_arguments'],
  ])('does not reach %s', async (_what, channel, error) => {
    expect(await refusal(post(channel))).toMatchObject({ error })
  })

  test('reaches a person in their direct messages, by their id in place of a channel', async () => {
    expect(await post('U0ANA', 'for you')).toMatchObject({ channel: 'D0ANA' })
    expect(slack.messages('D0ANA')).toMatchObject([{ text: 'for you' }])
    expect(await refusal(client.chat.update({ channel: 'U0ANA', ts: '1.1', text: 'x' }))).toMatchObject({
      error: 'channel_not_found',
    })
  })

  test('is posted, changed and deleted', async () => {
    const { ts } = await post('C0NEWS', 'one', { blocks: [{ type: 'divider' }] })
    const [message] = slack.messages('news')
    expect(message).toMatchObject({ ts, text: 'one', user: 'U0HBOT', blocks: [{ type: 'divider' }], threadTs: null })
    await client.chat.update({ channel: 'C0NEWS', ts: ts ?? '', text: 'two' })
    expect(slack.messages('news')).toMatchObject([{ ts, text: 'two', blocks: [], isEdited: true }])
    await client.chat.delete({ channel: 'C0NEWS', ts: ts ?? '' })
    expect(slack.messages('news')).toEqual([])
    expect(slack.faults).toEqual([])
  })

  test('comes back to the app as a message of its own, and calls nobody', async () => {
    await post('C0NEWS', 'I am <@U0HBOT>')
    await slack.quiet()
    const sent = slack.journal.entries.flatMap((one) => (one.kind === 'delivery' && one.attempt === 0 ? one.what : []))
    expect(sent).toEqual(['message'])
  })

  test('can be sent as JSON too', async () => {
    const headers = { authorization: `Bearer ${slack.botToken()}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ channel: 'C0NEWS', text: 'as JSON', blocks: [{ type: 'divider' }], ...quiet })
    const answer = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers, body })
    expect(await answer.json()).toMatchObject({ ok: true, message: { text: 'as JSON' } })
    const broken = new URLSearchParams({ token: slack.botToken(), channel: 'C0NEWS', text: 'x', blocks: '{' })
    expect(
      await (await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', body: broken })).json(),
    ).toMatchObject({
      error: 'invalid_blocks_format',
    })
  })

  test.each([
    ['no_text', {}, ''],
    ['msg_too_long', {}, 'x'.repeat(4001)],
    ['invalid_blocks', { blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] }, 'x'],
    [
      'msg_blocks_too_long',
      {
        blocks: ['1', '2', '3', '4'].map((id) => ({
          type: 'section',
          block_id: id,
          text: { type: 'mrkdwn', text: 'x'.repeat(2600) },
        })),
      },
      'x',
    ],
    ['invalid_arguments', { unfurl_links: true }, 'x'],
    ['invalid_metadata_format', { metadata: { event_type: 'digest' } }, 'x'],
  ])('that breaks a rule is refused with %s and kept as a fault', async (error, more, text) => {
    expect(await refusal(post('C0NEWS', text, more))).toMatchObject({ error })
    expect(slack.faults).toContainEqual(expect.objectContaining({ method: 'chat.postMessage' }))
    expect(slack.messages('news')).toEqual([])
  })

  test('stands in a thread by its root, never by a reply', async () => {
    const root = await post('C0NEWS', 'root')
    const reply = await post('C0NEWS', 'reply', { thread_ts: root.ts })
    expect(await refusal(post('C0NEWS', 'x', { thread_ts: reply.ts }))).toMatchObject({
      error: 'cannot_reply_to_message',
    })
    await slack.clock.advance(3000)
    expect(await refusal(post('C0NEWS', 'x', { thread_ts: '1.000001' }))).toMatchObject({
      error: 'cannot_reply_to_message',
    })
    expect(slack.faults.map(({ rule }) => rule)).toEqual(['thread-of-a-reply', 'no-such-thread'])
  })

  test('of a person is not the bot’s to change, and a lost one is not found', async () => {
    await slack.user('Ana').message('mine')
    const [mine] = slack.messages('news')
    const place = { channel: 'C0NEWS', ts: mine?.ts ?? '' }
    expect(await refusal(client.chat.update({ ...place, text: 'x' }))).toMatchObject({ error: 'cant_update_message' })
    expect(await refusal(client.chat.delete(place))).toMatchObject({ error: 'cant_delete_message' })
    expect(await refusal(client.chat.delete({ ...place, ts: '1.000001' }))).toMatchObject({
      error: 'message_not_found',
    })
  })

  test('is not changed with a bare @channel unless parsing is off', async () => {
    const { ts = '' } = await post('C0NEWS')
    const change = { channel: 'C0NEWS', ts, text: 'tell @channel' }
    expect(await refusal(client.chat.update(change))).toMatchObject({ error: 'invalid_arguments' })
    await client.chat.update({ ...change, parse: 'none' })
  })

  test('for one person reaches only who is in the channel, and no method finds it', async () => {
    const to = (user: string) => client.chat.postEphemeral({ channel: 'C0NEWS', user, text: 'x' })
    const { message_ts: ts = '' } = await to('U0ANA')
    expect(slack.messages('news')).toEqual([])
    expect(await refusal(client.chat.update({ channel: 'C0NEWS', ts, text: 'y' }))).toMatchObject({
      error: 'message_not_found',
    })
    expect(await refusal(to('U0CHI'))).toMatchObject({ error: 'user_not_in_channel' })
    expect(await refusal(to('U0NOBODY'))).toMatchObject({ error: 'user_not_found' })
  })

  test('has its metadata, for who asks', async () => {
    const metadata = { event_type: 'digest', event_payload: { delivery: 'd1' } }
    await post('C0NEWS', 'x', { metadata })
    const place = { channel: 'C0NEWS' }
    expect((await client.conversations.history({ ...place, include_all_metadata: true })).messages).toMatchObject([
      { metadata },
    ])
    await slack.clock.advance(60_000)
    expect((await client.conversations.history(place)).messages?.[0]?.metadata).toBeUndefined()
  })
})
