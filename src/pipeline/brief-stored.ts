import type { Analysis } from '../domain/analysis.ts'
import type { Brief } from '../domain/brief.ts'
import type { BriefKey, Store } from '../domain/store.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { analyzeText } from '../evidence/analyze-text.ts'
import { extractBrief } from './extract-brief.ts'
import { analyzerName } from './prepare-articles.ts'

/** A stored article with its brief and the analysis that the brief's marks refer to. */
export interface BriefedStory {
  stored: StoredArticle
  analysis: Analysis
  brief: Brief
}

/**
 * The brief of each stored article, in the order given: the stored analysis is used where the rules have not changed
 * since, and a brief that was made before is the brief that is shown again.
 */
export async function briefStored(
  store: Pick<Store, 'analyses' | 'briefs'>,
  articles: StoredArticle[],
): Promise<BriefedStory[]> {
  const analyses = await store.analyses.findMany(articles, analyzerName)
  const stories: BriefedStory[] = []
  for (const stored of articles) {
    const analysis = analyses.get(stored.article) ?? analyzeText({ ...stored.value, id: stored.article })
    // No model wrote it, so the rules' own name stands where a prompt's hash would: new rules, new brief.
    const key = { article: stored.article, version: stored.version, promptHash: analyzerName, model: null }
    const known = await store.briefs.findByKey(key)
    const made = () => ({ ...extractBrief({ ...stored.value, id: stored.article }, analysis), id: briefId(key) })
    const brief = known ?? (await store.briefs.save(key, made()))
    stories.push({ stored, analysis, brief })
  }
  return stories
}

// One brief for each version of an article and of the rules.
function briefId({ article, version, promptHash }: BriefKey): string {
  return `${article}-${version}-${promptHash}`
}
