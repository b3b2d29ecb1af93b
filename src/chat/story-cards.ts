import type { Brief } from '../domain/brief.ts'
import type { ReplyCard } from '../domain/reply.ts'
import { withoutSchemes } from '../domain/shown-address.ts'
import type { BriefedStory } from '../pipeline/brief-stored.ts'
import type { StoryBrief } from '../pipeline/stories/brief-story.ts'
import { briefCard, type EvidenceText, evidenceSection } from './brief-reply.ts'

/** A story to be laid out: of one article, or of several. */
export type ShownStory = BriefedStory & Partial<Pick<StoryBrief, 'others'>>

/** The articles that stories show, by id: those that lead, in their order, then the others whose words stand there too. */
export function shownArticles(stories: ShownStory[]): string[] {
  const others = stories.flatMap(({ others: some = [] }) => some.map(({ stored }) => stored.article))
  return [...new Set([...stories.map(({ stored }) => stored.article), ...others])]
}

/** The card of each story. */
export function storyCards(stories: ShownStory[]): ReplyCard[] {
  const shared = sharedReason(stories)
  return stories.map(({ brief, stored, analysis, others = [] }) => {
    const told = brief.unwritten === shared ? { ...brief, unwritten: null } : brief
    return briefCard(told, numberedOf({ stored, analysis }), others.map(numberedOf))
  })
}

/** What several cards would each say of why no model wrote them, as one note below them all. */
export function sharedNotes(stories: ShownStory[]): string[] {
  const shared = sharedReason(stories)
  return shared === null ? [] : [shared]
}

function sharedReason(stories: ShownStory[]): string | null {
  const reasons = stories.flatMap(({ brief }) => brief.unwritten ?? [])
  return reasons.find((reason, at) => reasons.indexOf(reason) !== at) ?? null
}

/** The article's own words behind the lines of a brief: what "who said that?" asks about. */
export function articleWords({ lines, writtenBy }: Brief): string[] {
  if (writtenBy.kind === 'extracted') return lines.map(({ text }) => text)
  return [...new Set(lines.flatMap(({ evidence }) => evidence.map(({ text }) => text.replace(/\s+/g, ' '))))]
}

/** The sentences that each story rests on, as they stand now; null where each is one article in its own words, and they can be looked up. */
export function storyEvidence(stories: ShownStory[]): ReplyCard[] | null {
  if (stories.every(({ brief, others = [] }) => others.length === 0 && brief.writtenBy.kind === 'extracted'))
    return null
  return stories.map((story) => evidenceCard(story))
}

/** The evidence of one story. */
export function evidenceCard({ brief, stored, analysis, others = [] }: ShownStory): ReplyCard {
  const [lead, rest] = [textOf({ stored, analysis }), others.map(textOf)]
  return {
    title: withoutSchemes(brief.title),
    url: brief.articles[0]?.url ?? null,
    about: [],
    sections: [evidenceSection(brief, [lead, ...rest])],
    footer: null,
  }
}

function numberedOf({ stored, analysis }: Pick<BriefedStory, 'stored' | 'analysis'>) {
  return { id: stored.article, sentences: analysis.sentences, language: analysis.language }
}

function textOf(story: Pick<BriefedStory, 'stored' | 'analysis'>): EvidenceText {
  return { numbered: numberedOf(story), text: story.stored.value.text, publisher: story.stored.value.publisher }
}
