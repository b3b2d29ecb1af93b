import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { containment, isNearIdentical } from '../../../src/evidence/likeness/near-identical.ts'
import { hashShingles, type Shingles, shinglesOf } from '../../../src/evidence/likeness/shingles.ts'
import { sketchOf } from '../../../src/evidence/likeness/sketch.ts'
import { wordOf } from '../../storage/generated-articles.ts'
import { edits } from './edits.ts'
import { liveBlog, marketReport } from './templates.ts'

const folder = new URL('../../../seeds/', import.meta.url)
const samples = readdirSync(folder)
  .filter((name) => /\.(?:txt|md)$/.test(name) && name !== 'README.md')
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))

function sketchOfText(text: string): number[] {
  return sketchOf(hashShingles(text))
}

function shinglesOfText(text: string): Shingles {
  return shinglesOf(hashShingles(text))
}

/** Would a stored text be found by its sketch, and is it then a copy? */
function isFound(a: string, b: string): boolean {
  const sketch = sketchOfText(b)
  const shared = sketchOfText(a).filter((hash) => sketch.includes(hash)).length
  return shared >= 2 && isNearIdentical(shinglesOfText(a), shinglesOfText(b))
}

function wordsFrom(first: number, count: number): string {
  return Array.from({ length: count }, (_, index) => wordOf(first + index)).join(' ')
}

describe('shingles', () => {
  it('are the same whatever the case, accents, marks and blanks', () => {
    const plain = hashShingles('In Cote d Azur 2 500 people left today')
    expect(hashShingles('In CÔTE d’Azur: “2,500” people—left\n\ttoday.')).toEqual(plain)
    expect(plain.words).toBe(9)
    expect(plain.hashes).toHaveLength(5)
  })

  it('are of letters of any script, and of no other signs', () => {
    const words = ['порт', 'ロウド', '№', 'ﬁsh', '𝒜𝒷', '٣', '🎈', '…', '\ud800', 'straße']
    expect(hashShingles(words.join(' '))).toEqual(hashShingles('порт ロウド no fish ab ٣ straße'))
    expect(hashShingles(words.join(' ')).words).toBe(7)
  })

  it('differ with each word and with the order of words', () => {
    const texts = ['a b c d e', 'a b c e d', 'a b c d f', 'ab c d e f', 'a b c de f', 'b c d e a']
    expect(new Set(texts.flatMap((text) => hashShingles(text).hashes)).size).toBe(6)
  })

  it('are whole numbers that PostgreSQL and JavaScript hold exactly, no two alike among 200,000', () => {
    const { hashes } = hashShingles(wordsFrom(0, 200_000))
    expect(hashes.every((hash) => Number.isSafeInteger(hash) && hash >= 0)).toBe(true)
    expect(new Set(hashes).size).toBe(hashes.length)
    // Spread evenly: an eighth of them below an eighth of 2^53.
    const low = hashes.filter((hash) => hash < 2 ** 50).length
    expect(low / hashes.length).toBeCloseTo(1 / 8, 2)
  })

  it('are none for a text of fewer than five words', () => {
    expect(hashShingles('Four words stand here').hashes).toEqual([])
    expect(containment(shinglesOfText(''), shinglesOfText('One two three four five'))).toBe(0)
  })
})

describe('a sketch', () => {
  it('holds the eight smallest of the distinct hashes, rising', () => {
    const text = wordsFrom(0, 300)
    const distinct = [...new Set(hashShingles(text).hashes)].sort((a, b) => a - b)
    expect(sketchOfText(text)).toEqual(distinct.slice(0, 8))
    expect(
      sketchOfText(`${text} ${text}`).filter((hash) => distinct.slice(0, 8).includes(hash)).length,
    ).toBeGreaterThan(6)
  })

  it('is empty for a text of fewer than 60 words', () => {
    expect(sketchOfText(wordsFrom(0, 59))).toEqual([])
    expect(sketchOfText(wordsFrom(0, 60))).toHaveLength(8)
    expect(sketchOfText('one '.repeat(100))).toHaveLength(1)
  })
})

describe('near-identical texts', () => {
  it.each([
    ['nothing but the title', 1],
    ['first paragraph cut', 1],
    ['byline and boilerplate added', 1],
    ['one word in a hundred replaced', 1],
  ])('are found among the samples after an edit: %s', (kind, least) => {
    const edit = edits.find((one) => one.kind === kind)
    const long = samples.filter((text) => edit && shinglesOfText(edit.apply(text, 0)).words >= 60)
    const found = long.filter((text, number) => edit && isFound(text, edit.apply(text, number)))
    expect(long.length).toBeGreaterThan(8)
    expect(found.length / long.length).toBeGreaterThanOrEqual(least)
  })

  it('share four fifths of the shorter, differ in length by half at most, and have 60 words', () => {
    const [base, other] = [wordsFrom(0, 200), wordsFrom(5000, 200)].map((text) => text.split(' '))
    const copyOf = (shared: number, own: number) =>
      shinglesOfText([...(base ?? []).slice(0, shared), ...(other ?? []).slice(0, own)].join(' '))
    const whole = copyOf(200, 0)
    expect(isNearIdentical(whole, copyOf(170, 30))).toBe(true)
    expect(isNearIdentical(whole, copyOf(150, 50))).toBe(false)
    expect(isNearIdentical(whole, copyOf(200, 100))).toBe(true)
    expect(isNearIdentical(whole, copyOf(200, 101))).toBe(false)
    expect(isNearIdentical(copyOf(101, 0), whole)).toBe(false)
    expect(isNearIdentical(copyOf(60, 0), copyOf(60, 0))).toBe(true)
    expect(isNearIdentical(copyOf(59, 0), copyOf(59, 0))).toBe(false)
  })

  it('are not two reports made by one template with other figures', () => {
    const [monday, tuesday] = [marketReport(1), marketReport(2)]
    expect(shinglesOfText(monday).words).toBeGreaterThan(100)
    expect(isNearIdentical(shinglesOfText(monday), shinglesOfText(tuesday))).toBe(false)
    expect(isNearIdentical(shinglesOfText(monday), shinglesOfText(marketReport(1)))).toBe(true)
  })

  it('are not two live blogs of one series', () => {
    expect(isNearIdentical(shinglesOfText(liveBlog(1)), shinglesOfText(liveBlog(2)))).toBe(false)
    expect(isFound(liveBlog(1), liveBlog(2))).toBe(false)
  })

  it('are no two of the text samples, each of which tells its own story', () => {
    const pairs = samples.flatMap((a, index) => samples.slice(index + 1).filter((b) => isFound(a, b)))
    expect(pairs).toEqual([])
  })
})
