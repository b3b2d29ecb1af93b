import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { blocksText, readMrkdwn } from './block-text.ts'
import { startApp, type TestApp } from './bolt-app.ts'
import { type SlackServer, startSlack } from './slack-server.ts'

let slack: SlackServer
let running: TestApp
const plain = (text: string) => ({ type: 'plain_text', text }) as const
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text }) as const
const quiet = { unfurl_links: false, unfurl_media: false }
const button = (id: string, label: string) => ({ type: 'button', action_id: id, text: plain(label) }) as const
const input = {
  type: 'input',
  block_id: 'kind',
  label: plain('What is wrong?'),
  element: { type: 'radio_buttons', action_id: 'k', options: [{ text: plain('Wrong figure'), value: 'figure' }] },
} as const

beforeEach(async () => {
  slack = await startSlack()
  running = await startApp(slack, (app) => {
    app.command('/brief', async ({ ack, respond }) => {
      await ack()
      await respond({
        text: 'A brief',
        blocks: [
          { type: 'header', text: plain('Ferry strike goes on') },
          {
            type: 'section',
            text: mrkdwn('1,200 crew are out, says <https://a.example/1|the union> &amp; two others.'),
          },
          { type: 'context', elements: [mrkdwn('Coast Post'), plain('2 March')] },
          { type: 'actions', elements: [button('report', 'Report'), button('show', 'Show in channel')] },
        ],
      })
    })
    app.action('report', async ({ ack, body, client }) => {
      await ack()
      const view = {
        type: 'modal',
        callback_id: 'report',
        title: plain('Report'),
        submit: plain('Send'),
        blocks: [input],
      } as const
      if ('trigger_id' in body)
        await client.views.open({ trigger_id: body.trigger_id ?? '', view: { ...view, blocks: [input] } })
    })
    app.view('report', async ({ ack }) => ack())
    app.action('show', async ({ ack, respond }) => {
      await ack()
      await respond({ text: 'Shown.', replace_original: true })
      await respond({ text: 'Ferry strike goes on', response_type: 'in_channel', replace_original: false, ...quiet })
    })
    app.event('app_mention', async ({ event, say, client }) => {
      await say({ text: 'On it', thread_ts: event.ts, ...quiet })
      await client.reactions.add({ channel: event.channel, timestamp: event.ts, name: 'eyes' })
      await client.assistant.threads.setStatus({ channel_id: event.channel, thread_ts: event.ts, status: 'is reading' })
    })
  })
})
afterEach(async () => {
  await running.stop()
  await slack.close()
})

/** A conversation of two people with the app. */
async function converse(): Promise<void> {
  const [ana, ben] = [slack.user('Ana'), slack.user('Ben')]
  const [brief] = (await ana.command('/brief', 'ferry', { channel: 'news' })).ephemeral
  if (!brief) throw new Error('no brief')
  const [view] = (await ana.click(brief, 'report')).views
  if (view) await ana.submit(view, { kind: 'figure' })
  await ana.click(brief, 'show')
  await ben.mention('who says so?', { channel: 'news' })
}

describe('a transcript of the local Slack', () => {
  test('tells what one person typed, clicked and saw', async () => {
    await converse()
    expect(slack.transcript('Ana', 'news')).toBe(`#news, as Ana sees it

> Ana types /brief ferry

Nutgraf (only visible to you, edited):
  Shown.

> Ana clicks [Report]

(opened) Report
  What is wrong?
  ( ) Wrong figure
  [Send]

> Ana submits “Report”, kind: figure

> Ana clicks [Show in channel]

Nutgraf:
  Ferry strike goes on

Ben: @Nutgraf who says so?
  :eyes:

    Nutgraf:
      On it

    (Nutgraf is reading)
`)
    const first = slack.transcript('Ana', 'news')
    await slack.clock.advance(86_400_000)
    expect(slack.transcript('Ana', 'news')).toBe(first)
    expect(slack.faults).toEqual([])
  })

  test('shows another person only what they see', async () => {
    await converse()
    expect(slack.transcript('Ben', 'news')).toBe(`#news, as Ben sees it

Nutgraf:
  Ferry strike goes on

Ben: @Nutgraf who says so?
  :eyes:

    Nutgraf:
      On it

    (Nutgraf is reading)
`)
    expect(slack.transcript('Ana', 'desk')).toBe('#desk, as Ana sees it\n')
  })

  test('has a brief as it was before it was replaced', async () => {
    await slack.user('Ana').command('/brief', 'ferry', { channel: 'D0ANA' })
    expect(slack.transcript('Ana', 'D0ANA')).toBe(`Ana and Nutgraf

> Ana types /brief ferry

Nutgraf (only visible to you):
  # Ferry strike goes on
  1,200 crew are out, says the union (https://a.example/1) & two others.
  Coast Post 2 March
  [Report] [Show in channel]
`)
  })
})

describe('the text of blocks of the local Slack', () => {
  const nameOf = (id: string) => ({ U0ANA: 'Ana', C0NEWS: 'news' })[id] ?? id

  test('reads mrkdwn as a reader does', () => {
    expect(readMrkdwn('<@U0ANA> in <#C0NEWS>: <!here> &lt;b&gt; <https://a.example>', nameOf)).toBe(
      '@Ana in #news: @here <b> https://a.example',
    )
    expect(readMrkdwn('&amp;lt; <!date^1771287144^{date}|16 February>', nameOf)).toBe('&lt; 16 February')
  })

  test('has lists, quotes, tables, menus and what else blocks hold', () => {
    const text = (value: string) => ({ type: 'text', text: value })
    const part = (value: string) => ({ type: 'rich_text_section', elements: [text(value)] })
    const blocks = [
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              text('See '),
              { type: 'link', url: 'https://a.example', text: 'A' },
              { type: 'emoji', name: 'eyes' },
            ],
          },
          { type: 'rich_text_list', style: 'bullet', elements: [part('one'), part('two')] },
          { type: 'rich_text_list', style: 'ordered', indent: 1, offset: 2, elements: [part('three')] },
          { type: 'rich_text_quote', elements: [text('said\nso')] },
          { type: 'rich_text_preformatted', elements: [text('code')] },
        ],
      },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'a' },
            { type: 'rich_text', elements: [part('b')] },
          ],
        ],
      },
      { type: 'divider' },
      { type: 'markdown', text: '**bold**' },
      { type: 'image', image_url: 'https://a.example/i.png', alt_text: 'a map' },
      {
        type: 'section',
        text: mrkdwn('Kind'),
        accessory: {
          type: 'static_select',
          action_id: 'k',
          placeholder: plain('Pick'),
          options: [{ text: plain('x'), value: 'x' }],
        },
      },
      {
        type: 'input',
        optional: true,
        label: plain('Words'),
        hint: plain('In short'),
        element: { type: 'plain_text_input', action_id: 'w' },
      },
    ]
    expect(blocksText(blocks, nameOf)).toEqual([
      ...['See A (https://a.example):eyes:', '• one', '• two', '  3. three', '> said', '> so', '    code'],
      ...['a | b', '────', '**bold**', '(image: a map)', 'Kind', '[Pick: x]', 'Words (optional)', '[…]', 'In short'],
    ])
  })
})
