import { describe, expect, it } from 'vitest'
import { escapeLine, escapeText, safeAddress } from '../../src/discord/escape-text.ts'
import { linkIn } from '../../src/discord/find-link.ts'
import { linksIn, mentionsIn } from '../discord-server/visible-text.ts'

describe('escapeText', () => {
  it.each([
    ['plain words, 1,000 of them.', 'plain words, 1,000 of them.'],
    ['*a* _b_ ~~c~~ ||d|| `e`', '\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\|\\|d\\|\\| \\`e\\`'],
    ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['[bank](https://evil.example/a)', '\\[bank\\](<https://evil.example/a>)'],
    ['C:\\new', 'C:\\\\new'],
    ['# loud', '\\# loud'],
    ['-# small\n- item\n+ item\n2. item\n> quote', '\\-# small\n\\- item\n\\+ item\n2\\. item\n\\> quote'],
    ['<t:1:R> <a:1:2> <id:home> :smile: 10:30:05', '\\<t\\:1:R\\> \\<a\\:1:2\\> \\<id:home\\> \\:smile: 10\\:30:05'],
    [
      '@everyone @here <@1> <@&2> <#3> </brief:4>',
      '@\u200beveryone @\u200bhere \\<\u200b@1\\> \\<\u200b@&2\\> \\<\u200b#3\\> \\<\u200b/brief:4\\>',
    ],
    ['@\u200beveryone @\u2060here', '@\u200beveryone @\u200bhere'],
    ['pay\u202elap\u202c now\u200f', 'paylap now'],
    ['👩‍👩‍👧 می‌خواهم', '👩‍👩‍👧 می‌خواهم'],
    ['a\u200db\ud800\u0007', 'ab\ufffd '],
    ['see https://a.example/x_y(z)_1, and', 'see <https://a.example/x_y%28z%29_1>, and'],
    ['(https://a.example/)', '(<https://a.example/>)'],
    ['a@example.org', 'a@example.org'],
  ])('shows %j as it is', (text, escaped) => {
    expect(escapeText(text)).toBe(escaped)
    expect(mentionsIn(escaped)).toEqual([])
    expect(linksIn(escaped).filter(({ label }) => label !== null)).toEqual([])
  })

  it('keeps what may begin no line on one line', () => {
    expect(escapeLine('  a\n\n# b\u2028- c\u0085d ')).toBe('a # b - c d')
  })
})

describe('safeAddress', () => {
  it.each([
    ['https://a.example/x', 'https://a.example/x'],
    ['https://a.example/(x)*[y]|z', 'https://a.example/%28x%29%2A%5By%5D%7Cz'],
    ['https://bänk.example/ü', 'https://xn--bnk-qla.example/%C3%BC'],
    ['javascript:alert(1)', null],
    ['https://bank.example@evil.example/', null],
    ['/news', null],
    [`https://a.example/${'x'.repeat(700)}`, null],
    [null, null],
  ])('makes of %j', (url, safe) => {
    expect(safeAddress(url)).toBe(safe)
  })
})

describe('linkIn', () => {
  it.each([
    ['read <https://a.example/x>.', 'https://a.example/x'],
    ['[words](https://a.example/x) and more', 'https://a.example/x'],
    ['https://a.example/Lyre_(bird), and https://b.example', 'https://a.example/Lyre_(bird)'],
    ['**https://a.example/x**', 'https://a.example/x'],
    ['ftp://a.example', null],
    ['none', null],
  ])('finds in %j', (text, link) => {
    expect(linkIn(text)).toBe(link)
  })
})
