import { describe, expect, test } from 'vitest'
import type { CaveatKind } from '../../../src/domain/caveat-kinds.ts'
import { firstOf } from './find-in.ts'

/** What the rules took for a caveat when they were fired on real articles, in sentences of our own; beside each, what they must go on finding. */
const sentences: Partial<Record<CaveatKind, { found: string[]; not: string[] }>> = {
  'anonymous-source': {
    found: [
      'The mill will close, an official with the Harbor Board said.',
      'If the mill closes, a person familiar with the plan said, 40 people will leave.',
      'Two officials told the paper that the mill would close.',
    ],
    not: [
      'Ada Venn, a member of the board, said the mill would close.',
      'Nobody would believe it if an official said the mill was safe.',
      'Someone called the police and said that the mill was on fire.',
      'Two patients thought about leaving the trial.',
      'The mill was sold, her agent and friend Ada Venn said.',
      'A weaver says in her lawsuit that the mill owes her wages.',
      'A pilot did not mention any smoke over the radio.',
    ],
  },
  'single-source': {
    found: ['The mill will close, the labor ministry said. The ministry said that 40 people would lose their jobs.'],
    not: [
      'Christians believe that he died for them. Christians believe that he rose again.',
      'The mill will close, the labor ministry said. It burned twice, the ministry said. Reported by The Harbor Post in May, the sale failed.',
    ],
  },
  'not-final': {
    found: [
      'A bill that would ban the nets goes to the assembly in May.',
      'The council is considering a petition to remove the statue.',
      'The agency is reviewing the proposal.',
      'In 2027 the council would vote on the plan.',
    ],
    not: [
      'A win on Sunday would make them champions for a third time.',
      'Since 1854 lawmakers have proposed changes 200 times.',
      'He said there would be a debate over any proposed legislation.',
      'She cancelled a planned meeting with the minister.',
      'In 2018 the drivers asked for cameras.',
      'He walked past the queen as they were reviewing an honor guard.',
      'The costs stay even if they are not passed along.',
      'Bill Clinton could add another title this year.',
    ],
  },
  'no-response': {
    found: ['The owner did not answer questions from this newspaper.'],
    not: ['The senator did not answer the question directly.', 'The archives have not answered every question.'],
  },
  'declined-comment': {
    found: ['The owner refused to talk with reporters.'],
    not: ['The government refused to talk with the rebels.'],
  },
  unreachable: {
    found: ['The owner wasn’t immediately available for comment.'],
    not: ['The results aren’t yet available.', 'He dismissed claims that he was unreachable.'],
  },
  disputed: {
    found: ['The brewery denied the report.', '“That is false,” the mayor said.'],
    not: [
      'The spokesman did not confirm or deny the report.',
      'Half said that she is fit for office, while 47 percent said she is not.',
      'It is wrong to let a sheep suffer, he wrote.',
    ],
  },
  unknown: {
    found: ['Officials have not determined the cause of the fire.', 'It is not known how many boats were lost.'],
    not: [
      'The toads have not established a breeding population.',
      'They did not know if they would live through the night.',
    ],
  },
  estimate: {
    found: ['The bank estimates that 4,000 sheep were lost.'],
    not: [
      'The strike is set to take place from March 7 to 14.',
      'Profit estimates have slipped by 5 percent.',
      'The estimate is based on 140 answers.',
    ],
  },
  'conflicting-figures': {
    found: ['The hospital would not explain the discrepancy between its own figures and those of the ministry.'],
    not: [
      'Discrepancies in his account of the voyage came to light.',
      'Ada Venn said there were 28 nests in 2015. The count of 2019 found 36 nests, the warden said.',
    ],
  },
  secondhand: {
    found: ['As The Harbor Post reported, the mill was sold.'],
    not: ['The railway first disclosed in July that it would sell seats.'],
  },
  syndicated: {
    found: ['By Iben Marsk, Reuters\nThe mill burned down on Sunday.'],
    not: ['The mill burned down on Sunday.\nFrom Reuters:\nFor all his skill he failed.'],
  },
  unverified: {
    found: ['The paper was unable to authenticate the letter.'],
    not: ['The kettles were recalled after the maker was unable to authenticate the certification.'],
  },
}

for (const [kind, { found, not }] of Object.entries(sentences) as [CaveatKind, { found: string[]; not: string[] }][]) {
  describe(kind, () => {
    test.each(found)('is still found in: %s', (text) => {
      expect(firstOf(kind, text)).toBeDefined()
    })
    test.each(not)('is no longer found in: %s', (text) => {
      expect(firstOf(kind, text)).toBeUndefined()
    })
  })
}

test('names the outlet without the word that opens the sentence', () => {
  expect(firstOf('secondhand', 'As The Harbor Post reported, the mill was sold.')?.source).toBe('The Harbor Post')
})

test('shows a note in brackets without half of them', () => {
  const note = firstOf('correction', 'The mill burned down.\n(This story was updated to add new information.)')
  expect(note?.text).toBe('The article carries a correction note: This story was updated to add new information.')
})

test('takes a page of many notes for a list of corrections of other articles', () => {
  const notes = Array.from(
    { length: 12 },
    (_, at) => `An earlier version of this story misspelled the name of mill ${at}.`,
  )
  expect(firstOf('correction', notes.join('\n'))).toBeUndefined()
})
