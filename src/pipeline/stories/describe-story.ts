import type { Store } from '../../domain/store.ts'
import type { StoredArticle } from '../../domain/stored.ts'
import type { VersionChange } from '../../domain/version-change.ts'
import { compareVersions } from '../../evidence/comparing/compare-versions.ts'
import { type AnalyzedStory, analyzeStored } from '../brief-stored.ts'
import { findOrigins, type StoryOrigin } from './find-origins.ts'
import { readSignature, type StorySignature } from './signature.ts'
import { storyConflicts } from './story-conflicts.ts'
import { type SharedEvidence, whyTogether } from './why-together.ts'

/** Everything that is known of a story: its articles, the oldest first; whence they come, on what they conflict, how they changed. */
export type StoryFile = {
  id: string
  articles: {
    id: string
    url: string | null
    title: string | null
    publisher: string | null
    publishedAt: string | null
    version: number
    /** what it shares with the first of them; null for that one, or where it was not grouped */
    why: SharedEvidence | null
  }[]
  origins: { name: string | null; articles: string[]; publishers: string[]; isCopied: boolean }[]
  conflicts: {
    about: string | null
    figures: { article: string; publisher: string | null; text: string; attribution: string | null }[]
  }[]
  history: { article: string; from: number; to: number; at: string; verdict: string; changes: VersionChange[] }[]
}

/** Looks up a story by its id, or by that of one of its articles; an article that was not grouped is a story of its own. Null where there is neither. */
export async function describeStory(
  store: Pick<Store, 'articles' | 'analyses' | 'stories'>,
  id: string,
): Promise<StoryFile | null> {
  const story = (await store.stories.of([id])).get(id) ?? id
  const members = (await store.stories.members([story])).get(story) ?? [id]
  const stored = (await store.articles.findMany(members)).toReversed()
  if (stored.length === 0) return null
  const analyzed = await analyzeStored(store, stored)
  const origins = findOrigins(analyzed)
  const signatures = await signaturesOf(store, members)
  const first = signatures.get(stored[0]?.article ?? '')
  return {
    id: story,
    articles: stored.map(({ article, version, value: { url, title, publisher, publishedAt } }, index) => {
      const own = index === 0 ? undefined : signatures.get(article)
      const why = first && own ? whyTogether(first, own) : null
      return { id: article, url, title, publisher, publishedAt, version, why }
    }),
    origins: origins.map(({ name, articles, publishers, isCopied }) => ({
      name,
      articles: articles.map(({ article }) => article),
      publishers,
      isCopied,
    })),
    conflicts: conflictsOf(analyzed, origins),
    history: (await Promise.all(stored.map((one) => historyOf(store, one)))).flat(),
  }
}

async function signaturesOf(
  { stories }: Pick<Store, 'stories'>,
  members: string[],
): Promise<Map<string, StorySignature>> {
  const placed = await stories.find(members)
  return new Map(
    placed.flatMap(({ article, signature }): [string, StorySignature][] => {
      const read = readSignature(signature)
      return read === null ? [] : [[article, read]]
    }),
  )
}

function conflictsOf(stories: AnalyzedStory[], origins: StoryOrigin[]): StoryFile['conflicts'] {
  const publishers = new Map(stories.map(({ stored }) => [stored.article, stored.value.publisher]))
  return storyConflicts(stories, origins).map(({ about, figures }) => ({
    about,
    figures: figures.map(({ article, quantity: { text, attribution } }) => ({
      article,
      publisher: publishers.get(article) ?? null,
      text,
      attribution,
    })),
  }))
}

async function historyOf({ articles }: Pick<Store, 'articles'>, { article, version }: StoredArticle) {
  if (version === 1) return []
  const versions = await articles.versions(article)
  return versions.slice(1).flatMap((later, index) => {
    const earlier = versions[index]
    if (earlier === undefined) return []
    const { verdict, changes } = compareVersions({ ...earlier.value, id: article }, { ...later.value, id: article })
    return [{ article, from: earlier.version, to: later.version, at: later.savedAt, verdict, changes }]
  })
}
