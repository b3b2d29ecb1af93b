import { describe, expect, it } from 'vitest'
import type { Gate } from '../../../src/domain/check.ts'
import { checkText } from '../../../src/evidence/check/check-text.ts'
import { prepareArticle } from '../../../src/evidence/check/prepare-article.ts'

const article = prepareArticle({
  id: 'ferry',
  text: [
    'OSTERVALE — The harbor board has asked for more than 4,200 new life vests, according to two board members with knowledge of the request.',
    'The request to the Transport Office came after Mayor Signe Dahlmark ordered the board last week to inspect 60 ferries.',
    'The ferry Marlen carried 455 passengers and a load of salt in crates of 12 kilograms on Tuesday.',
    '“The old vests are not fit for a bathtub,” said Captain Ulrik Vemmel, who commands the Marlen.',
    'Inspectors may close the northern pier in October if the board approves the plan.',
    'The board did not raise its fares in 2024, and ticket sales rose 2.5 percent to 4,301 a month.',
    'It was the first time that a ferry had sailed from Ostervale in winter.',
    'Some of the captains praised the inspectors, and an alleged smuggler was taken off the Marlen by the harbor police.',
    'A spokeswoman for the Transport Office declined to comment.',
    'Between 20 and 30 crates were lost, and the repair cost $1.2 million.',
  ].join('\n'),
})

const wrong: [Gate, string, string][] = [
  ['quantity', 'digits stitched from unrelated numbers', 'The ferry Marlen carried 460 passengers on Tuesday.'],
  ['quantity', 'a count told as a measure', 'The ferry Marlen carried 455 kilograms on Tuesday.'],
  ['quantity', 'points run through the digits', 'The harbor board has asked for more than 4.200.1 new life vests.'],
  ['quantity', 'another scale', 'The repair cost $1.2 billion.'],
  ['quantity', 'another currency', 'The repair cost €1.2 million.'],
  ['quantity', '"more than" left out', 'The harbor board has asked for 4,200 new life vests.'],
  ['quantity', '"more than" turned round', 'The harbor board has asked for fewer than 4,200 new life vests.'],
  ['quantity', 'a range collapsed', 'About 30 crates were lost.'],
  ['quantity', 'a year read as a figure', 'The ferry Marlen carried 2,024 passengers on Tuesday.'],
  ['quantity', 'a number word for other digits', 'The mayor ordered the board to inspect sixty-one ferries.'],
  ['quantity', 'the right number with the wrong subject', 'The harbor board ordered 455 vests.'],
  ['quantity', 'percent told as percentage points', 'Ticket sales rose 2.5 percentage points to 4,301 a month.'],
  ['quantity', 'a rise told as a fall', 'Ticket sales fell 2.5 percent to 4,301 a month.'],
  ['date', 'another day', 'The ferry Marlen carried 455 passengers on Thursday.'],
  ['date', 'another month', 'Inspectors may close the northern pier in November if the board approves the plan.'],
  ['name', 'another person', 'Captain Ulrik Sandvik commands the Marlen.'],
  ['name', 'another place', 'It was the first time that a ferry had sailed from Vesterholm in winter.'],
  ['quote', 'a word changed inside the marks', '“The new vests are not fit for a bathtub,” said Captain Ulrik Vemmel.'],
  ['quote', 'words that nobody said', '“We need every vest,” said Captain Ulrik Vemmel.'],
  [
    'attribution',
    'another source',
    'The harbor board has asked for more than 4,200 new life vests, Captain Ulrik Vemmel said.',
  ],
  ['modality', 'a request told as done', 'The harbor board has bought more than 4,200 new life vests.'],
  ['modality', 'a possibility told as done', 'Inspectors closed the northern pier in October.'],
  ['modality', 'a suspicion told as a fact', 'A smuggler was taken off the Marlen by the harbor police.'],
  ['negation', 'a denial dropped', 'The board raised its fares in 2024.'],
  ['negation', 'a denial added', 'The harbor police did not take an alleged smuggler off the Marlen.'],
  ['negation', 'a silence broken', 'A spokeswoman for the Transport Office confirmed the plan.'],
  ['role', 'doer and done-to exchanged', 'The board ordered Mayor Signe Dahlmark last week to inspect 60 ferries.'],
  ['superlative', 'the first time told as a habit', 'Ferries have often sailed from Ostervale in winter before.'],
  ['superlative', 'a superlative added', 'The largest ferry Marlen carried 455 passengers on Tuesday.'],
  ['quantifier', '"some" told as "all"', 'All of the captains praised the inspectors.'],
  ['content', 'what is not there', 'A pack of wolves ate the sheep of a mountain farm.'],
]

const faithful = [
  'Two board members with knowledge of the request said that the harbor board has asked for more than 4,200 new life vests.',
  'More than 4,200 new life vests have been requested by the harbor board.',
  'Last week, Mayor Dahlmark ordered the board to inspect 60 ferries.',
  'On Tuesday, 455 passengers were carried by the Marlen.',
  'The northern pier may be closed in October if the plan is approved.',
  'Fares were not raised in 2024.',
  'Monthly ticket sales rose 2.5 percent to 4,301.',
  'Some captains praised the inspectors.',
  'The Transport Office would not comment.',
  'The repair cost 1.2 million dollars.',
]

function gatesOf(text: string, disabledGates: Gate[] = []): Gate[] {
  const { claims } = checkText(article, text, { isStrict: false, disabledGates })
  return claims.flatMap(({ reasons }) => reasons.map(({ gate }) => gate))
}

describe('the gates of the advisory check', () => {
  it.each(wrong)('%s stops %s', (gate, _what, text) => {
    expect(checkText(article, text, { isStrict: false }).verdict).toBe('unsupported')
    expect(gatesOf(text)).toContain(gate)
  })

  const gates = [...new Set(wrong.map(([gate]) => gate))]
  it.each(gates)('%s is what stops its errors: with the gate off, at least one passes', (gate) => {
    const passed = wrong.filter(([own, , text]) => own === gate && gatesOf(text, [gate]).length === 0)
    expect(passed.length).toBeGreaterThan(0)
  })

  it.each(faithful)('pass: %s', (text) => {
    expect(checkText(article, text, { isStrict: false }).claims.flatMap(({ reasons }) => reasons)).toEqual([])
  })

  it('gives every finding a plain sentence, the words of the claim and true evidence', () => {
    for (const [, , text] of wrong) {
      for (const claim of checkText(article, text, { isStrict: false }).claims) {
        expect(text.slice(claim.start, claim.end)).toBe(claim.text)
        for (const { message, claimed } of claim.reasons) expect(message.endsWith('.') && claimed !== '').toBe(true)
        for (const { start, end, text: printed } of claim.evidence) expect(article.text.slice(start, end)).toBe(printed)
      }
    }
  })

  it('calls a text not checked in which nothing can be looked up', () => {
    for (const text of ['', '…', 'So it was.', '???'])
      expect(checkText(article, text, { isStrict: true }).verdict).toBe('not-checked')
  })
})
