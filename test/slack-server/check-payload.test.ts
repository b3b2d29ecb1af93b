import { describe, expect, test } from 'vitest'
import { messageFaults, viewFaults } from './check-payload.ts'
import type { JsonObject } from './json.ts'
import { schemaCheck } from './schema-check.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) })
const button = (more: JsonObject = {}) => ({ type: 'button', action_id: 'a', text: plain('A'), ...more })
const actions = (...elements: JsonObject[]) => ({ type: 'actions', elements })
const posted = { text: 'A text', unfurl_links: false, unfurl_media: false }
const withBlocks = (...blocks: JsonObject[]) => ({ ...posted, blocks })
const modal = (more: JsonObject = {}) => ({ type: 'modal', title: plain('Title'), blocks: [section('x')], ...more })
const input = { type: 'input', label: plain('L'), element: { type: 'plain_text_input', action_id: 'i' } }
const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }
const times = (count: number, one: (index: number) => JsonObject) => Array.from({ length: count }, (_, i) => one(i))

const rulesOf = (message: JsonObject) => new Set(messageFaults(message, true).map(({ rule }) => rule))
const rulesOfView = (view: JsonObject) => new Set(viewFaults(view).map(({ rule }) => rule))

describe('the limits of a Slack message', () => {
  test('let a message through that keeps to them all', () => {
    const message = withBlocks(
      { type: 'header', text: plain('h'.repeat(150)) },
      section('s'.repeat(3000)),
      { type: 'context', elements: times(10, () => mrkdwn('c')) },
      actions(...times(25, (index) => button({ action_id: `a${index}`, text: plain('b'.repeat(75)), value: 'v' }))),
      { type: 'markdown', text: 'm' },
      table,
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'r' }] }] },
    )
    expect(messageFaults(message, true)).toEqual([])
    expect(messageFaults({ text: 'for one person' }, false)).toEqual([])
  })

  test.each<[string, string, JsonObject]>([
    ['no text and no blocks', 'no-text', { unfurl_links: false, unfurl_media: false }],
    ['blocks without a text beside them', 'no-text-beside-blocks', { ...withBlocks(section('x')), text: ' ' }],
    ['a text of 4,001 characters', 'too-long', { ...posted, text: 'x'.repeat(4001) }],
    ['half of a character', 'broken-character', { ...posted, text: 'x\ud83d' }],
    ['links that unfold', 'unfurls', { text: 'x', unfurl_media: false }],
    ['media that unfold', 'unfurls', { ...posted, unfurl_media: true }],
    ['names that are parsed', 'parses-names', { ...posted, parse: 'full' }],
    ['names that are linked', 'parses-names', { ...posted, link_names: true }],
    ['attachments', 'not-used-here', { ...posted, attachments: [{ text: '<!channel>' }] }],
    ['markdown_text', 'not-used-here', { ...posted, markdown_text: 'x' }],
    ['metadata without a payload', 'bad-metadata', { ...posted, metadata: { event_type: 'digest' } }],
    ['51 blocks', 'too-many', withBlocks(...times(51, () => ({ type: 'divider' })))],
    ['no block in the list', 'empty-list', withBlocks()],
    ['a block of an unknown type', 'unknown-block', withBlocks({ type: 'banner' })],
    ['two blocks with one id', 'same-block-id', withBlocks(...times(2, () => ({ type: 'divider', block_id: 'b' })))],
    ['a section of 3,001 characters', 'too-long', withBlocks(section('x'.repeat(3001)))],
    ['an empty section', 'empty-text', withBlocks(section(''))],
    ['11 fields', 'too-many', withBlocks({ type: 'section', fields: times(11, () => mrkdwn('f')) })],
    ['a field of 2,001 characters', 'too-long', withBlocks({ type: 'section', fields: [mrkdwn('x'.repeat(2001))] })],
    ['a header of 151 characters', 'too-long', withBlocks({ type: 'header', text: plain('x'.repeat(151)) })],
    ['a header with marks', 'wrong-text-type', withBlocks({ type: 'header', text: mrkdwn('x') })],
    ['11 context elements', 'too-many', withBlocks({ type: 'context', elements: times(11, () => mrkdwn('c')) })],
    ['26 buttons', 'too-many', withBlocks(actions(...times(26, (index) => button({ action_id: `a${index}` }))))],
    ['a button of 76 characters', 'too-long', withBlocks(actions(button({ text: plain('x'.repeat(76)) })))],
    ['a value of 2,001 characters', 'too-long', withBlocks(actions(button({ value: 'x'.repeat(2001) })))],
    ['an action_id of 256 characters', 'too-long', withBlocks(actions(button({ action_id: 'x'.repeat(256) })))],
    ['a button without action_id', 'no-text', withBlocks(actions({ type: 'button', text: plain('A') }))],
    ['two buttons with one action_id', 'same-action-id', withBlocks(actions(button(), button()))],
    ['a button that runs a script', 'bad-address', withBlocks(actions(button({ url: 'javascript:alert(1)' })))],
    ['12,001 characters of markdown', 'too-long', withBlocks({ type: 'markdown', text: 'x'.repeat(12_001) })],
    ['two tables', 'several-tables', withBlocks(table, table)],
    ['10,000 characters in all', 'blocks-too-long', withBlocks(...times(4, () => section('x'.repeat(2500))))],
    ['an empty rich text', 'empty-list', withBlocks({ type: 'rich_text', elements: [] })],
  ])('refuse %s', (_what, rule, message) => {
    expect(rulesOf(message)).toContain(rule)
  })

  test('come with the schema of Block Kit, where it is there', (run) => {
    const { state } = schemaCheck()
    if (state !== 'checks') run.skip(state)
    expect(rulesOf(withBlocks({ ...section('x'), colour: 'red' }))).toEqual(new Set(['schema']))
    expect(rulesOfView(modal({ colour: 'red' }))).toEqual(new Set(['schema']))
  })
})

describe('the limits of a Slack view', () => {
  test('let a modal and a home tab through that keep to them', () => {
    expect(viewFaults(modal({ blocks: [input], submit: plain('Send'), private_metadata: 'm'.repeat(3000) }))).toEqual(
      [],
    )
    expect(viewFaults({ type: 'home', blocks: times(100, () => ({ type: 'divider' })) })).toEqual([])
  })

  test.each<[string, string, JsonObject]>([
    ['a title of 25 characters', 'too-long', modal({ title: plain('x'.repeat(25)) })],
    ['no title', 'no-text-object', modal({ title: undefined })],
    ['private_metadata of 3,001 characters', 'too-long', modal({ private_metadata: 'x'.repeat(3001) })],
    ['an input without submit', 'no-submit', modal({ blocks: [input] })],
    ['markdown in a modal', 'not-in-a-view', modal({ blocks: [{ type: 'markdown', text: 'x' }] })],
    ['a table in a modal', 'not-in-a-view', modal({ blocks: [table] })],
    ['101 blocks', 'too-many', modal({ blocks: times(101, () => ({ type: 'divider' })) })],
    ['an unknown type', 'unknown-view', modal({ type: 'page' })],
    [
      'a label of 2,001 characters',
      'too-long',
      modal({ submit: plain('S'), blocks: [{ ...input, label: plain('x'.repeat(2001)) }] }),
    ],
  ])('refuse %s', (_what, rule, view) => {
    expect(rulesOfView(view)).toContain(rule)
  })
})
