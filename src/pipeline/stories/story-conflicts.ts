import type { StoredArticle } from '../../domain/stored.ts'
import { agree } from '../../evidence/comparing/agree.ts'
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
  const found = findConflicts(
    texts.slice(0, mostTexts).map(({ story: { stored, analysis } }) => ({
      id: stored.article,
      desk: deskOf(stored.article),
      text: stored.value.text,
      publishedAt: stored.value.publishedAt,
      quantities: analysis.quantities,
    })),
  )
  const byId = new Map(articles.map((one) => [one.stored.article, one.stored]))
  const newest = found.map(({ about, figures }) => ({
    about,
    // What a desk said before it knew better is no other figure.
    figures: figures.filter(
      ({ article }) =>
        !figures.some(
          (other) =>
            deskOf(other.article) === deskOf(article) && saidAt(byId.get(other.article)) > saidAt(byId.get(article)),
        ),
    ),
  }))
  return newest.filter(
    ({ figures: [first, ...others] }) =>
      first !== undefined && others.some(({ quantity }) => !agree(first.quantity, quantity)),
  )
}

/** A changed article says what it says since it changed. */
function saidAt(stored: StoredArticle | undefined): string {
  if (stored === undefined) return ''
  return stored.version > 1 && stored.savedAt > stored.sortedAt ? stored.savedAt : stored.sortedAt
}
