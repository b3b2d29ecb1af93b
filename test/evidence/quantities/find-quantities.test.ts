import { describe, expect, it } from 'vitest'
import { tagText } from '../../../src/evidence/language/tagged-text.ts'
import { findQuantities } from '../../../src/evidence/quantities/find-quantities.ts'

function read(text: string) {
  return findQuantities(tagText(text))
}

describe('findQuantities', () => {
  it.each([
    ['The ferry line owes $1.2bn.', '$1.2bn', 1_200_000_000, 'USD'],
    ['The quarry was sold for A$40m.', 'A$40m', 40_000_000, 'AUD'],
    ['A $700-million tunnel opened.', '$700-million', 700_000_000, 'USD'],
    ['It owes $US113 trillion.', '$US113 trillion', 113e12, 'USD'],
    ['Repairs cost RM79 a day.', 'RM79', 79, 'MYR'],
    ['The mill paid 3 million Danish crowns.', '3 million Danish crowns', 3_000_000, 'DKK'],
    ['The hall costs 500 pounds a night.', '500 pounds', 500, 'GBP'],
    ['They caught 500 pounds of cod.', '500 pounds', 500, 'pounds'],
    ['The port spent Rs 5 crore.', 'Rs 5 crore', 50_000_000, 'INR'],
    ['The pass lies at minus 12 degrees Celsius.', 'minus 12 degrees Celsius', -12, 'degrees Celsius'],
    ['The motor turns at 3000 rpm.', '3000 rpm', 3000, 'revolutions per minute'],
    ['They signed a five-year lease.', 'five-year', 5, 'years'],
    ['The yard waited two more weeks.', 'two more weeks', 2, 'weeks'],
    ['It burned 190 of the 310 tons.', '190', 190, 'tons'],
    ['The drive holds 256GB.', '256GB', 256, 'gigabytes'],
    ['The rate fell by 25 bps.', '25 bps', 25, 'basis points'],
  ])('reads the value and unit of "%s"', (text, words, value, unit) => {
    expect(read(text)[0]).toMatchObject({ text: words, value, unit })
  })

  it.each([
    ['Well over 90 barges waited.', 'Well over 90', 'more-than'],
    ['No fewer than 90 barges waited.', 'No fewer than 90', 'at-least'],
    ['Just short of 90 barges waited.', 'Just short of 90', 'less-than'],
    ['Up to about 90 barges waited.', 'Up to about 90', 'at-most'],
    ['A crowd of 90 or more people waited.', '90 or more', 'at-least'],
    ['They talked about 90 barges.', '90', 'exact'],
  ])('reads how far "%s" commits itself', (text, words, approximation) => {
    expect(read(text)[0]).toMatchObject({ text: words, approximation })
  })

  it('tells a change from the level that it leads to', () => {
    const [change, level] = read('The index fell 2.5 percent to 4,301.')
    expect(change).toMatchObject({ value: 2.5, unit: 'percent', direction: 'down', measures: 'index' })
    expect(level).toMatchObject({ value: 4301, unit: null, direction: 'none', measures: 'index' })
  })

  it('takes "from … to" for two levels after a verb of change, else for a range', () => {
    expect(read('Turnout rose from 40 to 46 percent.').map(({ value, unit }) => [value, unit])).toEqual([
      [40, 'percent'],
      [46, 'percent'],
    ])
    expect(read('From 20 to 30 boats came.')[0]).toMatchObject({
      value: 20,
      high: 30,
      approximation: 'range',
      measures: 'boats',
    })
  })

  it('shares the scale of the second end of a range', () => {
    expect(read('It will cost $5 to $10 billion.')[0]).toMatchObject({ value: 5e9, high: 10e9, unit: 'USD' })
  })

  it('reads a vague plural as the span of its scale', () => {
    expect(read('Tens of thousands of letters came.')[0]).toMatchObject({
      value: 10_000,
      high: 100_000,
      measures: 'letters',
    })
  })

  it('says what is counted with the list that tells which', () => {
    const [found] = read(
      'It moved 40 clerks from the Board of Mills, Locks and Weirs; the Canal Court and the Toll Office to the quay.',
    )
    expect(found?.measures).toBe('clerks from the Board of Mills, Locks and Weirs; the Canal Court and the Toll Office')
  })

  it.each([
    ['The canal, which opened late, cost $9 million.', 'canal'],
    ['The board put the damage at $18 million.', 'damage'],
    ['The council raised the toll by 50 cents.', 'toll'],
    ['The firm paid a fine of $600,000.', 'fine'],
    ['Its 0.6 percent fee begins in June.', 'fee'],
    ['The death toll climbed to 45.', 'death toll'],
    ['Barge traffic, excluding ferries, was about 900 tons.', 'Barge traffic'],
    ['They have a $3,500 a month lease.', 'lease'],
    ['Some 5,300 visits went ahead and 780 were dropped.', 'visits'],
  ])('says what is measured in "%s"', (text, measures) => {
    expect(read(text).at(-1)?.measures).toBe(measures)
  })

  it('gives the time of the event and not of the saying', () => {
    expect(read('The mayor said on Tuesday that 40 boats sank.')[0]?.period).toBeNull()
    expect(read('Late last month, guards near Ostrava seized 40 boats.')[0]).toMatchObject({
      period: 'Late last month',
      place: 'near Ostrava',
    })
  })

  it('keeps both sides of a vote, which is no score', () => {
    expect(read('The council voted 52-48 to close it.').map(({ value }) => value)).toEqual([52, 48])
  })

  it('gives an age in years and says that it is one', () => {
    for (const text of ['Tomas Verren, 44, left.', 'A 44-year-old man left.', 'A man aged 44 left.']) {
      expect(read(text)[0]).toMatchObject({ value: 44, unit: 'years', measures: 'age' })
    }
  })

  it.each([
    'A Corvane 737 landed.',
    'The 787 Skyliner landed.',
    'They met in Section 427, row 21.',
    'Rule No. 12 stands.',
    'Big Ten teams met.',
    'The 22nd amendment stands.',
    'Rovers won 3-1 at home.',
    'Ring 555-0199 or 1-800-555-0142.',
    'It is one of the oldest mills.',
    'No one came, and not one of them wrote.',
    'The 5G mast fell.',
    'Visit 900 Broadcast Way today.',
    'It was sold in 1998 and in the 1930s.',
    'They met at 10:45 p.m. on 3 May 2024.',
    '1. Open the gate.',
    'The Group of 20 met.',
    'The third time it rained.',
  ])('finds no quantity in "%s"', (text) => {
    expect(read(text).map((quantity) => quantity.text)).toEqual([])
  })
})
