import type { GroupedArticle } from '../../../src/pipeline/stories/signature.ts'

/** Reports of made-up events, some of one event and some of another of the same kind. */
const texts: Record<string, [title: string, text: string]> = {
  'harrow-1': [
    'Fire destroys paper warehouse in Harrow',
    'HARROW — A fire that broke out on Monday evening destroyed the Oakley paper warehouse on Mill Street, and drove 40 families from their homes.\nFire chief Dana Brook said 65 firefighters fought the flames until dawn. Nobody was hurt.\nThe Oakley company employs 120 people in Harrow.',
  ],
  'harrow-2': [
    'Oakley warehouse burns down, 40 families leave homes',
    'Forty families spent the night in a school in Harrow after the Oakley warehouse on Mill Street went up in flames on Monday.\n“We had 65 people on the ground,” said Dana Brook, the fire chief. The cause is being looked into.\nPaper bales were still smouldering on Tuesday.',
  ],
  'harrow-3': [
    'Chief: Harrow warehouse fire began in a battery',
    'The fire that destroyed the Oakley paper warehouse in Harrow on Monday began in the battery of a forklift, fire chief Dana Brook said on Thursday.\nThe families of Mill Street, 40 of them, went home on Wednesday. Oakley said it would build again.',
  ],
  'lisk-1': [
    'Fire destroys furniture warehouse in Lisk',
    'LISK — A fire that broke out on Friday morning destroyed the Pryce furniture warehouse on Quay Road. Two workers were taken to hospital with burns.\nFire chief Omar Vane said 30 firefighters fought the flames for five hours.\nThe Pryce company had been in Lisk since 1931.',
  ],
  'lisk-2': [
    'Two workers burned in Lisk warehouse fire',
    'Two workers of Pryce were burned on Friday when the furniture warehouse of the company on Quay Road in Lisk caught fire.\nThe flames were out after five hours, said fire chief Omar Vane, who led 30 firefighters.',
  ],
  'vote-1': [
    'Council of Ellin votes to close the tram depot',
    'The council of Ellin voted 7 to 2 on Wednesday to close the tram depot in Northgate by 2027.\nMayor Ines Falk said the depot costs 3.4 million euros a year. The drivers’ union called a strike.',
  ],
  'vote-2': [
    'Drivers call strike over Northgate tram depot',
    'Tram drivers in Ellin will strike on Saturday against the closing of the Northgate depot, which the council decided on Wednesday by 7 to 2.\nThe depot costs 3.4 million euros a year, according to mayor Ines Falk.',
  ],
}

/** A report as it comes to be grouped: `report('harrow-1', '2026-03-03')`. */
export function report(name: string, publishedAt: string | null = null, seenAt: string | null = null): GroupedArticle {
  const [title = '', text = ''] = texts[name] ?? []
  return { id: name, title, text, publishedAt, seenAt }
}

/** The names of all of them. */
export const reportNames = Object.keys(texts)
