import type { Analysis } from '../../src/domain/analysis.ts'
import type { Brief } from '../../src/domain/brief.ts'
import type { Clock } from '../../src/domain/ports.ts'
import type { AnalysisStore, BriefKey, BriefStore, Store, ThreadStore, UsageStore } from '../../src/domain/store.ts'
import type { StoredThread, ThreadRef, Usage } from '../../src/domain/stored.ts'
import type { Subscription } from '../../src/domain/subscription.ts'
import { createMemoryArticles } from './memory-articles.ts'
import { createMemoryChat } from './memory-chat.ts'
import { createMemoryDeliveries, createMemoryMutes } from './memory-deliveries.ts'
import { createMemoryFeeds } from './memory-feeds.ts'

/** Every store in memory, for tests of what stands on them. It passes the same contract as the databases do. */
export function createMemoryStore(now: Clock): Store {
  const analyses = createAnalyses()
  const { articles, search } = createMemoryArticles(now, analyses)
  const subscriptions = new Map<string, Subscription>()
  return {
    articles,
    analyses,
    briefs: createBriefs(),
    threads: createThreads(now),
    usage: createUsage(now),
    feeds: createMemoryFeeds(now),
    ...createMemoryChat(subscriptions),
    deliveries: createMemoryDeliveries(now, subscriptions),
    mutes: createMemoryMutes(),
    search,
    holdAlone: async () => true,
    isShared: false,
    close: async () => {},
  }
}

function createAnalyses(): AnalysisStore {
  const kept = new Map<string, Analysis>()
  const keyOf = (article: string, version: number, analyzer: string) => JSON.stringify([article, version, analyzer])
  return {
    async save({ article, version }, analyzer, analysis) {
      const key = keyOf(article, version, analyzer)
      if (!kept.has(key)) kept.set(key, structuredClone(analysis))
    },
    async findMany(refs, analyzer) {
      const found = new Map<string, Analysis>()
      for (const { article, version } of refs) {
        const analysis = kept.get(keyOf(article, version, analyzer))
        if (analysis !== undefined) found.set(article, structuredClone(analysis))
      }
      return found
    },
  }
}

function createBriefs(): BriefStore {
  const kept = new Map<string, Brief>()
  const keyOf = ({ article, version, promptHash, model }: BriefKey) =>
    JSON.stringify([article, version, promptHash, model])
  return {
    async save(key, brief) {
      if (!kept.has(keyOf(key))) kept.set(keyOf(key), structuredClone(brief))
      return structuredClone(kept.get(keyOf(key)) ?? brief)
    },
    findByKey: async (key) => structuredClone(kept.get(keyOf(key))),
    find: async (id) => structuredClone([...kept.values()].findLast((brief) => brief.id === id)),
  }
}

function createThreads(now: Clock): ThreadStore {
  const kept = new Map<string, StoredThread>()
  const keyOf = ({ platform, space, channel, message }: ThreadRef) =>
    JSON.stringify([platform, space, channel, message])
  const open = (ref: ThreadRef) => {
    const thread = kept.get(keyOf(ref)) ?? { ref, articles: [], startedAt: now().toISOString(), turns: [] }
    kept.set(keyOf(ref), thread)
    return thread
  }
  return {
    async start(ref, articles) {
      open(ref).articles = [...articles]
    },
    find: async (ref) => structuredClone(kept.get(keyOf(ref))),
    async addTurns(ref, turns) {
      if (turns.length === 0) return
      open(ref).turns.push(...turns.map((turn) => ({ ...structuredClone(turn), at: now().toISOString() })))
    },
  }
}

function createUsage(now: Clock): UsageStore {
  const kept = new Map<string, Usage>()
  return {
    async add({ purpose, model, inputTokens, outputTokens }) {
      const day = now().toISOString().slice(0, 10)
      const key = JSON.stringify([day, purpose, model])
      const usage = kept.get(key) ?? { day, purpose, model, calls: 0, inputTokens: 0, outputTokens: 0 }
      usage.calls += 1
      usage.inputTokens += inputTokens
      usage.outputTokens += outputTokens
      kept.set(key, usage)
    },
    async list(since) {
      const order = (usage: Usage) => [usage.day, usage.purpose, usage.model].join('\0')
      const rows = [...kept.values()].filter((usage) => usage.day >= since.slice(0, 10))
      return structuredClone(rows.sort((a, b) => (order(a) < order(b) ? -1 : 1)))
    },
  }
}
