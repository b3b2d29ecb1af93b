import type { Reply, ReplyCard, ReplyItem, ReplySection } from '../../src/domain/reply.ts'

/** What nobody should be able to do to a channel with a headline, and what is hard to cut or to show. */
const nasty = [
  ...['<!channel>', '<!here|here>', '<!everyone>', '<@U0ANA>', '<#C0NEWS|x>', '<!subteam^S1>', '@here and @everyone'],
  ...['<http://evil.example|bank.example>', '[x](javascript:alert(1))', '<javascript:alert(1)|x>', 'data:text/html,x'],
  ...['*bold* _it_ ~s~ `code`', '```', '> quote', '&lt;!channel&gt;', '&amp;', '<!date^1^{date}^https://a.example|x>'],
  ...['שלום עולם', 'مرحبا بالعالم', '\u202eevil', '\u2066x\u2069', '\u200f', '\u061c'],
  ...['👩‍👩‍👧‍👦🏳️‍🌈', '🇫🇷', '日本語の見出し', ':smile:', `e${'\u0301'.repeat(30)}`],
  ...[
    '\u200b\u200b',
    '@\u200bchannel',
    '\ufeff',
    '\u3164',
    'a\u0000b\u0007',
    '\ud83d',
    '\udc00x',
    '\n\n',
    '\u2028',
    '\t',
  ],
  ...['https://a.example/x', 'www.bank.example', 'mailto:a@b.example', '$1.2bn', '10:30:45'],
]

const plain = [
  ...['Rents rose by 4.5% in May. ', 'The harbor was closed for nine hours. ', 'Nobody was hurt, the chief said. '],
  ...['about 1,400 people', 'from their homes', 'on Tuesday', 'It was not clear how the fire started. '],
]

/** A small generator of numbers by a seed, so that a failure can be had again: `dice(6)` is 0 to 5. */
function diceOf(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0
    return (state >>> 7) % below
  }
}

/** Whatever stands at the beginning and at the end of an odd text, so that it is known again: `⟦7`, `7⟧`. */
export const markersOf = (number: number): { start: string; end: string } => ({
  start: `⟦${number}.`,
  end: `.${number}⟧`,
})

/** A reply that no article would give: long, empty, nasty, in number and size beyond what a message holds. Texts of items stand between markers. */
export function oddReply(seed: number): Reply {
  const dice = diceOf(seed)
  let count = 0
  const pick = <T>(list: readonly T[], otherwise: T): T => list[dice(list.length)] ?? otherwise
  const some = <T>(most: number, make: () => T): T[] => Array.from({ length: dice(most + 1) }, make)
  const words = (most: number): string =>
    Array.from({ length: 1 + dice(most) }, () => (dice(3) === 0 ? pick(nasty, '') : pick(plain, ''))).join(
      dice(4) === 0 ? '' : ' ',
    )
  // A few are of 30 kB: of sentences, of nasty words, of what is escaped, of one endless word, of one endless sign.
  const endless = (): string => {
    const unit = pick(
      [words(8), words(2), '<&>', '@everyone ', 'x', '👩\u200d', '\u0301', 'a\n', 'https://a.example/'],
      'x',
    )
    return unit.repeat(Math.floor((dice(3) === 0 ? 30_000 : 4_000) / unit.length))
  }
  const text = (): string => {
    const said = dice(120) === 0 ? endless() : dice(12) === 0 ? '' : words(10)
    const { start, end } = markersOf(++count)
    return `${start} ${said} ${end}`
  }
  const item = (): ReplyItem => ({
    label: dice(2) === 0 ? null : dice(60) === 0 ? words(60) : words(2),
    text: text(),
    source: dice(3) === 0 ? (dice(60) === 0 ? words(60) : words(3)) : null,
    marks: some(4, () => 1 + dice(80)),
  })
  const section = (kind: ReplySection['kind'], most: number): ReplySection => ({
    kind,
    heading: dice(3) === 0 ? words(dice(40) === 0 ? 300 : 2) : null,
    items: some(most, item),
  })
  const addresses = [
    ...[null, 'https://a.example/story?x=1&y=2', 'https://a.example/(x)_[y]*', 'javascript:alert(1)', 'https://'],
    `https://a.example/${'x'.repeat(dice(6) === 0 ? 3000 : 900)}`,
  ]
  const card = (isBare: boolean): ReplyCard => ({
    title: words(dice(8) === 0 ? 100 : 3),
    url: pick(addresses, null),
    about: some(3, () => words(dice(100) === 0 ? 200 : 2)),
    sections: isBare
      ? some(1, () => section('lines', 0))
      : [
          section('lines', 4),
          section('figures', dice(12) === 0 ? 60 : 6),
          section('caveats', dice(12) === 0 ? 40 : 6),
          ...(dice(12) === 0 ? [section('evidence', 30)] : []),
        ],
    footer: dice(3) === 0 ? null : words(dice(100) === 0 ? 300 : 4),
  })
  const shape = dice(20)
  const cards =
    shape === 0
      ? Array.from({ length: 40 + dice(40) }, () => ({ ...card(true), footer: null }))
      : Array.from({ length: shape === 1 ? 20 : dice(4) }, () => card(dice(8) === 0))
  const notes = some(2, () => (dice(60) === 0 ? endless() : words(6)))
  return {
    id: dice(6) === 0 ? null : 'r'.repeat(16),
    heading: dice(3) === 0 ? null : words(dice(60) === 0 ? 400 : 3),
    cards,
    notes,
    actions: dice(6) === 0 ? [] : ['evidence', 'ask', 'report', 'starter-feeds'],
  }
}
