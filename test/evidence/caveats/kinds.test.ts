import { describe, expect, test } from 'vitest'
import type { CaveatKind } from '../../../src/domain/caveat-kinds.ts'
import { firstOf } from './find-in.ts'

/** Of each kind, sentences in which it must be found and sentences in which it must not. */
const sentences: Partial<Record<CaveatKind, { found: string[]; not: string[] }>> = {
  'declined-comment': {
    found: [
      'The Dunmere harbor office declined to comment.',
      'Ilse Brandvik, the owner of the mill, would not say whether she had been paid.',
      'The regulator confirmed the visit but declined to discuss its findings.',
      'The council had no comment on the fence.',
    ],
    not: [
      'Milk prices declined to 41 cents a liter.',
      'The hotel declined the award.',
      'Refusing to give up, the crew rowed on.',
    ],
  },
  'no-response': {
    found: [
      'Lennox Quarry did not respond to a request for comment.',
      'Emails to the ferry line were not returned.',
      'Neither the abbey nor its bank replied to questions from this newspaper.',
    ],
    not: [
      'The calf did not respond to the medicine.',
      'The brakes did not respond in time to stop the tram.',
      'He did not return to the valley.',
    ],
  },
  unreachable: {
    found: [
      'The landlord could not be reached for comment on Sunday.',
      'Attempts to reach the former treasurer were unsuccessful.',
      'The pilot was unavailable for comment.',
    ],
    not: [
      'An agreement could not be reached.',
      'The village was unreachable by road.',
      'Tickets were not available for the late show.',
    ],
  },
  unknown: {
    found: [
      'It is unclear how many boats were moored there.',
      'The cause of the collapse was not immediately known.',
      'No one knows who paid for the statue.',
      'The terms of the sale were not disclosed.',
    ],
    not: [
      'It is clear that the roof leaked.',
      'The shortcut was unknown to the visitors.',
      'A wreath was laid for the unknown soldier.',
      'He is not known for his patience.',
    ],
  },
  unverified: {
    found: [
      'The count could not be independently confirmed.',
      'The station was unable to verify the recording.',
      'Unconfirmed reports spoke of a second landslide.',
    ],
    not: [
      'The senate could not confirm the nominee before the recess.',
      'Drivers could not confirm their bookings.',
      'The mayor confirmed the date.',
    ],
  },
  disputed: {
    found: [
      'The brewery denied the allegations.',
      'A lawyer for the nurse called the charge baseless.',
      'The miners dispute that account.',
      'He pleaded not guilty.',
    ],
    not: [
      'The judge denied him bail.',
      'The council rejected the proposal.',
      'The two villages lie in disputed territory.',
      'There is no denying that it rained.',
    ],
  },
  'not-final': {
    found: [
      'If approved, the ferry would sail at night.',
      'The request is under review.',
      'A bill that would ban the nets goes to the assembly in May.',
      'The merger is subject to the approval of the regulator.',
    ],
    not: [
      'The bridge opened in May after it was approved.',
      'Rain will fall on Sunday.',
      'A draft came under the door.',
    ],
  },
  estimate: {
    found: [
      'An estimated 4,000 sheep were lost.',
      'The bank forecasts growth of 3 percent.',
      'Preliminary figures put the damage at $9 million.',
    ],
    not: ['About 2,000 people came.', 'The estimate was late.', 'The project has 38 members.'],
  },
  'conflicting-figures': {
    found: [
      'The organizers said that 800 people marched. Police put the crowd at 300.',
      'The union said that 60 percent of the crews had stayed away, while the railway put the share at 20 percent.',
    ],
    not: [
      'The number of crews rose from 60 to 90.',
      'The union said that more than 200 people marched. Police put the crowd at 240.',
      'In Verrin, 12 people were hurt, police said. In Olmstead, 30 people were hurt, the hospital said.',
    ],
  },
  secondhand: {
    found: [
      'The sale was first reported by The Harbor Post.',
      'The council told the Merrow Monitor that the pool would close.',
      'Two men were held, local media reported.',
    ],
    not: [
      'The Harbor Post was sold in June.',
      'The company reported a loss.',
      'A reporter for The Harbor Post was hurt.',
    ],
  },
  syndicated: {
    found: [
      'This article originally appeared in The Harbor Post.',
      'OLMSTEAD (AP) — The mill burned down.',
      'The mill burned down. Republished with permission from The Harbor Post.',
    ],
    not: [
      'The Harbor Post contributed to this report.',
      'The story originally appeared in a book of 1932.',
      'This story was originally published on June 12.',
    ],
  },
  'press-release': {
    found: [
      'FOR IMMEDIATE RELEASE\nLennox Quarry opens a new road.',
      'The road is open, the county said in a news release.',
    ],
    not: ['The press release did not mention the road, two drivers said.', 'The dam must not release more water.'],
  },
  opinion: {
    found: [
      'Opinion | The geese must stay\nThey were here first.',
      'The views expressed in this column are those of the author.',
      'Sponsored by Lennox Quarry.\nStone is quietly changing kitchens.',
    ],
    not: [
      'In his opinion the wall was safe.',
      'The race was sponsored by Lennox Quarry and drew a crowd.',
      'An opinion poll gave her 31 percent.',
    ],
  },
  correction: {
    found: [
      'Correction: An earlier version of this article gave the wrong price.',
      'This story was updated to add a statement by the mayor.',
      'An earlier version of this article misspelled the name of the lake.',
    ],
    not: [
      'The market went through a correction.',
      'An earlier version of the bill failed.',
      'The minister regrets the error.',
    ],
  },
  'excerpt-only': {
    found: ['The mill burned down.\nSubscribe to continue reading.'],
    not: ['She subscribed to a paper to keep up with the case.'],
  },
}

for (const [kind, { found, not }] of Object.entries(sentences) as [CaveatKind, { found: string[]; not: string[] }][]) {
  describe(kind, () => {
    test.each(found)('is found in: %s', (text) => {
      expect(firstOf(kind, text)).toBeDefined()
    })
    test.each(not)('is not found in: %s', (text) => {
      expect(firstOf(kind, text)).toBeUndefined()
    })
  })
}

test('names the party in the article’s own words', () => {
  const cases: [CaveatKind, string, string, string][] = [
    [
      'declined-comment',
      'On Monday a spokeswoman for the abbey declined to comment.',
      'a spokeswoman for the abbey',
      'A spokeswoman for the abbey declined to comment.',
    ],
    [
      'declined-comment',
      'The agency confirmed the visit but declined to comment further.',
      'The agency',
      'The agency declined to comment.',
    ],
    [
      'declined-comment',
      'Ann Torvald, a lawyer for the miners, declined to comment.',
      'Ann Torvald, a lawyer for the miners',
      'Ann Torvald, a lawyer for the miners, declined to comment.',
    ],
    ['no-response', 'Calls to the quarry were not returned.', 'the quarry', 'The quarry did not respond.'],
    [
      'no-response',
      'Neither the abbey nor its bank replied to emails.',
      'Neither the abbey nor its bank',
      'Neither the abbey nor its bank responded.',
    ],
    [
      'unreachable',
      'Efforts to reach the two brothers were unsuccessful.',
      'the two brothers',
      'The two brothers could not be reached.',
    ],
  ]
  for (const [kind, text, party, sentence] of cases)
    expect(firstOf(kind, text)).toMatchObject({ party, text: sentence })
})

test('tells one party’s silence once, with every place', () => {
  const caveat = firstOf(
    'declined-comment',
    'The quarry declined to comment.\nAsked again on Friday, the quarry declined to comment.',
  )
  expect(caveat?.evidence).toHaveLength(2)
})

test('says of a person without a name how many, why, and whether the lead rests on it', () => {
  const caveat = firstOf('anonymous-source', 'The mill will close, two officials with knowledge of the plan said.')
  expect(caveat).toMatchObject({
    count: 2,
    reason: 'no reason given',
    leadRestsOnIt: true,
    source: 'two officials with knowledge of the plan',
  })
  expect(caveat?.text).toBe(
    'Two officials with knowledge of the plan are not named, no reason is given, and the lead rests on them.',
  )
})

test('calls a text without a named source so, and not one whose sources only decline', () => {
  expect(
    firstOf('no-named-source', 'The mill will close, two officials with knowledge of the plan said.'),
  ).toBeDefined()
  expect(firstOf('no-named-source', 'The mill will close, the ministry said.')).toBeUndefined()
  expect(firstOf('no-named-source', 'The mill will close. Its owner declined to comment.')).toBeUndefined()
})

test('calls one source single, and two not', () => {
  const text = 'The mill will close, the labor ministry said. The ministry said that 40 people would lose their jobs.'
  expect(firstOf('single-source', text)).toMatchObject({ source: 'the labor ministry', leadRestsOnIt: true })
  expect(firstOf('single-source', `${text} "We were not told," said Ann Torvald, a weaver.`)).toBeUndefined()
})

test('takes the origin, byline and label of the article where the text is silent', () => {
  expect(firstOf('syndicated', 'The mill burned down.', { origin: 'The Harbor Post' })).toMatchObject({
    source: 'The Harbor Post',
  })
  expect(firstOf('syndicated', 'The mill burned down.', { byline: 'Ann Torvald, Associated Press' })).toMatchObject({
    source: 'Associated Press',
  })
  expect(
    firstOf('syndicated', 'OLMSTEAD (AP) — The mill burned down.', { publisher: 'Associated Press' }),
  ).toBeUndefined()
  expect(
    firstOf('secondhand', 'The mayor told the Harbor Post that the pool would close.', {
      publisher: 'The Harbor Post',
    }),
  ).toBeUndefined()
  expect(firstOf('opinion', 'The geese must stay.', { label: 'analysis' })?.text).toContain('an analysis')
  expect(firstOf('opinion', 'Live: the geese leave.', { label: 'live-blog' })).toBeUndefined()
  expect(firstOf('press-release', 'Lennox opens a road.', { label: 'press-release' })).toBeDefined()
})

test('calls a text undated only without a date in or beside it, and names the words that this leaves open', () => {
  expect(firstOf('undated', 'The mill burned down last week.', { publishedAt: null })?.text).toContain('“last week”')
  expect(firstOf('undated', 'The mill burned down.')).toBeUndefined()
  expect(firstOf('undated', 'OLMSTEAD, May 4 (AP) — The mill burned down.', { publishedAt: null })).toBeUndefined()
})

test('calls a text stale only against a given instant', () => {
  const text = 'The mill burned down.'
  expect(firstOf('stale', text, { publishedAt: '2026-03-02' })).toBeUndefined()
  expect(firstOf('stale', text, { publishedAt: '2026-03-02' }, new Date('2026-03-05T00:00:00Z'))).toBeUndefined()
  expect(firstOf('stale', text, { publishedAt: '2026-03-02' }, new Date('2026-03-12T00:00:00Z'))?.text).toContain(
    '10 days old',
  )
})
