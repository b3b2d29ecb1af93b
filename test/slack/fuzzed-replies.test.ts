import { describe, expect, it } from 'vitest'
import type { Reply, ReplyCard, ReplyItem, ReplySection } from '../../src/domain/reply.ts'
import { replyMessages } from '../../src/slack/reply-messages.ts'
import { messageFaults } from '../slack-server/check-payload.ts'
import { listLinks, listMentions } from '../slack-server/live-mentions.ts'

const nasty = [
  ...[
    '<!channel>',
    '<@U0ANA>',
    '<#C0NEWS|x>',
    '<!subteam^S1>',
    '@here and @everyone',
    '<http://evil.example|bank.example>',
  ],
  ...[
    '[x](javascript:alert(1))',
    '*bold* _it_ ~s~ `code`',
    '```',
    '> quote',
    '&lt;!channel&gt;',
    'שלום עולם',
    '\u202eevil',
  ],
  ...[
    '👩‍👩‍👧‍👦🏳️‍🌈',
    '\u200b\u200b',
    'a\u0000b\u0007',
    '\ud83d',
    ':smile:',
    'e\u0301'.repeat(30),
    'https://a.example/x',
  ],
  ...['A plain sentence that ends. ', 'Rents rose by 4.5% in May. '],
]

/** A small generator of numbers by a seed, so that a failure can be had again. */
function diceOf(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0
    return (state >>> 7) % below
  }
}

function replyOf(seed: number): Reply {
  const dice = diceOf(seed)
  const text = (most = 12): string =>
    Array.from({ length: 1 + dice(most) }, () => nasty[dice(nasty.length)]).join(dice(2) === 0 ? ' ' : '')
  const long = () => (dice(25) === 0 ? text(2).repeat(1 + Math.floor(30_000 / 40)) : text())
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: dice(most + 1) }, make)
  const item = (): ReplyItem => ({
    label: dice(2) === 0 ? text(3) : null,
    text: long(),
    source: dice(3) === 0 ? text(4) : null,
    marks: some(4, () => 1 + dice(80)),
  })
  const section = (): ReplySection => ({
    kind: (['lines', 'figures', 'caveats', 'evidence'] as const)[dice(4)] ?? 'lines',
    heading: dice(2) === 0 ? text(2) : null,
    items: some(dice(5) === 0 ? 60 : 6, item),
  })
  const card = (): ReplyCard => ({
    title: text(dice(6) === 0 ? 60 : 3),
    url:
      [
        null,
        'https://a.example/story?x=1&y=2',
        'javascript:alert(1)',
        'https://',
        `https://a.example/${'x'.repeat(3000)}`,
      ][dice(5)] ?? null,
    about: some(3, () => text(2)),
    sections: some(4, section),
    footer: dice(2) === 0 ? long() : null,
  })
  const cards = some(5, card)
  return { id: 'r1', heading: text(3), cards, notes: some(2, long), actions: ['evidence', 'ask', 'report'] }
}

const seeds = Array.from({ length: 300 }, (_one, index) => index)

describe('replies of any kind in Slack', () => {
  it('keep the limits and the schema, mention nobody and link only to their own addresses', () => {
    const problems = seeds.flatMap((seed) =>
      replyMessages(replyOf(seed), { messages: 4, more: ['show'] }).flatMap((message) => {
        const sent = { ...message, blocks: [...message.blocks].map((block) => ({ ...block })) }
        const posted = { ...sent, unfurl_links: false, unfurl_media: false }
        const faults = messageFaults(posted, true).map(({ rule, detail }) => `${rule} ${detail}`)
        const mentions = listMentions(posted).map(({ written }) => `mentions ${written}`)
        const links = listLinks({ blocks: sent.blocks })
          .filter(({ url }) => !url.startsWith('https://a.example/'))
          .map(({ url }) => `links to ${url}`)
        return [...faults, ...mentions, ...links].map((problem) => `reply ${seed}: ${problem}`)
      }),
    )
    expect(problems.slice(0, 5)).toEqual([])
  })

  it('bring every figure, or say that something was left out', () => {
    const silent = seeds.filter((seed) => {
      const reply = replyOf(seed)
      const shown = replyMessages(reply, { messages: 4 }).flatMap(({ blocks }) => JSON.stringify(blocks))
      const lists = shown.join('').split('rich_text_list').length - 1
      const items = reply.cards.some(({ sections }) => sections.some(({ items }) => items.length > 0))
      return items && lists === 0 && !shown.join('').includes('left out')
    })
    expect(silent).toEqual([])
  })
})
