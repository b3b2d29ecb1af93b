import type { VersionRef } from '../domain/stored.ts'
import type { AnalyzedStory, BriefedStory } from './brief-stored.ts'

/** What stands for every copy of a text: those copies, who else carries it, and how many publishers do, its own included. */
export type Copies = { copies: VersionRef[]; elsewhere: string[]; publishers: number }

/** A story that stands for every copy of its text. */
export type SingleStory = BriefedStory & Copies

/** A copy may be cut at its end, and begins as the others do. */
const opening = 5

/** Two articles that share more of their opening's words than this carry the same text. */
const sameText = 0.7

/** By what a story's text is known again: the words and the numbers of its first sentences. */
export type Opening = { words: ReadonlySet<string>; numbers: ReadonlySet<string> }

/** The opening of a stored article. */
export function openingOf({ stored, analysis }: AnalyzedStory): Opening {
  const end = analysis.sentences.slice(0, opening).at(-1)?.end ?? 0
  const tokens =
    stored.value.text
      .slice(0, end)
      .toLowerCase()
      .match(/\p{L}{3,}|\d[\d.,]*/gu) ?? []
  const [numbers, words] = [tokens.filter((token) => /^\d/.test(token)), tokens.filter((token) => !/^\d/.test(token))]
  return { words: new Set(words), numbers: new Set(numbers.map((number) => number.replace(/[.,]+$/, ''))) }
}

/** Whether two openings are of one text. Reports that come every day in the same words differ in their numbers. */
export function isSameText(a: Opening, b: Opening): boolean {
  const shared = a.words.intersection(b.words).size
  if (shared / Math.max(1, a.words.size + b.words.size - shared) <= sameText) return false
  return a.numbers.isSubsetOf(b.numbers) || b.numbers.isSubsetOf(a.numbers)
}

/**
 * Leaves the first of several copies, in the order given. Reposts are known from the whole texts; how they begin also tells of copies
 * that are cut down.
 */
export function dropCopies<Story extends AnalyzedStory>(stories: Story[]): (Story & Copies)[] {
  const kept: { story: Story; first: string; begins: Opening; others: Story[] }[] = []
  for (const story of stories) {
    const begins = openingOf(story)
    const first = story.stored.repostOf ?? story.stored.article
    const same = kept.find((other) => other.first === first || isSameText(begins, other.begins))
    if (!same) kept.push({ story, first, begins, others: [] })
    else if (same.story.stored.value.origin !== null && story.stored.value.origin === null) {
      // Who wrote it is shown, whoever ranked first.
      same.others.push(same.story)
      same.story = story
    } else same.others.push(story)
  }
  return kept.map(({ story, others }) => {
    const copies = others.map(({ stored: { article, version } }) => ({ article, version }))
    // A publisher's other address for its own story tells a reader nothing.
    const elsewhere = [...new Set(others.map(publisherOf))].filter((name) => name !== story.stored.value.publisher)
    return { ...story, copies, elsewhere, publishers: elsewhere.length + 1 }
  })
}

/** A brief that says who else carries its text. */
export function withElsewhere<Story extends SingleStory>(story: Story): Story {
  if (story.elsewhere.length === 0) return story
  const note = `The same text also stands in: ${story.elsewhere.join(', ')}.`
  return { ...story, brief: { ...story.brief, notes: [...story.brief.notes, note] } }
}

function publisherOf({ stored }: AnalyzedStory): string {
  return stored.value.publisher ?? 'another publisher'
}
