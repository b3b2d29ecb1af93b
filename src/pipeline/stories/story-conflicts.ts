import { type FigureConflict, findConflicts } from '../../evidence/comparing/find-conflicts.ts'
import type { AnalyzedStory } from '../brief-stored.ts'
import { isSameText, type Opening, openingOf } from '../drop-copies.ts'
import type { StoryOrigin } from './find-origins.ts'

/** Of a story so many texts are compared. */
const mostTexts = 8

/** On which figures the articles of a story conflict, those of one origin taken together: a desk's later report goes on from its earlier one. */
export function storyConflicts(articles: AnalyzedStory[], origins: StoryOrigin[]): FigureConflict[] {
  const texts: { story: AnalyzedStory; begins: Opening }[] = []
  // Of several copies the original is named.
  const isFirst = ({ stored }: AnalyzedStory) => origins.some(({ first }) => first.article === stored.article)
  for (const story of [...articles.filter(isFirst), ...articles.filter((one) => !isFirst(one))]) {
    const begins = openingOf(story)
    if (!texts.some((other) => isSameText(other.begins, begins))) texts.push({ story, begins })
  }
  const deskOf = (article: string) =>
    String(origins.findIndex((origin) => origin.articles.some((one) => one.article === article)))
  return findConflicts(
    texts.slice(0, mostTexts).map(({ story: { stored, analysis } }) => ({
      id: stored.article,
      desk: deskOf(stored.article),
      text: stored.value.text,
      publishedAt: stored.value.publishedAt,
      quantities: analysis.quantities,
    })),
  )
}
