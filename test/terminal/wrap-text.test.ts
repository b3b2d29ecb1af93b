import { describe, expect, it } from 'vitest'
import { markOf } from '../../src/terminal/render-reply.ts'
import { wrapText } from '../../src/terminal/wrap-text.ts'

describe('wrapText', () => {
  it('breaks between words and indents what follows', () => {
    expect(wrapText('one two three four', 9, '  ')).toBe('one two\n  three\n  four')
  })

  it('keeps the column in front of a row, also where its label has several words', () => {
    expect(wrapText('  about 2,000  agents of the harbor board', 30, '    ')).toBe(
      '  about 2,000  agents of the\n    harbor board',
    )
  })

  it('lets no control character and no turned reading direction through', () => {
    expect(wrapText('a\u001b[31mb\u202ec\u0007', 40, '')).toBe('a[31mbc')
  })

  it('leaves a word alone that is longer than a line', () => {
    expect(wrapText('a https://example.org/a-very-long-address b', 10, '')).toBe(
      'a\nhttps://example.org/a-very-long-address\nb',
    )
  })
})

describe('markOf', () => {
  it('gives a sign up to fifty and a number in brackets beyond', () => {
    expect([1, 20, 21, 35, 36, 50, 51].map(markOf)).toEqual(['①', '⑳', '㉑', '㉟', '㊱', '㊿', '[51]'])
  })
})
