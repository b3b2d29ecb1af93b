import type { Answer } from '../domain/answer.ts'
import type { Store } from '../domain/store.ts'
import { describeStory, type StoryFile } from '../pipeline/stories/describe-story.ts'
import { describeOrigins } from '../pipeline/stories/find-origins.ts'

/** An answer rests on one story, seldom on two. */
const mostStories = 2

/** What a reader of an answer should know of the stories that it rests on: from how many origins they come, and where its figures are not the only ones. */
export async function storyNotes(
  store: Pick<Store, 'articles' | 'analyses' | 'stories'>,
  { lines }: Answer,
): Promise<string[]> {
  const articles = [...new Set(lines.flatMap(({ evidence }) => evidence.map(({ article }) => article)))]
  const stories = new Set((await store.stories.of(articles)).values())
  const notes: string[] = []
  for (const story of [...stories].slice(0, mostStories)) {
    const file = await describeStory(store, story)
    if (file === null || file.articles.length < 2) continue
    const origins = describeOrigins(file.origins)
    if (origins !== null) notes.push(`This story: ${origins}.`)
    notes.push(...conflictNotes(file, lines.map(({ text }) => text).join('\n')))
  }
  return notes
}

function conflictNotes({ conflicts }: StoryFile, said: string): string[] {
  return conflicts
    .filter(({ figures }) => figures.some(({ text }) => said.includes(text)))
    .map(({ about, figures }) => {
      const given = figures.map(({ text, publisher }) => `“${text}” (${publisher ?? 'publisher not given'})`)
      return `The outlets give different figures${about === null ? '' : ` for ${about}`}: ${given.join(', ')}.`
    })
}
