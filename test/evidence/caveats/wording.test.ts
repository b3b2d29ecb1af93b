import { expect, test } from 'vitest'
import { asSentence } from '../../../src/evidence/caveats/wording.ts'
import { firstOf } from './find-in.ts'

test('a sentence of ours has one end mark', () => {
  expect(asSentence('but nobody knew whether it would hold')).toBe('Nobody knew whether it would hold.')
  expect(asSentence('She said: “It is unclear.”')).toBe('She said: “It is unclear.”')
  expect(asSentence('word '.repeat(80))).toMatch(/word …$/)
})

test('a day keeps its capital where it cannot be placed, and a name that holds "today" is no time', () => {
  const textOf = (text: string) => firstOf('undated', text, { publishedAt: null })?.text
  expect(textOf('The ferry sank on Monday.')).toBe('The article has no date, so “on Monday” cannot be placed.')
  expect(textOf('Last week the ferry sank.')).toBe('The article has no date, so “last week” cannot be placed.')
  expect(textOf('The captain told HARBOR TODAY of the leak.')).toBe('The article has no date.')
})

test('what is not done is named by the last noun of its name', () => {
  expect(firstOf('not-final', 'The council has proposed tax increases on moorings.')?.text).toMatch(/tax increases are/)
})

test('a name, a rejection, a past hope or a call is not something still open', () => {
  for (const text of [
    'Ada Finch spoke to a Planned Harbors meeting in Olm.',
    'The bill was not approved because the council was split.',
    'If anybody should have been confirmed by now, it was Finch.',
    'The march was intended to honor the drowned sailors.',
    'Demonstrators called for calm on the quay.',
  ])
    expect(firstOf('not-final', text), text).toBeUndefined()
})

test('a deadline or the length of a career is no estimated figure', () => {
  expect(firstOf('estimate', 'A preliminary report is expected within 30 days.')).toBeUndefined()
  expect(firstOf('estimate', 'The board is expected to honor the five-decade career of Finch.')).toBeUndefined()
})

test("an outlet credited on a line of its own is the text's own voice", () => {
  const body = 'The wall leaks, the mayor told The Olm Courier on Monday.'
  expect(firstOf('secondhand', `Ada Finch\nThe Olm Courier\n${body}`)).toBeUndefined()
  expect(firstOf('secondhand', body)).toBeDefined()
})

test('a court that rejects a suggestion disputes nothing', () => {
  expect(
    firstOf('disputed', 'The court upheld the fine, rejecting suggestions that the wall was sound.'),
  ).toBeUndefined()
})
