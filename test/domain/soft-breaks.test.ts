import { expect, it } from 'vitest'
import { findSoftBreaks } from '../../src/domain/soft-breaks.ts'

it('keeps the breaks of a list that stands between hard-wrapped paragraphs', () => {
  const paragraph = [
    'The harbor office of Olm has asked for more than forty boats to bring the',
    'people of the outer islands to the town before the storm, a clerk said',
    'on Monday. Nobody knows yet who would pay.',
    '',
  ]
  const lines = [
    ...[paragraph, paragraph, paragraph, paragraph, paragraph].flat(),
    'Related Articles',
    'Ferry returns',
    'A headline so long that no editor with a width of seventy columns would have left it on one line alone',
    'Bridge closes',
  ]
  const soft = [true, true, false, false]
  expect(findSoftBreaks(lines)).toEqual([soft, soft, soft, soft, soft, soft.map(() => false)].flat())
})

it('leaves one paragraph a line as it is', () => {
  expect(findSoftBreaks(['The ferry is back.', 'It was late.', 'Fares rise on Monday.'])).toEqual([false, false, false])
})
