import { describe, expect, test } from 'vitest'
import { linksIn, mentionsIn } from './visible-text.ts'

describe('what Discord makes of a text', () => {
  test.each<[string, { label: string | null; url: string }[]]>([
    ['[bank](https://evil.example)', [{ label: 'bank', url: 'https://evil.example' }]],
    ['[bank](<https://evil.example> "title")', [{ label: 'bank', url: 'https://evil.example' }]],
    ['\\[bank](https://evil.example)', [{ label: null, url: 'https://evil.example' }]],
    ['[run](javascript:alert(1))', []],
    ['`[bank](https://evil.example)`', []],
    ['```\nhttps://evil.example\n```', []],
    ['see https://plain.example/a?b=1, then', [{ label: null, url: 'https://plain.example/a?b=1' }]],
    ['[a\\]b](https://x.example)', [{ label: 'a]b', url: 'https://x.example' }]],
  ])('finds the links of %s', (text, links) => {
    expect(linksIn(text)).toEqual(links)
  })

  test.each<[string, string[]]>([
    [
      '@everyone @here <@1> <@!2> <@&3> <#4> </brief:5>',
      ['@everyone', '@here', '<@1>', '<@!2>', '<@&3>', '<#4>', '</brief:5>'],
    ],
    ['@\u200beveryone <@\u200b1>', []],
    ['`@everyone`', ['@everyone']],
  ])('finds the mentions of %s', (text, mentions) => {
    expect(mentionsIn(text)).toEqual(mentions)
  })
})
