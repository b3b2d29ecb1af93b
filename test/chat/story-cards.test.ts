import { expect, it } from 'vitest'
import { sharedNotes, storyCards } from '../../src/chat/story-cards.ts'
import { analyzeText } from '../../src/evidence/analyze-text.ts'
import type { BriefedStory } from '../../src/pipeline/brief-stored.ts'
import { extractBrief } from '../../src/pipeline/extract-brief.ts'
import { sampleArticle } from '../storage/sample-article.ts'

const reason = "Today's tokens for the model are spent."

function storyOf(id: string, unwritten: string | null): BriefedStory {
  const article = sampleArticle({
    id,
    text: 'The council closed the bridge on Monday. It opens again in May, the mayor said.',
  })
  const analysis = analyzeText(article)
  const stored = { article: id, version: 1, value: article } as BriefedStory['stored']
  return { stored, analysis, brief: { ...extractBrief(article, analysis), unwritten } }
}

it('why no model wrote is said once for all cards, and with its card where it is of one alone', () => {
  const told = (stories: BriefedStory[]) =>
    storyCards(stories).map(({ footer }) => footer?.split('\n').includes(reason))
  const several = [storyOf('a', reason), storyOf('b', null), storyOf('c', reason)]
  expect(sharedNotes(several)).toEqual([reason])
  expect(told(several)).toEqual([false, false, false])
  const one = [storyOf('a', reason), storyOf('b', 'The model server does not answer.')]
  expect(sharedNotes(one)).toEqual([])
  expect(told(one)).toEqual([true, false])
})
