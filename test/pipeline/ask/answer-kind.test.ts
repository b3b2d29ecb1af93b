import { describe, expect, test } from 'vitest'
import { findAnswerKind } from '../../../src/pipeline/ask/answer-kind.ts'
import { holdsKind } from '../../../src/pipeline/ask/holds-kind.ts'

describe('the kind of answer that a question wants', () => {
  test.each([
    ['What percentage of pupils were absent?', 'percent', 'percentage'],
    ['How many troops were sent to Veldport?', 'number', null],
    ['How much will the bridge cost?', 'money', null],
    ['Who signed the order?', 'person', null],
    ['When does the ban begin?', 'date', null],
    ['Where did the train stop?', 'place', null],
    ['The first toll took effect in which city?', 'place', 'city'],
    ['Which country closed its border this week?', 'country', 'country'],
    ['In which state was the law passed?', 'state', 'state'],
    ['Which airline has cut its routes?', 'group', 'airline'],
    ['A minister resigned on Friday. Which party does he belong to?', 'group', 'party'],
    ['What year did the mill close?', 'year', 'year'],
    ['What is the name of the ship that sank?', 'title', 'name'],
    ['Researchers who tested voters found what?', 'thing', null],
    ['When the storm came, how many homes lost power?', 'number', null],
    ['Which food item is rare in many grocery stores?', 'thing', 'item'],
    ['What type of dog won?', 'thing', 'dog'],
    ['Tell me about the harbour', 'thing', null],
    ['', 'thing', null],
  ])('is found in: %s', (question, kind, head) => {
    const found = findAnswerKind(question)
    expect(found.kind).toBe(kind)
    expect(found.head?.text ?? null).toBe(head)
    if (found.head) expect(question.slice(found.head.start, found.head.end)).toBe(found.head.text)
  })
})

describe('a sentence', () => {
  test.each([
    ['Some 42% of pupils stayed away.', 'percent', [], true],
    ['Many pupils stayed away.', 'percent', [], false],
    ['The mill asked for 4,700 cuts.', 'number', ['4700'], false],
    ['The mill asked for 4,700 cuts in 12 towns.', 'number', ['4700'], true],
    ['The talks were held in Norway.', 'country', [], true],
    ['The talks were held in Norway.', 'country', ['norway'], false],
    ['The talks were held in a hotel.', 'country', [], false],
    ['The order was signed by Ansa Vell.', 'person', [], true],
    ['The order was signed at last.', 'person', [], false],
    ['The order was signed by Ansa Vell.', 'person', ['ansa', 'vell'], false],
    ['The bridge costs $3 million.', 'money', [], true],
    ['The bridge costs a lot.', 'money', [], false],
    ['It begins on Tuesday.', 'date', [], true],
    ['It begins soon.', 'date', [], false],
    ['It closed in 1987.', 'year', [], true],
    ['Anything may stand here.', 'thing', [], undefined],
  ] as const)('that holds what was asked for, or not: %s (%s)', (sentence, kind, asked, holds) => {
    expect(holdsKind(sentence, kind, new Set(asked))).toBe(holds)
  })
})
