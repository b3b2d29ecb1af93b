import { describe, expect, test } from 'vitest'
import type { JsonObject } from './json.ts'
import { listLinks, listMentions } from './live-mentions.ts'

const section = (text: string, more: JsonObject = {}) => ({
  blocks: [{ type: 'section', text: { type: 'mrkdwn', text, ...more } }],
})
const rich = (...elements: JsonObject[]) => ({
  blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }],
})
const kinds = (payload: JsonObject) => listMentions(payload).map(({ kind }) => kind)
const urls = (payload: JsonObject) => listLinks(payload).map(({ url }) => url)

describe('the live mentions of a Slack payload', () => {
  test.each<[string, JsonObject, string[]]>([
    ['a broadcast in the text', { text: 'x <!channel> y' }, ['broadcast']],
    ['a broadcast with a label', { text: '<!here|here>' }, ['broadcast']],
    ['a person', section('<@U0ANA>'), ['user']],
    ['a person in a name', section('<@U0ANA|ana>'), ['user']],
    ['a channel and a group', section('<#C0NEWS> <!subteam^S0DESK|desk>'), ['group', 'channel']],
    ['a field', { blocks: [{ type: 'section', fields: [{ type: 'mrkdwn', text: '<!everyone>' }] }] }, ['broadcast']],
    ['a context', { blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', text: '<@U0ANA>' }] }] }, ['user']],
    ['code', section('`<!channel>`'), ['broadcast']],
    ['a markdown block', { blocks: [{ type: 'markdown', text: '<!channel> and @here' }] }, ['broadcast', 'broadcast']],
    ['a bare @channel that Slack may parse', section('ask @channel now'), ['broadcast']],
    [
      'an element of rich text',
      rich({ type: 'broadcast', range: 'here' }, { type: 'user', user_id: 'U0ANA' }),
      ['broadcast', 'user'],
    ],
    [
      'a table cell',
      {
        blocks: [
          {
            type: 'table',
            rows: [
              [
                {
                  type: 'rich_text',
                  elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'U0ANA' }] }],
                },
              ],
            ],
          },
        ],
      },
      ['user'],
    ],
  ])('are found in %s', (_where, payload, expected) => {
    expect(kinds(payload)).toEqual(expected)
  })

  test.each<[string, JsonObject]>([
    ['escaped', section('&lt;!channel&gt; &lt;@U0ANA&gt;')],
    ['plain text', { blocks: [{ type: 'header', text: { type: 'plain_text', text: '<!channel> @here' } }] }],
    ['a bare word in verbatim text', section('@channel', { verbatim: true })],
    ['a bare word in the text beside blocks', { text: 'ask @channel' }],
    ['a text of rich text', rich({ type: 'text', text: '<!channel> @here' })],
    ['an address', section('mail to desk@here.example')],
    ['a date', section('<!date^1771287144^{date}|16 February>')],
  ])('are not seen in %s', (_where, payload) => {
    expect(kinds(payload)).toEqual([])
  })

  test('come with where they stand', () => {
    expect(listMentions({ text: 'a', ...section('<!here>') })).toEqual([
      { kind: 'broadcast', written: '<!here>', where: 'blocks[0].text' },
    ])
  })
})

describe('the links of a Slack payload', () => {
  test('are found in every form', () => {
    expect(listLinks(section('<https://a.example/1|bank.example>'))).toEqual([
      { url: 'https://a.example/1', text: 'bank.example', where: 'blocks[0].text' },
    ])
    expect(urls(section('see https://b.example/2 now'))).toEqual(['https://b.example/2'])
    expect(urls(section('see https://b.example/2', { verbatim: true }))).toEqual([])
    expect(urls({ blocks: [{ type: 'markdown', text: '[x](javascript:alert(1)) <https://c.example>' }] })).toEqual([
      'https://c.example',
      'javascript:alert(1',
    ])
    expect(urls(rich({ type: 'link', url: 'https://d.example', text: 'd' }))).toEqual(['https://d.example'])
    const button = { type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'https://e.example' }
    expect(listLinks({ blocks: [{ type: 'actions', elements: [button] }] })).toMatchObject([
      { url: 'https://e.example', text: 'Open' },
    ])
    expect(urls({ text: 'mailto: <mailto:ana@a.example|Ana>' })).toEqual(['mailto:ana@a.example'])
  })
})
