import { describe, expect, it } from 'vitest'
import type { Article } from '../../../src/domain/article.ts'
import { analyzeText } from '../../../src/evidence/analyze-text.ts'
import { describeOrigins, findOrigins } from '../../../src/pipeline/stories/find-origins.ts'
import { sampleArticle } from '../../storage/sample-article.ts'

const wire =
  'A bridge over the Lisk collapsed on Monday, and 12 cars fell into the river, the police of Pelling said.\nDivers pulled nine people out of the water by noon, and the search went on in the afternoon, said Omar Vane, who leads the fire brigade.\nThe bridge was built in 1961 and was last looked at in March. The county had planned to replace it in two years.\nThe road from Pelling to Sellen stays closed.'
const own = (town: string) =>
  `Nobody in ${town} heard the bridge fall, but everyone saw the river.\nThe mayor of ${town}, Ines Falk, stood at the bank for hours on Monday with a blanket over her arm and asked who was missing.\nShe said that schools would open their doors to whoever could not go home that night.`

function stored(id: string, other: Partial<Article>) {
  const value = sampleArticle({
    id,
    url: `https://news.example/${id}`,
    title: id,
    byline: null,
    origin: null,
    ...other,
  })
  const at = `2026-05-18T0${id.length % 9}:00:00Z`
  return {
    stored: {
      article: id,
      version: 1,
      contentHash: id,
      ingestedAt: at,
      savedAt: at,
      sortedAt: at,
      repostOf: null,
      value,
    },
    analysis: analyzeText({ ...value, id }),
  }
}

const shape = (...articles: ReturnType<typeof stored>[]) =>
  findOrigins(articles).map(({ name, articles: some }) => [name, some.map(({ article }) => article)])

describe('origins', () => {
  it('are one for a credited agency, whoever printed it, and its own page', () => {
    expect(
      shape(
        stored('a', { text: wire, publisher: 'The Gull', origin: 'Associated Press' }),
        stored('b', { text: own('Pelling'), publisher: 'Bay Times', byline: 'Iben Marsk, AP' }),
        stored('c', { text: own('Sellen'), publisher: 'The Associated Press' }),
      ),
    ).toEqual([['Associated Press', ['a', 'b', 'c']]])
  })

  it('are one for one text, cut, with a line added or a tenth of its words replaced; and whose it is stays unknown where nobody says', () => {
    const edited = wire.replace('collapsed', 'came down').replace('pulled', 'got').replace('stays', 'remains')
    expect(
      shape(
        stored('a', { text: wire, publisher: 'The Gull' }),
        stored('b', {
          text: `${wire.split('\n').slice(0, 3).join('\n')}\nRead more on our site.`,
          publisher: 'Bay Times',
        }),
        stored('c', { text: edited, publisher: 'Isle Herald' }),
      ),
    ).toEqual([[null, ['a', 'b', 'c']]])
  })

  it('are one for the papers of one house, and two for two desks with texts of their own', () => {
    expect(
      shape(
        stored('a', { text: own('Pelling'), publisher: 'The Guardian' }),
        stored('b', { text: own('Sellen').replaceAll('river', 'stream'), publisher: 'The Observer' }),
        stored('c', { text: wire, publisher: 'The Gull' }),
      ),
    ).toEqual([
      ['The Guardian', ['a', 'b']],
      ['The Gull', ['c']],
    ])
  })

  it('are told in one line, and not for a single article', () => {
    const four = ['a', 'b', 'c', 'd'].map((id) =>
      stored(id, { text: wire, publisher: `Paper ${id}`, origin: 'Reuters' }),
    )
    expect(describeOrigins(findOrigins(four))).toBe('4 articles, 1 origin (Reuters)')
    expect(describeOrigins(findOrigins(four.slice(0, 1)))).toBeNull()
    const mixed = [
      stored('a', { text: wire, publisher: 'The Gull' }),
      stored('b', { text: wire, publisher: 'Bay Times' }),
    ]
    expect(
      describeOrigins(findOrigins([...mixed, stored('c', { text: own('Sellen'), publisher: 'Isle Herald' })])),
    ).toBe('3 articles, 2 origins (not said; Isle Herald)')
  })
})
