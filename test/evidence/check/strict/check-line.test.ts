import { describe, expect, it } from 'vitest'
import type { Gate } from '../../../../src/domain/check.ts'
import { checkText } from '../../../../src/evidence/check/check-text.ts'
import { prepareArticle } from '../../../../src/evidence/check/prepare-article.ts'

const article = prepareArticle({
  id: 'mill',
  text: [
    'HARNESK — The town council rejected a plan by Borgvik Timber to reopen the old mill on Tuesday, according to two council members who were in the room.',
    'The company had offered to pay about $3.4 million for the mill, which has stood empty since 2009.',
    'Mayor Tilde Aronsen signed the order at noon. She said that the mill could still be sold if a buyer repaired its roof.',
    'Some residents at the meeting praised the council, and a spokesman for Borgvik Timber declined to comment.',
    'The Regional Heritage Agency inspected the building in March. An engineer for the agency, Piet Lammers, found cracks in two of its walls.',
    'The police chief warned the council that children were playing in the mill.',
    'At least 40 jobs would be lost, the union said. The R.H.A. plans to publish its report in June.',
  ].join('\n'),
})

function reasonsFor(text: string, disabledGates: Gate[] = []): string[] {
  const { claims } = checkText(article, text, { isStrict: true, disabledGates })
  return claims.flatMap(({ reasons }) => reasons.map(({ gate, message }) => `${gate}: ${message}`))
}

const licensed: [string, string][] = [
  ['a clause cut off', 'The company had offered to pay about $3.4 million for the mill.'],
  ['an inflected verb', 'The company offered to pay about $3.4 million for the mill.'],
  ['modifiers left out', 'The council rejected a plan to reopen the mill, according to two council members.'],
  [
    'a date in another place',
    'On Tuesday, the town council rejected a plan by Borgvik Timber to reopen the old mill, according to two council members who were in the room.',
  ],
  [
    'the source in front',
    'Two council members who were in the room said that the town council rejected a plan by Borgvik Timber to reopen the old mill.',
  ],
  ['active told as passive', 'The order was signed by Mayor Tilde Aronsen at noon.'],
  ['a passive without its doer', 'The building was inspected in March.'],
  ['a pronoun resolved', 'Aronsen said that the mill could still be sold if a buyer repaired its roof.'],
  ['"A at B" told as "B A"', 'Piet Lammers, an engineer for the agency, found cracks in two of its walls.'],
  ['a short name for a long one', 'The RHA inspected the building in March.'],
  [
    'two sentences joined',
    'The Regional Heritage Agency inspected the building in March, and an engineer for the agency, Piet Lammers, found cracks in two of its walls.',
  ],
  ['a name in full', 'Mayor Tilde Aronsen said that the mill could still be sold if a buyer repaired its roof.'],
  ['a condition in front', 'If a buyer repaired its roof, the mill could still be sold, she said.'],
]

const refused: [Gate, string, string][] = [
  [
    'content',
    'a word that is not there',
    'The town council blocked a plan by Borgvik Timber to reopen the old mill on Tuesday, according to two council members.',
  ],
  [
    'name',
    'a name from another sentence',
    'The town council rejected a plan by Piet Lammers to reopen the old mill on Tuesday, according to two council members.',
  ],
  ['quantity', '"about" left out', 'The company had offered to pay $3.4 million for the mill.'],
  ['quantity', '"at least" left out', '40 jobs would be lost, the union said.'],
  [
    'attribution',
    'the source left out',
    'The town council rejected a plan by Borgvik Timber to reopen the old mill on Tuesday.',
  ],
  ['attribution', 'one source made plural', 'The officials said that at least 40 jobs would be lost.'],
  ['modality', '"could" left out', 'Aronsen said that the mill was sold.'],
  ['modality', 'an offer told as done', 'The company paid about $3.4 million for the mill.'],
  ['modality', '"if" left out', 'She said that the mill could still be sold.'],
  ['modality', 'a plan told as done', 'The R.H.A. published its report in June.'],
  ['negation', 'a denial added', 'The Regional Heritage Agency did not inspect the building in March.'],
  ['quantifier', '"some" left out', 'Residents at the meeting praised the council.'],
  ['quantifier', '"all" added', 'All residents at the meeting praised the council.'],
  ['role', 'doer and done-to exchanged', 'The council warned the police chief that children were playing in the mill.'],
  ['role', 'a modifier made the thing itself', 'The police warned the council that children were playing in the mill.'],
  ['role', 'pieces of two sentences glued', 'The company inspected the building in March.'],
  ['role', 'going on told as done', 'Children played in the mill.'],
]

describe('the grammar of licensed rewriting', () => {
  it('passes every sentence of the article as it stands', () => {
    for (const { text } of article.tagged.sentences) expect(reasonsFor(text)).toEqual([])
  })

  it.each(licensed)('licenses %s', (_what, text) => {
    expect(reasonsFor(text)).toEqual([])
  })

  it.each(refused)('refuses by %s %s', (gate, _what, text) => {
    const gates = reasonsFor(text).map((reason) => reason.slice(0, reason.indexOf(':')))
    expect(gates.length).toBeGreaterThan(0)
    if (gate !== 'role' && gate !== 'modality') expect(gates).toContain(gate)
  })
})
