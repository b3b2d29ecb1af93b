import { describe, expect, it } from 'vitest'
import type { Reply, ReplyItem } from '../../src/domain/reply.ts'
import { partsOf } from '../../src/slack/post-part.ts'
import { markOf } from '../../src/slack/render-parts.ts'
import { replyMessages, type SlackMessage } from '../../src/slack/reply-messages.ts'
import { messageFaults } from '../slack-server/check-payload.ts'
import { listLinks, listMentions } from '../slack-server/live-mentions.ts'
import { textsOf } from '../slack-server/texts-of.ts'
import { oddDraft } from '../storage/sample-delivery.ts'
import { markersOf, oddReply } from './odd-replies.ts'

const batches = Array.from({ length: 8 }, (_one, index) => index * 250)

/** Three messages for everybody, four for one person. */
const mostOf = (seed: number) => (seed % 2 === 0 ? 3 : 4)

/** What a message is posted with, as plain data. */
const payloadOf = ({ text, blocks }: SlackMessage) => {
  const sent: Record<string, unknown>[] = JSON.parse(JSON.stringify(blocks))
  return { text, blocks: sent, parse: 'none', unfurl_links: false, unfurl_media: false }
}
type Payload = ReturnType<typeof payloadOf>

describe.each(batches)('the odd replies from %i on in Slack', (start) => {
  it('keep the schema and every limit, mention nobody, link only to web addresses of their own, and lose nothing without a word', () => {
    const problems: string[] = []
    for (let seed = start; seed < start + 250; seed += 1) {
      const reply = oddReply(seed)
      const payloads = replyMessages(reply, { messages: mostOf(seed), more: ['show'] }).map(payloadOf)
      const found = [...payloads.flatMap(breachesOf), ...lossesOf(reply, payloads)]
      if (payloads.length > mostOf(seed)) found.push(`${payloads.length} messages`)
      problems.push(...found.map((problem) => `reply ${seed}: ${problem.slice(0, 300)}`))
    }
    expect(problems.slice(0, 5)).toEqual([])
  })
})

describe.each(batches)('the odd drafts from %i on in Slack', (start) => {
  it('keep the schema and every limit with their menus, mention nobody, and lose nothing without a word', () => {
    const problems: string[] = []
    for (let seed = start; seed < start + 250; seed += 1) {
      const reply = oddReply(seed)
      const payloads = partsOf(oddDraft(reply)).map(payloadOf)
      // The heading of what waits stands in the small print of how it stands.
      const found = [...payloads.flatMap(breachesOf), ...lossesOf({ ...reply, heading: null }, payloads)]
      if (payloads.length > 4) found.push(`${payloads.length} messages`)
      problems.push(...found.map((problem) => `draft ${seed}: ${problem.slice(0, 300)}`))
    }
    expect(problems.slice(0, 5)).toEqual([])
  })
})

function breachesOf(payload: Payload): string[] {
  const isWeb = ({ url }: { url: string }) => /^https?:\/\//i.test(url)
  return [
    ...messageFaults(payload, true).map(({ rule, detail }) => `${rule} ${detail}`),
    ...listMentions(payload).map(({ written, where }) => `${where} mentions ${written}`),
    ...listLinks(payload).flatMap((link) => (isWeb(link) ? [] : [`${link.where} links to ${link.url}`])),
    ...listLinks({ blocks: payload.blocks }).flatMap(({ url }) =>
      url.startsWith('https://a.example/') ? [] : [`a block links to ${url}`],
    ),
  ]
}

/** What is left of a text without blanks, signs that have no shape, marks over letters and halves of characters. */
function bare(text: string): string {
  return text.replace(/[\s\p{C}\p{M}\p{Default_Ignorable_Code_Point}\ufffd]/gu, '')
}

function shownIn(payloads: Payload[]): string {
  const blocks = payloads.flatMap((payload) => payload.blocks.filter(({ type }) => type !== 'actions'))
  return bare(
    textsOf({ blocks })
      .texts.map(({ text }) => text)
      .join(''),
  )
}

/** Says what of a reply is not to be seen, in its order, in the messages one after the other, and is not said to be left out. */
function lossesOf(reply: Reply, payloads: Payload[]): string[] {
  const shown = shownIn(payloads)
  const [, loss] = /Thiswastoolongforachat:(.*)leftout\.Ask/.exec(shown) ?? []
  const lost: string[] = []
  let place = 0
  for (const piece of piecesOf(reply)) {
    const found = shown.indexOf(bare(piece), place)
    if (found < 0) lost.push(piece)
    else place = found + bare(piece).length
  }
  if (loss === undefined) return lost.slice(0, 1).map((piece) => `silently without ${JSON.stringify(piece)}`)
  const texts = reply.cards.flatMap(({ sections }) => sections.flatMap(({ items }) => items)).map((item) => item.text)
  const numbers = texts.map((_text, index) => markersOf(index + 1))
  const whole = numbers.filter(({ start }) => !shown.includes(start)).length
  const cut = numbers.filter(({ start, end }) => shown.includes(start) && !shown.includes(end)).length
  const isCutAlone = loss === 'theendof1lineorfigurewas'
  const said = isCutAlone ? 0 : Number(/(\d+)(?:linesandfigureswere|lineorfigurewas)$/.exec(loss)?.[1] ?? 0)
  const isCut = loss.startsWith('theendof')
  // A line that was begun, with its label alone perhaps, is cut and not left out.
  const isTrue =
    whole + cut === 0 ? loss === 'itslastwordswere' || isCut : said === whole || (isCut && said === whole - 1)
  return isTrue ? [] : [`says "${loss}" where ${whole} are lost and ${cut} cut`]
}

/** Everything that a reader should see, in order. A long title, heading or line "about" may be cut. */
function piecesOf({ heading, cards, notes }: Reply): string[] {
  const head = (text: string) => (text.length > 300 ? [] : [text])
  return [
    ...head(heading ?? ''),
    ...cards.flatMap(({ title, about, sections, footer }) => [
      ...head(title),
      ...head(about.join(' · ')),
      ...sections.flatMap(({ kind, heading: name, items }) => [
        ...head(name ?? ''),
        ...items.flatMap((item) => wordsOf(item, kind === 'evidence')),
      ]),
      footer ?? '',
    ]),
    ...notes,
  ].filter((piece) => bare(piece) !== '')
}

function wordsOf({ label, text, source, marks }: ReplyItem, isMarkedFirst: boolean): string[] {
  const signs = marks.map(markOf).join('')
  const words = [label ?? '', text, source ? `(${source})` : '']
  return isMarkedFirst ? [signs, ...words] : [...words, signs]
}
