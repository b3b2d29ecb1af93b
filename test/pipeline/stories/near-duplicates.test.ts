import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGrouper } from '../../../src/pipeline/stories/create-grouper.ts'
import { isNearDuplicate, type Wording, wordingOf } from '../../../src/pipeline/stories/near-duplicate.ts'
import { type Edit, edits } from '../../evidence/likeness/edits.ts'
import { liveBlog, marketReport } from '../../evidence/likeness/templates.ts'
import { outsideData } from '../../outside-data.ts'
import { seededRandom } from '../../storage/generated-articles.ts'

const folder = new URL('../../../seeds/', import.meta.url)
const samples = readdirSync(folder)
  .filter((name) => /\.(?:txt|md)$/.test(name) && name !== 'README.md')
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))

const ordinary =
  'time people year day week world way group work part place case point fact house night line money side area'
const ordinaryWords =
  `${ordinary} family home water book idea power city country problem hand body team door level name`.split(' ')

const allEdits: Edit[] = [...edits, { kind: 'one word in ten replaced by an ordinary one', apply: replaceOrdinary }]

function replaceOrdinary(text: string, number: number): string {
  const random = seededRandom(number + 77)
  const other = () => ordinaryWords[Math.floor(random() * ordinaryWords.length)] ?? ''
  return text.replace(/[\p{L}\p{N}]+/gu, (word) => (random() < 0.1 ? other() : word))
}

/** Of several edits at once, one in thirty may be too much for a short text. */
function leastOf({ kind }: Edit): number {
  return kind === 'all three of them' ? 0.96 : 0.98
}

/** The smallest hashes of a wording: two thousand articles are compared where they share one, all pairs would take an hour. */
function sketchOf({ shingles }: Wording): number[] {
  return [...shingles].sort((a, b) => a - b).slice(0, 24)
}

function shareFound(texts: readonly string[], { apply }: Edit, rounds: number): number {
  const found = texts.flatMap((text) => {
    const own = wordingOf(text)
    return Array.from({ length: rounds }, (_, round) => isNearDuplicate(own, wordingOf(apply(text, round))))
  })
  return found.filter(Boolean).length / found.length
}

describe('a near-duplicate', () => {
  it.each(allEdits)('of a sample is found after an edit: $kind', (edit) => {
    // A sample of 60 words without its first paragraph is a notice.
    const long = samples.filter((text) => wordingOf(edit.apply(text, 0)).terms >= 60)
    expect(long.length).toBeGreaterThan(8)
    expect(shareFound(long, edit, 10)).toBeGreaterThanOrEqual(leastOf(edit))
  })

  // Copies are looked for within a story, so that is where an edited text must come to stand.
  it.each(allEdits)('of a sample comes into its story after an edit: $kind', (edit) => {
    const long = samples.filter((text) => wordingOf(edit.apply(text, 0)).terms >= 60)
    const joined = long.map((text, index) => {
      const grouper = createGrouper()
      const day = { title: null, publishedAt: '2026-03-03' }
      grouper.add({ id: 'own', text, ...day })
      return grouper.add({ id: 'edited', text: edit.apply(text, index), ...day }).story === 'own'
    })
    expect(joined.filter(Boolean).length / joined.length).toBeGreaterThanOrEqual(leastOf(edit))
  })

  it('is no other sample, no other report by one template, and no other live blog of a series', () => {
    const texts = [...samples, marketReport(1), marketReport(2), marketReport(3), liveBlog(1), liveBlog(2)]
    const wordings = texts.map(wordingOf)
    const pairs = wordings.flatMap((a, index) => wordings.slice(index + 1).filter((b) => isNearDuplicate(a, b)))
    expect(pairs).toEqual([])
  })

  it('is no report that takes over half of another, and no teaser of it', () => {
    const [one = '', other = ''] = samples.map((text) => text.split(/\s+/).slice(0, 160).join(' '))
    const half = (text: string) => text.slice(0, text.length / 2)
    expect(isNearDuplicate(wordingOf(one), wordingOf(`${half(one)} ${half(other)}`))).toBe(false)
    expect(isNearDuplicate(wordingOf(one), wordingOf(half(one)))).toBe(false)
    expect(isNearDuplicate(wordingOf(one), wordingOf(one))).toBe(true)
    expect(isNearDuplicate(wordingOf(''), wordingOf(''))).toBe(false)
  })
})

const articles = outsideData('data/ask/articles-2025.jsonl')

describe.skipIf(!articles)('near-duplicates among published articles', () => {
  const lines = articles
    ? readFileSync(articles, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { text: string; publishedAt: string })
    : []
  const wordings = lines.map(({ text }) => wordingOf(text))
  const days = lines.map(({ publishedAt }) => Date.parse(publishedAt.replaceAll('/', '-')) / 86_400_000)

  // Read by eye: 27 pairs within two weeks run one text, localised or brought up to date; another would be false.
  it('are those that were read, and no pair more', () => {
    const holders = new Map<number, number[]>()
    const pairs = new Set<string>()
    for (const [index, wording] of wordings.entries()) {
      for (const hash of sketchOf(wording)) {
        const before = holders.get(hash) ?? []
        for (const other of before) {
          const isNear = Math.abs((days[index] ?? 0) - (days[other] ?? 0)) <= 14
          if (isNear && isNearDuplicate(wording, wordings[other] ?? wording)) pairs.add(`${other} ${index}`)
        }
        holders.set(hash, [...before, index])
      }
    }
    expect(pairs.size).toBe(27)
  })

  it.each(allEdits)('are found after an edit: $kind', (edit) => {
    const some = lines.filter((_, index) => index % 20 === 0).map(({ text }) => text)
    expect(shareFound(some, edit, 1)).toBeGreaterThanOrEqual(leastOf(edit))
  })
})
