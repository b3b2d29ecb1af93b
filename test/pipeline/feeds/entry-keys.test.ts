import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { FeedEntry } from '../../../src/domain/ports.ts'
import { keyEntries } from '../../../src/pipeline/feeds/entry-keys.ts'
import { seededRandom } from '../../storage/generated-articles.ts'

function entry(text: string): FeedEntry {
  return {
    id: null,
    url: null,
    title: null,
    publisher: null,
    byline: null,
    publishedAt: null,
    updatedAt: null,
    label: null,
    isExcerpt: false,
    text,
  }
}

function contentKeyOf(text: string): string | undefined {
  return keyEntries([entry(text)], null)[0]?.content
}

/** What the key of a wording is by definition: stored keys must go on to mean the same. */
function keyByDefinition(text: string): string {
  const wording = `\n${text}`
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\n%$€£]+/gu, ' ')
    .trim()
  return `c${createHash('sha256').update(wording).digest('base64url').slice(0, 22)}`
}

describe('the key of a wording', () => {
  test('is the same for two settings of the same words', () => {
    const plain = 'The ferry - late again - cost $3.50, said the harbor\'s "master"...'
    const typeset = 'The ferry – late again – cost $3.50, said the harbor’s “master”…'
    expect(contentKeyOf(typeset)).toBe(contentKeyOf(plain))
    expect(contentKeyOf(plain.replace('3.50', '3.60'))).not.toBe(contentKeyOf(plain))
  })

  test('follows its definition for texts of every kind of character', () => {
    const random = seededRandom(7)
    const ranges = [
      [0, 0x7f],
      [0x80, 0x17f],
      [0x2000, 0x20cf],
      [0xfb00, 0xfb06],
      [0x1f600, 0x1f64f],
    ] as const
    for (let round = 0; round < 3000; round++) {
      // Mostly plain, so that texts with and without rare characters both come.
      const text = Array.from({ length: 30 }, () => {
        const [from, to] = ranges[random() < 0.93 ? 0 : Math.floor(random() * ranges.length)] ?? ranges[0]
        return String.fromCodePoint(from + Math.floor(random() * (to - from + 1)))
      }).join('')
      expect(contentKeyOf(text), JSON.stringify(text)).toBe(keyByDefinition(text))
    }
  })
})
