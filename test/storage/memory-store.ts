import type { Analysis } from '../../src/domain/analysis.ts'
import { AppError } from '../../src/domain/app-error.ts'
import type { Brief } from '../../src/domain/brief.ts'
import type { Clock } from '../../src/domain/ports.ts'
import type { AnalysisStore, BriefKey, BriefStore, Store, ThreadStore, UsageStore } from '../../src/domain/store.ts'
import type { StoredThread, ThreadRef, Usage } from '../../src/domain/stored.ts'
import { createMemoryApprovals, createMemoryEdits } from './memory-approval.ts'
import { createMemoryArticles } from './memory-articles.ts'
import { createMemoryChat } from './memory-chat.ts'
import { createMemoryDeliveries, createMemoryMutes } from './memory-deliveries.ts'
import { createMemoryFeeds } from './memory-feeds.ts'
import { createMemoryRetention, type KeptAll } from './memory-retention.ts'
import { createMemoryStories } from './memory-stories.ts'

/** Every store in memory, for tests of what stands on them. It passes the same contract as the databases do. */
export function createMemoryStore(now: Clock): Store {
  const kept: KeptAll = {
    analyses: new Map(),
    threads: new Map(),
    subscriptions: new Map(),
    replies: new Map(),
    reports: [],
    changes: [],
    ledger: [],
    leftShown: [],
    mutes: new Map(),
    approvals: new Map(),
    edits: new Map(),
  }
  const analyses = createAnalyses(kept.analyses)
  const { briefs, forget } = createBriefs(now)
  const { articles, search, purge, all } = createMemoryArticles(now, analyses, forget)
  return {
    articles,
    analyses,
    briefs,
    threads: createThreads(now, kept.threads),
    usage: createUsage(now),
    feeds: createMemoryFeeds(now),
    ...createMemoryChat(kept),
    deliveries: createMemoryDeliveries(now, kept.subscriptions, kept),
    mutes: createMemoryMutes(kept.mutes),
    approvals: createMemoryApprovals(kept.approvals),
    edits: createMemoryEdits(kept.edits, kept.ledger),
    search,
    stories: createMemoryStories(all),
    retention: createMemoryRetention(kept, purge),
    backUp: async () => {
      throw new AppError('usage', 'there is no file to back up')
    },
    serverClock: async () => null,
    holdAlone: async () => true,
    isShared: false,
    close: async () => {},
  }
}

function createAnalyses(kept: Map<string, Analysis>): AnalysisStore {
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

/** `forget` takes the id of an article that came back. */
function createBriefs(now: Clock): { briefs: BriefStore; forget: (article: string) => void } {
  const kept = new Map<string, Brief>()
  const claims = new Map<string, string>()
  const keyOf = ({ article, version, promptHash, model }: BriefKey) =>
    JSON.stringify([article, version, promptHash, model])
  const briefs: BriefStore = {
    async save(key, brief) {
      if (!kept.has(keyOf(key))) kept.set(keyOf(key), structuredClone(brief))
      claims.delete(keyOf(key))
      return structuredClone(kept.get(keyOf(key)) ?? brief)
    },
    findByKey: async (key) => structuredClone(kept.get(keyOf(key))),
    async claim(key, until) {
      const held = claims.get(keyOf(key))
      if (kept.has(keyOf(key)) || (held !== undefined && held > now().toISOString())) return false
      claims.set(keyOf(key), until)
      return true
    },
    release: async (key) => (key === undefined ? claims.clear() : void claims.delete(keyOf(key))),
    find: async (id) => structuredClone([...kept.values()].findLast((brief) => brief.id === id)),
  }
  const forget = (article: string) => {
    for (const key of kept.keys()) if (JSON.parse(key)[0] === article) kept.delete(key)
  }
  return { briefs, forget }
}

function createThreads(now: Clock, kept: Map<string, StoredThread>): ThreadStore {
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
    async startedSince(instant) {
      const some = [...kept.values()].filter(({ startedAt }) => Date.parse(startedAt) >= Date.parse(instant))
      const orderOf = ({ startedAt, ref }: StoredThread) => [startedAt, keyOf(ref)].join()
      return structuredClone(
        some
          .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
          .map(({ ref, articles, startedAt }) => ({ ref, articles, startedAt })),
      )
    },
    async remove(ref) {
      kept.delete(keyOf(ref))
    },
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
