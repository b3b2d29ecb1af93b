import type { PlacedArticle, StoryStore } from '../../src/domain/story-store.ts'
import { firstKeyOf } from '../../src/storage/sort-key.ts'

/** An article as stories see it: its version, and its place in time. */
type Placeable = { id: string; version: number; key: number }

/** Stories in memory over the articles given, oldest first. */
export function createMemoryStories(articles: () => Placeable[]): StoryStore {
  const kept = new Map<string, PlacedArticle & { number: number }>()
  let clock = 0
  const there = () => {
    const known = new Map(articles().map((one) => [one.id, one]))
    for (const id of kept.keys()) if (!known.has(id)) kept.delete(id)
    return known
  }
  return {
    async unplaced(since, limit) {
      const from = firstKeyOf(since)
      const open = [...there().values()].filter(
        ({ id, version, key }) => key >= from && kept.get(id)?.version !== version,
      )
      return open
        .sort((a, b) => a.key - b.key)
        .slice(0, limit)
        .map(({ id }) => id)
    },
    async place(seen, placed) {
      if (seen !== clock) return false
      const known = there()
      for (const [index, one] of placed.entries())
        if (known.has(one.article)) kept.set(one.article, { ...one, number: seen + index + 1 })
      clock = seen + placed.length
      return true
    },
    async placedAfter(seen, since, limit) {
      const known = there()
      const later = [...kept.values()]
        .filter(({ article, number }) => number > seen && (known.get(article)?.key ?? 0) >= firstKeyOf(since))
        .sort((a, b) => a.number - b.number)
        .slice(0, limit)
      const number = later.length < limit ? clock : (later.at(-1)?.number ?? seen)
      return { number, placed: later.map(({ number: _, ...one }) => one) }
    },
    async find(ids) {
      there()
      return [...new Set(ids)].flatMap((id) => {
        const one = kept.get(id)
        return one === undefined
          ? []
          : [{ article: id, version: one.version, story: one.story, signature: one.signature }]
      })
    },
    async of(ids) {
      there()
      return new Map(ids.flatMap((id): [string, string][] => (kept.has(id) ? [[id, kept.get(id)?.story ?? '']] : [])))
    },
    async members(stories) {
      const known = there()
      const newest = [...kept.values()].sort(
        (a, b) => (known.get(b.article)?.key ?? 0) - (known.get(a.article)?.key ?? 0),
      )
      const wanted = newest.filter(({ story }) => stories.includes(story))
      return new Map(
        [...Map.groupBy(wanted, ({ story }) => story)].map(([story, some]) => [
          story,
          some.map(({ article }) => article),
        ]),
      )
    },
  }
}
