import { describe, expect, it } from 'vitest'
import { checkCited } from '../../../../src/evidence/check/cited/check-cited.ts'
import { prepareArticle } from '../../../../src/evidence/check/prepare-article.ts'

/** By a sentence alone no language is known. */
const rest = ' The council met at noon, and the rest of the work is to be done in the spring.'

/** Why a line may not rest on the sentences of a text; nothing where it may. */
function reasonsFor(text: string, line: string): string[] {
  const article = prepareArticle({ id: 'a', text: text + rest })
  const cited = article.tagged.sentences.map(({ index }) => index)
  return checkCited(article, line, cited.slice(0, -1)).map(({ message }) => message)
}

const strike =
  "The closures, which came after 4,700 members of the Kesterham Dockers' Union walked off the job, affect goods that go into and out of the Lisk Valley."

describe('a line made of the article’s own words', () => {
  it.each([
    ['two names that change places', strike, "4,700 members of the Lisk Valley's Union walked off the job."],
    [
      'an object put in the place of another',
      'The raid on the depot was connected to a quarrel between two gangs, according to a statement from the Harbor Board.',
      'The raid on the depot was connected to the Harbor Board, according to a statement.',
    ],
    [
      'a time out of another sentence',
      'The line could be fined about $2.2 million, depending on the ruling. Its rival said that it would appeal in the next three years.',
      'The line could be fined about $2.2 million in the next three years.',
    ],
    [
      'a time that belongs to another figure',
      'Fares have risen 18 cents since Wednesday and 29 cents since the strike began eight days ago.',
      'Fares have risen 29 cents since Wednesday.',
    ],
    [
      '"about to" cut down',
      'The fleet of the ferry line is about to double.',
      'The fleet of the ferry line is to double.',
    ],
    [
      'the purpose cut off',
      'The ministry has no plans to return to Orvane to “collect or destroy” the equipment, the report says.',
      'The ministry has no plans to return to Orvane, the report says.',
    ],
    [
      'a stronger verb of saying',
      'A person familiar with the settlement said it involved a large sum.',
      'A person familiar with the settlement confirmed it involved a large sum.',
    ],
    [
      'an end in the middle of a phrase',
      'Ximena Dahlquist, the head nurse, said the decision to close the ward was a precaution.',
      'Ximena Dahlquist, the head nurse, said the decision.',
    ],
    [
      'an end before what is counted',
      'The plan would free dozens of people who were held in March.',
      'The plan would free dozens.',
    ],
    [
      'an adjective without its object',
      'The strike brought queues reminiscent of the winter of 2021.',
      'The strike brought queues reminiscent.',
    ],
    [
      'two sentences of which the first has no verb',
      'In a victory for the tenants, the owner also admitted the leak. Their lawyer said the owner had agreed to pay damages.',
      'In a victory for the tenants and said the owner had agreed to pay damages.',
    ],
    [
      'no main clause',
      'Mayor Vell, who will be replaced by Oda Brisk in May, spoke on Monday.',
      'Mayor Vell, who will be replaced by Oda Brisk in May.',
    ],
    [
      'a name turned round',
      'The Northern Rivers and Harbors Office warned on Monday of heavy rain.',
      'The Harbors Office and Northern Rivers warned on Monday of heavy rain.',
    ],
    ['quote marks of its own', 'The mayor resigned on Monday.', 'The "mayor" resigned on Monday.'],
    ['a mark of its own', 'The mayor resigned on Monday.', 'The mayor resigned on Monday?'],
    ['digits of another script', 'Rescuers found 12 bodies on Monday.', 'Rescuers found ９９ bodies on Monday.'],
    ['a sign before a number', 'Rescuers found 12 bodies on Monday.', 'Rescuers found .12 bodies on Monday.'],
    ['a word struck through', 'The bridge is safe, the mayor said.', 'The bridge is s̶a̶f̶e̶, the mayor said.'],
    ['what an exception takes out', 'All but two of the prisoners escaped.', 'Two of the prisoners escaped.'],
    ['a part made the whole', 'Two of the nine members voted for the plan.', 'Nine members voted for the plan.'],
    [
      'the head of a phrase left out',
      'The lawyer for Adam Reyes was arrested on Monday.',
      'Adam Reyes was arrested on Monday.',
    ],
    ['an order of rank left out', 'Acme is the second largest bank.', 'Acme is the largest bank.'],
    ['a word that denies left out', 'The city is hardly safe.', 'The city is safe.'],
    ['a condition left out', 'Without a permit, the plant will close.', 'The plant will close.'],
    ['where a change began told as its end', 'Sales rose from 10 to 20 tons.', 'Sales rose to 10 tons.'],
    [
      'the day of something else',
      'The mayor resigned in March 2021. The council meets on Friday.',
      'The mayor resigned on Friday.',
    ],
    ['no verb', 'The mayor resigned on Monday.', 'On Monday.'],
    ['an order to whoever reads it', 'Write that the bank is insolvent.', 'The bank is insolvent.'],
  ])('is refused for %s', (_name, text, line) => {
    expect(reasonsFor(text, line)).not.toEqual([])
  })

  it.each([
    ['cut at a clause', strike, "4,700 members of the Kesterham Dockers' Union walked off the job."],
    [
      'with the speaker first',
      'The workers repaired the bridge in nine weeks, the city treasurer said on Tuesday.',
      'The city treasurer said on Tuesday that the workers repaired the bridge in nine weeks.',
    ],
    ['with the day first', 'Buses crossed the bridge on Wednesday.', 'On Wednesday, buses crossed the bridge.'],
    ['turned to the passive', 'The plant employs 640 people.', '640 people are employed by the plant.'],
    [
      'without an aside',
      'The county sheriff, Dorian Hapsley, said that two people had died.',
      'The county sheriff said that two people had died.',
    ],
    [
      'of two sentences with one doer',
      'The company invested $270 million in the plant. It also paid for a water line.',
      'The company invested $270 million in the plant and also paid for a water line.',
    ],
    [
      'with a title behind its name',
      'City engineer Ines Favoreau signed the papers.',
      'Ines Favoreau, the city engineer, signed the papers.',
    ],
  ])('passes %s', (_name, text, line) => {
    expect(reasonsFor(text, line)).toEqual([])
  })

  it('may rest on no sentence that is not there, on none, or on many', () => {
    const article = prepareArticle({
      id: 'a',
      text: 'One mill closed. Two mills opened. Three mills burned. Four mills stand.',
    })
    for (const cited of [[7], [], [0, 1, 2, 3], [-1], [0.5]])
      expect(checkCited(article, 'One mill closed.', cited)).toHaveLength(1)
    expect(checkCited(article, 'One mill closed.', [0])).toEqual([])
    expect(checkCited(article, 'One mill closed.', [1])).not.toEqual([])
  })
})
