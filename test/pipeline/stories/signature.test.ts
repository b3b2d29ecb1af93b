import { describe, expect, it } from 'vitest'
import { signatureOf } from '../../../src/pipeline/stories/signature.ts'
import type { WeighedTerm } from '../../../src/pipeline/stories/weigh-terms.ts'
import { whyTogether } from '../../../src/pipeline/stories/why-together.ts'
import { report } from './reports.ts'

function termsOf(weighed: readonly WeighedTerm[]): string[] {
  return weighed.map(([term]) => term)
}

describe('a signature', () => {
  const signature = signatureOf(report('harrow-1', '2026-03-03T12:00:00Z', '2026-03-03'))

  it('holds names, figures and words apart, the weightiest first, and the dates', () => {
    expect(termsOf(signature.names).slice(0, 2)).toEqual(['oakley', 'harrow'])
    expect(termsOf(signature.figures)).toEqual(expect.arrayContaining(['40', '65', '120']))
    expect(termsOf(signature.words)).toEqual(expect.arrayContaining(['warehouse', 'firefighter', 'paper']))
    expect(termsOf(signature.words)).not.toContain('that')
    expect(signature.writtenNames).toEqual(expect.arrayContaining(['Dana Brook', 'Mill Street', 'Oakley']))
    expect(signature.dates).toEqual({ years: [], months: [], weekdays: [0], days: [] })
    expect([signature.publishedDay, signature.seenDay]).toEqual([20_515.5, 20_515])
  })

  it('has weights whose squares sum to one, and is a few kilobytes of JSON however long the text is', () => {
    const all = [...signature.names, ...signature.figures, ...signature.words]
    expect(all.reduce((sum, [, weight]) => sum + (weight / 1_000) ** 2, 0)).toBeCloseTo(1, 1)
    const words = Array.from({ length: 50_000 }, (_, index) => `word${index} Name${index} ${index}`).join(' ')
    const long = signatureOf({ id: 'long', title: null, text: words, publishedAt: null })
    expect(JSON.stringify(long).length).toBeLessThan(4_000)
    expect(JSON.parse(JSON.stringify(long))).toEqual(long)
  })

  it('reads the path of an address that stands for a title, and not its host', () => {
    const title = 'https://news.lisk-herald.example/2026/03/quay-road-fire.html'
    const { names, words, dates } = signatureOf({ id: 'a', title, text: 'Flames.', publishedAt: null })
    const terms = termsOf([...names, ...words])
    expect(terms).toEqual(expect.arrayContaining(['quay', 'road', 'fire']))
    expect(terms).not.toContain('herald')
    expect(dates.years).toEqual([2026])
  })

  it('knows no day where only a month or nothing is known', () => {
    const dayOf = (publishedAt: string | null) => signatureOf({ ...report('lisk-1'), publishedAt }).publishedDay
    expect([dayOf(null), dayOf('2026-03'), dayOf('soon'), dayOf('1970-01-02')]).toEqual([null, null, null, 1])
  })

  it('lets the plain words of another language weigh little', () => {
    const text =
      'Der Gemeinderat von Ellin hat am Mittwoch beschlossen, das Depot der Straßenbahn in Northgate zu schließen. Die Bürgermeisterin Ines Falk sagte, dass es zu viel kostet.'
    const { names, words } = signatureOf({ id: 'de', title: null, text, publishedAt: null })
    expect(Math.min(...names.map(([, weight]) => weight))).toBeGreaterThan(
      Math.max(...words.map(([, weight]) => weight)),
    )
  })

  it('finds weekdays, months, years and days of the calendar', () => {
    const text = 'It rained on Sunday, Dec. 14, 2025, and again on 3 March. By 2027 and in May it will be dry.'
    expect(signatureOf({ id: 'd', title: null, text, publishedAt: null }).dates).toEqual({
      years: [2025, 2027],
      months: [3, 5, 12],
      weekdays: [6],
      days: ['12-14', '3-3'],
    })
  })
})

describe('why two articles are together', () => {
  it('is what both say: names as they are written, figures, words and dates', () => {
    const [first, second] = ['harrow-1', 'harrow-2'].map((name) => signatureOf(report(name)))
    expect(first && second && whyTogether(first, second)).toMatchObject({
      names: expect.arrayContaining(['Dana Brook', 'Harrow', 'Mill Street', 'Oakley']),
      figures: expect.arrayContaining(['65', '40']),
      words: expect.arrayContaining(['warehouse', 'family']),
      dates: ['Monday'],
    })
  })

  it('names dates in words, and is null in likeness for articles far apart', () => {
    const [first, second] = ['2026-03-01', '2026-04-01'].map((day) =>
      signatureOf({ id: day, title: null, text: 'On March 3, 2026, it rained in Lisk. In May too.', publishedAt: day }),
    )
    expect(first && second && whyTogether(first, second)).toMatchObject({
      names: ['Lisk'],
      dates: ['March 3', 'May', '2026'],
      likeness: null,
    })
  })

  it('is nothing for articles that share nothing', () => {
    const [first, second] = ['Rain fell in Lisk.', 'Prices rose.'].map((text) =>
      signatureOf({ id: text, title: null, text, publishedAt: null }),
    )
    const nothing = { names: [], figures: [], words: [], dates: [], likeness: 0 }
    expect(first && second && whyTogether(first, second)).toEqual(nothing)
  })
})
