import type { Analysis } from '../domain/analysis.ts'
import { AppError } from '../domain/app-error.ts'
import type { Brief } from '../domain/brief.ts'
import type { BriefKey, Store } from '../domain/store.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { analyzeText } from '../evidence/analyze-text.ts'
import { extractBrief } from './extract-brief.ts'
import { analyzerName } from './prepare-articles.ts'

/** A stored article with its analysis. */
export interface AnalyzedStory {
  stored: StoredArticle
  analysis: Analysis
}

/** A stored article with its brief and the analysis that the brief's marks refer to. */
export interface BriefedStory extends AnalyzedStory {
  brief: Brief
}

/** Stored articles in the order given, each with its analysis: the stored one where the rules have not changed since. */
export async function analyzeStored(
  store: Pick<Store, 'analyses'>,
  articles: StoredArticle[],
): Promise<AnalyzedStory[]> {
  const analyses = await store.analyses.findMany(articles, analyzerName)
  return articles.map((stored) => {
    const analysis = analyses.get(stored.article) ?? analyzeText({ ...stored.value, id: stored.article })
    return { stored, analysis }
  })
}

/** The brief of each story: one that was made before is the one that is shown again. */
export async function briefAnalyzed<Story extends AnalyzedStory>(
  store: Pick<Store, 'briefs'>,
  stories: Story[],
): Promise<(Story & BriefedStory)[]> {
  const briefed: (Story & BriefedStory)[] = []
  for (const story of stories) {
    const { stored, analysis } = story
    // No model wrote it, so the rules' own name stands where a prompt's hash would: new rules, new brief.
    const key = { article: stored.article, version: stored.version, promptHash: analyzerName, model: null }
    const known = await store.briefs.findByKey(key)
    const made = () => ({ ...extractBrief({ ...stored.value, id: stored.article }, analysis), id: briefId(key) })
    briefed.push({ ...story, brief: known ?? (await saveBrief(store, key, made())) })
  }
  return briefed
}

/** A store that is full keeps nothing, and the brief is shown all the same. */
async function saveBrief(store: Pick<Store, 'briefs'>, key: BriefKey, brief: Brief): Promise<Brief> {
  try {
    return await store.briefs.save(key, brief)
  } catch (error) {
    if (error instanceof AppError && (error.code === 'store-full' || error.code === 'store-read-only')) return brief
    throw error
  }
}

/** Both: the brief of each stored article, in the order given. */
export async function briefStored(
  store: Pick<Store, 'analyses' | 'briefs'>,
  articles: StoredArticle[],
): Promise<BriefedStory[]> {
  return briefAnalyzed(store, await analyzeStored(store, articles))
}

// One brief for each version of an article and of the rules.
function briefId({ article, version, promptHash }: BriefKey): string {
  return `${article}-${version}-${promptHash}`
}
