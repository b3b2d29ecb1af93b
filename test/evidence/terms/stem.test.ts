import { describe, expect, test } from 'vitest'
import { stemOf } from '../../../src/evidence/terms/stem.ts'
import { familyOf } from '../../../src/evidence/terms/term-family.ts'

describe('stems', () => {
  test.each([
    ['troop troops'],
    ['deploy deploys deployed deploying'],
    ['city cities'],
    ['fall fell fallen falling falls'],
    ['crash crashes crashed crashing'],
    ['wolf wolves'],
    ['virus viruses'],
    ['car cars'],
    ['go goes going gone went'],
    ['shoe shoes'],
    ['use uses used using'],
    ['case cases'],
  ])('bring together the forms %s', (forms) => {
    expect(new Set(forms.split(' ').map(stemOf)).size).toBe(1)
  })

  test.each([
    ['ai training'],
    ['new news'],
    ['pass passport'],
    ['organ organization'],
    ['general generation'],
    ['bus busy'],
    ['wed wedding'],
    ['us use'],
    ['car care'],
    ['plan plane'],
  ])('keep apart %s', (words) => {
    expect(new Set(words.split(' ').map(stemOf)).size).toBe(2)
  })

  test('come out the same when stemmed again, for plurals', () => {
    for (const word of ['cities', 'boxes', 'glasses', 'houses', 'women', 'taxes'])
      expect(stemOf(stemOf(word))).toBe(stemOf(word))
  })
})

describe('families of words', () => {
  test.each([
    ['immigration immigrant'],
    ['italy italian'],
    ['erupt eruption'],
    ['deport deportation'],
    ['canada canadian'],
    ['israel israeli'],
  ])('hold together %s', (words) => {
    expect(new Set(words.split(' ').map(familyOf)).size).toBe(1)
  })

  test.each([['nation station'], ['ban bank'], ['25 250'], ['port party']])('keep apart %s', (words) => {
    expect(new Set(words.split(' ').map(familyOf)).size).toBe(2)
  })
})
