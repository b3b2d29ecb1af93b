import type { Digest } from '../domain/digest.ts'
import type { Reply } from '../domain/reply.ts'
import { countedStories } from './delivery-reply.ts'
import { makeReply } from './make-reply.ts'
import { type ShownStory, sharedNotes, storyCards } from './story-cards.ts'

/** Lays a digest out: one card a story, or the one line that says why there is none. */
export function digestReply(digest: Digest, stories: ShownStory[]): Reply {
  const since = digest.since === null ? '' : `, since ${digest.since.slice(0, 16).replace('T', ' ')} UTC`
  const count = countedStories(stories.length)
  return makeReply({
    heading: stories.length === 0 ? null : `${digest.topic}: ${count}${since}`,
    cards: storyCards(stories),
    notes: [...digest.notes, ...sharedNotes(stories)],
  })
}
