import { describe, expect, it } from 'vitest'
import { alterSentence } from '../../src/eval/alter-sentence.ts'
import { evaluateSeeds } from '../../src/eval/evaluate-seeds.ts'
import { prepareArticle } from '../../src/evidence/check/prepare-article.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'

const text = [
  'The council of Harrow voted on Monday to close the old bridge over the Lisk.',
  'The repair would cost about $35 million, said the mayor, Dana Brook, who was not in the room.',
  'It was built in 1931 by the engineer Alder Penn, and 4,200 people cross it every day.',
].join('\n')
const nothing = { url: null, publisher: null, byline: null, updatedAt: null, label: null, isExcerpt: false }
const article = makeArticle({ ...nothing, title: 'Bridge closes', publishedAt: '2026-05-06', text })

describe('alterSentence', () => {
  const prepared = prepareArticle({ id: 'a', text })
  const altered = (sentence: number) =>
    Object.fromEntries(alterSentence(prepared, prepared.tagged.sentences[sentence]!).map((one) => [one.kind, one.text]))

  it('changes one number, one name, and whether something is so', () => {
    expect(altered(1)).toEqual({
      number: 'The repair would cost about $45 million, said the mayor, Dana Brook, who was not in the room.',
      negation: 'The repair would cost about $35 million, said the mayor, Dana Brook, who was in the room.',
      name: 'The repair would cost about $35 million, said the mayor, Alder Penn, who was not in the room.',
    })
  })

  it('leaves out what a sentence has no room for', () => {
    expect(altered(0)).toEqual({})
  })
})

describe('evaluateSeeds', () => {
  it('counts altered sentences that are stopped, faithful ones that pass, and the time by the given clock', () => {
    let ms = 0
    const result = evaluateSeeds([article], () => ms++)
    const value = (measure: string) => result?.rows.find((row) => row.measure === measure)?.value
    expect(value('spans whose words stand there')).toBe(1)
    expect(value('sentences that strict passes')).toBe(1)
    expect(value('strict: refused with another number')).toBe(1)
    expect(value('strict: refused with another name')).toBe(1)
    expect(value('ms to analyze and brief an article, median')).toBe(1)
  })

  it('gives nothing without a sample in English', () => {
    expect(evaluateSeeds([], () => 0)).toBeUndefined()
  })
})
