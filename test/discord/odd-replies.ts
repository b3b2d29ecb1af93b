import type { Reply, ReplyCard, ReplyItem, ReplySection } from '../../src/domain/reply.ts'

/** A number from 0 to 1 by a seed, the same on every machine (mulberry32). */
export function createDice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What nobody should be able to do to a channel with a headline. */
const nasty = [
  ...[
    '@everyone',
    '@here',
    '<@123456789012345678>',
    '<@!1>',
    '<@&42>',
    '<#77>',
    '</brief:99>',
    '<!channel>',
    '<id:browse>',
  ],
  ...[
    '[x](javascript:alert(1))',
    '[bank](https://evil.example/login)',
    '[a][b](<https://evil.example/b> "t")',
    '](https://evil.example/c)',
  ],
  ...[
    '**',
    '__',
    '~~',
    '||spoiler||',
    '`code`',
    '```\nblock\n```',
    '\\',
    '\\\\[x](https://evil.example/d)',
    '¯\\_(ツ)_/¯',
  ],
  ...[
    '# heading',
    '\n# heading',
    '\n-# small',
    '\n> quote',
    '\n>>> quote',
    '\n- item',
    '\n1. item',
    '<t:1700000000:R>',
    '<a:dance:1>',
    ':skull:',
  ],
  ...[
    '@\u200beveryone',
    '<\u200b@1>',
    '\u202eevil\u202c',
    '\u2066x\u2069',
    '\u200f',
    '\ufeff',
    '\u200d',
    '\u0000',
    '\u001b[31m',
    '\ud800',
    '\udc00x',
  ],
  ...[
    'مرحبا بالعالم',
    'שלום עולם',
    '👩‍👩‍👧‍👦',
    '🏳️‍🌈',
    '🇫🇷',
    'e\u0301\u0302\u0303',
    'Z\u0335\u0321a\u0338l\u0337g\u0338o',
    '日本語の見出し',
    'ﷺ',
  ],
  ...[
    'https://plain.example/a_b?c=1&d=*x*',
    'http://a.example',
    'www.bank.example',
    'bank.com',
    'a@b.example',
    '$1.2bn',
    '10:30:45',
  ],
]

const words =
  'ferry council budget harbour said officials residents about vote plan after before night river price winter'.split(
    ' ',
  )

/** A reply that no article would give: long, empty, nasty, in number and size beyond what a message holds. */
export function oddReply(seed: number): Reply {
  const dice = createDice(seed)
  const upTo = (most: number) => Math.floor(dice() * (most + 1))
  const pick = <T>(list: readonly T[]): T => list[upTo(list.length - 1)] as T
  const text = (length: number): string => {
    let made = ''
    while (made.length < length)
      made += dice() < 0.25 ? `${pick(nasty)} ` : `${pick(words)}${dice() < 0.1 ? '. ' : ' '}`
    return made.slice(0, length)
  }
  // A few are lines of 30 kB: of words, of one sign that is escaped, of mentions, of one endless word.
  const line = (): string => {
    const kind = dice()
    if (kind < 0.985) return text(upTo(200))
    if (kind < 0.99) return text(30_000)
    return pick(['*', '@everyone', '<@1> ', 'x', 'https://a.example/**', '👩‍👩‍👧‍👦', '\u0301']).repeat(upTo(3_000))
  }
  const item = (): ReplyItem => ({
    label: dice() < 0.5 ? null : dice() < 0.8 ? text(upTo(24)) : text(upTo(400)),
    text: line(),
    source: dice() < 0.6 ? null : text(upTo(120)),
    marks: Array.from({ length: upTo(4) }, () => 1 + upTo(80)),
  })
  const section = (kind: ReplySection['kind'], most: number): ReplySection => ({
    kind,
    heading: dice() < 0.3 ? null : text(upTo(60)),
    items: Array.from({ length: upTo(most) }, item),
  })
  const card = (): ReplyCard => ({
    title: dice() < 0.1 ? text(3_000) : text(upTo(120)),
    url: pick([
      null,
      'https://a.example/story',
      'https://a.example/(x)_[y]*',
      'javascript:alert(1)',
      'not a url',
      `https://a.example/${'y'.repeat(2_000)}`,
    ]),
    about: Array.from({ length: upTo(4) }, () => text(upTo(60))),
    sections: [
      section('lines', 4),
      section('figures', dice() < 0.1 ? 60 : 6),
      section('caveats', 8),
      ...(dice() < 0.1 ? [section('evidence', 30)] : []),
    ],
    footer: dice() < 0.3 ? null : text(upTo(300)),
  })
  return {
    id: dice() < 0.2 ? null : 'a'.repeat(16),
    heading: dice() < 0.5 ? null : text(upTo(100)),
    cards: Array.from({ length: dice() < 0.03 ? 30 : upTo(3) }, card),
    notes: Array.from({ length: upTo(3) }, line),
    actions: dice() < 0.2 ? [] : ['evidence', 'ask', 'report'],
  }
}
