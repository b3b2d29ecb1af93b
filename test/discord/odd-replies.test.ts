import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { makeReply } from '../../src/chat/make-reply.ts'
import { safeAddress, visibleText } from '../../src/discord/escape-text.ts'
import { threadName } from '../../src/discord/post-messages.ts'
import { partsOf } from '../../src/discord/post-part.ts'
import { type DiscordMessage, mostMessages, replyMessages, sentenceMessage } from '../../src/discord/reply-messages.ts'
import type { Reply } from '../../src/domain/reply.ts'
import { checkMessage } from '../discord-server/check-message.ts'
import { messageBodySchema } from '../discord-server/message-body.ts'
import { schemaFlaws } from '../discord-server/openapi.ts'
import { linksIn, mentionsIn, textsOf } from '../discord-server/visible-text.ts'
import { oddDraft } from '../storage/sample-delivery.ts'
import { oddReply } from './odd-replies.ts'

const replies = 2_000

const bodyOf = ({ flags, components }: DiscordMessage) =>
  JSON.parse(JSON.stringify({ flags, components, allowed_mentions: { parse: [], replied_user: false } }))

function textsIn(messages: DiscordMessage[]): string[] {
  return messages.flatMap((message) => {
    const { components } = z.object({ components: z.array(z.record(z.string(), z.unknown())) }).parse(bodyOf(message))
    return textsOf({ content: '', embeds: [], flags: 0, components })
  })
}

/** Letters, digits and what is neither sign nor blank: what is left of a text when all that marks it up is taken away. */
function bare(text: string): string {
  return visibleText(text.replaceAll(/%[\dA-F]{2}/g, '')).replace(/[^\p{L}\p{Nd}]/gu, '')
}

/** Every line, figure and caveat, each as the texts of it that must arrive: the figure as printed or the kind of the caveat, and its words. */
function itemsOf(reply: Reply): string[][] {
  const items = reply.cards.flatMap(({ sections }) => sections.flatMap((section) => section.items))
  return items.map(({ label, text }) => [...(label === null ? [] : [label]), text])
}

describe('2,000 odd replies', () => {
  it('pass every limit and schema, hold no live mention and no false link, and lose no line without saying so', () => {
    let cut = 0
    for (let seed = 1; seed <= replies; seed += 1) {
      const reply = oddReply(seed)
      const most = seed % 2 === 0 ? mostMessages.ephemeral : mostMessages.public
      const messages = replyMessages(reply, { messages: most, more: ['show'] })
      const bodies = messages.map(bodyOf)
      // A message whose heads had to be parted from their lines takes one more.
      expect(messages.length, `seed ${seed}`).toBeLessThanOrEqual(most + 2)
      const flaws = bodies.flatMap((body) => checkMessage(messageBodySchema.parse(body), 'create', null))
      expect(flaws, `seed ${seed}`).toEqual([])
      expect(
        bodies.flatMap((body) => schemaFlaws('MessageCreateRequest', body)),
        `seed ${seed}`,
      ).toEqual([])
      const texts = textsIn(messages)
      expect(texts.flatMap(mentionsIn), `seed ${seed}`).toEqual([])
      expect(texts.join('').match(/[\u202a-\u202e\u2066-\u2069\u200e\u200f]/g), `seed ${seed}`).toBeNull()
      const addresses = reply.cards.map(({ url }) => safeAddress(url))
      const masked = texts.flatMap(linksIn).filter(({ label }) => label !== null)
      expect(
        masked.filter(({ url }) => !addresses.includes(url)),
        `seed ${seed}`,
      ).toEqual([])
      expect(threadName(reply).length).toBeLessThanOrEqual(100)
      if (!arrives(reply, texts, seed)) cut += 1
    }
    // Some are too long for a chat, most are not.
    expect(cut).toBeGreaterThan(20)
    expect(cut).toBeLessThan(replies / 2)
  })

  it('pass every limit and schema as drafts with their menus, and hold no live mention', () => {
    for (let seed = 1; seed <= replies / 2; seed += 1) {
      const messages = partsOf(oddDraft(oddReply(seed)))
      const bodies = messages.map(bodyOf)
      const flaws = bodies.flatMap((body) => checkMessage(messageBodySchema.parse(body), 'create', null))
      expect(flaws, `seed ${seed}`).toEqual([])
      expect(
        bodies.flatMap((body) => schemaFlaws('MessageCreateRequest', body)),
        `seed ${seed}`,
      ).toEqual([])
      expect(textsIn(messages).flatMap(mentionsIn), `seed ${seed}`).toEqual([])
    }
  })

  it('take the place of a reply of one message too', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const texts = textsIn([sentenceMessage(oddReply(seed).notes.join(' '))])
      expect(texts.join('').length).toBeLessThanOrEqual(4_000)
      expect(texts.flatMap(mentionsIn)).toEqual([])
    }
  })
})

describe('a reply at the edge of a message', () => {
  const item = (text: string) => ({ label: null, text, source: null, marks: [1] })
  const card = (title: string, text: string, about: string[] = [], heading: string | null = null) => ({
    ...{ title, url: null, about, footer: null },
    sections: [{ kind: 'lines' as const, heading, items: [item(text)] }],
  })
  const flawsOf = (messages: DiscordMessage[]) =>
    messages.flatMap((message) => checkMessage(messageBodySchema.parse(bodyOf(message)), 'create', null))

  it('of thirty small cards is put in fewer components', () => {
    const cards = Array.from({ length: 30 }, (_, n) => card(`Story ${n}`, `Line ${n}.`, ['Gazette']))
    const messages = replyMessages(makeReply({ id: 'r', cards, actions: ['evidence', 'ask', 'report'] }), {
      messages: 3,
    })
    expect(flawsOf(messages)).toEqual([])
    expect(textsIn(messages).join()).toContain('Line 29.')
  })

  it('of heads that escaping doubles is parted after all', () => {
    const stars = '*'.repeat(2_000)
    const reply = makeReply({ heading: stars, cards: [card(stars, `${stars} end`, [stars], stars)] })
    const messages = replyMessages(reply, { messages: 10 })
    expect(flawsOf(messages)).toEqual([])
    expect(textsIn(messages).at(-1)).toContain('end')
  })
})

/** Whether all lines, figures and caveats are there; where not, the last message must say how many are not. */
function arrives(reply: Reply, texts: string[], seed: number): boolean {
  const shown = bare(texts.join(''))
  // A letter under thousands of marks is shown with its first ones.
  const items = itemsOf(reply).map((parts) => parts.filter((part) => !/\p{M}{20}/u.test(part)))
  const missing = items.filter((parts) => parts.some((part) => !shown.includes(bare(part))))
  if (missing.length === 0) return true
  const said = /(\d+) (?:lines and figures were|line or figure was) left out/.exec(texts.at(-1) ?? '')
  expect(said, `seed ${seed}: missing ${JSON.stringify(missing[0]).slice(0, 200)}`).not.toBeNull()
  // Of a line that was begun the rest may be left out without being counted.
  expect(missing.length, `seed ${seed}`).toBeLessThanOrEqual(Number(said?.[1]) + 1)
  return false
}
