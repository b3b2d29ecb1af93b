import { joinAlike, leastLikeness, type Unit } from './join-alike.ts'
import { type Comparable, comparableOf, windowDays } from './likeness.ts'
import { createLikenessIndex } from './likeness-index.ts'
import { nameGroups } from './name-groups.ts'
import { type GroupedArticle, type StorySignature, signatureOf } from './signature.ts'

/** An article that went from one story to another because of one that came. */
export interface Move {
  id: string
  from: string
  to: string
}

/** What became of an article, and of others because of it. */
export interface Placement {
  id: string
  story: string
  /** the articles that changed their story: it merged with another, or split */
  moves: Move[]
  /** the most alike article of its story, null where it is alone */
  nearest: { id: string; likeness: number } | null
}

/** A grouped article as it is kept, to go on after a restart. */
export interface KeptArticle {
  id: string
  story: string
  signature: StorySignature
}

/** Puts articles into stories, one by one, in whatever order they come. */
export interface Grouper {
  /** Puts an article into a story; an article of the same id is replaced. */
  add(article: GroupedArticle): Placement
  /** The same with a signature that is already there. */
  place(id: string, signature: StorySignature): Placement
  /** Takes up articles with the stories that they were in; nothing is compared. Oldest first. */
  restore(articles: Iterable<KeptArticle>): void
  /** Forgets an article, for instance one that was purged. */
  remove(id: string): void
  /** The story of an article that is remembered. */
  storyOf(id: string): string | undefined
  /** The remembered articles of a story, oldest first. */
  articlesOf(story: string): string[]
  /** how many articles are remembered */
  readonly size: number
}

interface Entry {
  id: string
  number: number
  seenDay: number | null
  comparable: Comparable
  story: string
}

/** A larger story is no longer taken apart, and stands in comparisons as a whole, by its newest articles. */
const mostTakenApart = 32
const mostStanding = 12

/** So many articles are compared with each other at once, of so many stories; of the stories beyond, each stands as a whole. */
const mostCompared = 80
const mostStories = 10

/**
 * Makes a grouper without any article. `keepDays` is how long an article is remembered after it was seen: what comes later can no
 * longer join it. Every step looks only at stories with an article like the one that comes.
 */
export function createGrouper({ keepDays = windowDays }: { keepDays?: number } = {}): Grouper {
  const entries = new Map<string, Entry>()
  const stories = new Map<string, Set<Entry>>()
  const seenOn = new Map<number, Set<Entry>>()
  const index = createLikenessIndex<Entry>()
  let count = 0
  let newestDay = Number.NEGATIVE_INFINITY

  return {
    add: (article) => place(article.id, signatureOf(article)),
    place,
    restore(articles) {
      for (const { id, story, signature } of articles) {
        drop(entries.get(id))
        enter(entryOf(id, signature), story)
      }
    },
    remove: (id) => drop(entries.get(id)),
    storyOf: (id) => entries.get(id)?.story,
    articlesOf: (story) => inOrder(stories.get(story) ?? []).map(({ id }) => id),
    get size() {
      return entries.size
    },
  }

  function place(id: string, signature: StorySignature): Placement {
    drop(entries.get(id))
    forgetBefore(signature.seenDay)
    const entry = entryOf(id, signature)
    const alike = index.alike(entry.comparable, leastLikeness)
    const affected = [...new Set(alike.map((one) => one.entry.story))].slice(0, mostStories)
    const { units, owners } = unitsOf(entry, affected)
    const groups = joinAlike(units).map((group) => inOrder(group.flatMap((unit) => owners[unit] ?? [])))
    const named = [...nameGroups(groups, (story) => stories.has(story))]
    const own = named.find(([, members]) => members.includes(entry))?.[0] ?? id
    const moves = named.flatMap(([story, members]) =>
      members.flatMap((one): Move[] =>
        one === entry || one.story === story ? [] : [{ id: one.id, from: one.story, to: story }],
      ),
    )
    for (const { id: moved, to } of moves) moveTo(entries.get(moved), to)
    enter(entry, own)
    const nearest = alike.find((one) => one.entry.story === own)
    return { id, story: own, moves, nearest: nearest ? { id: nearest.entry.id, likeness: nearest.likeness } : null }
  }

  /** The new article and the stories around it, in an order that depends on ids alone. */
  function unitsOf(entry: Entry, affected: string[]): { units: Unit[]; owners: Entry[][] } {
    const owners: Entry[][] = [[entry]]
    for (const story of affected) {
      const members = inOrder(stories.get(story) ?? [])
      const isApart = members.length <= mostTakenApart && owners.length + members.length <= mostCompared
      if (isApart) owners.push(...members.map((one) => [one]))
      else owners.push(members)
    }
    owners.sort(([a], [b]) => ((a?.id ?? '') < (b?.id ?? '') ? -1 : 1))
    return { units: owners.map((some) => some.slice(-mostStanding).map(({ comparable }) => comparable)), owners }
  }

  function entryOf(id: string, signature: StorySignature): Entry {
    return { id, number: count++, seenDay: signature.seenDay, comparable: comparableOf(signature), story: '' }
  }

  function enter(entry: Entry, story: string): void {
    entries.set(entry.id, entry)
    index.add(entry)
    moveTo(entry, story)
    if (entry.seenDay !== null) setAt(seenOn, Math.floor(entry.seenDay)).add(entry)
  }

  function moveTo(entry: Entry | undefined, story: string): void {
    if (!entry) return
    leave(entry)
    entry.story = story
    setAt(stories, story).add(entry)
  }

  function leave(entry: Entry): void {
    const left = stories.get(entry.story)
    left?.delete(entry)
    if (left?.size === 0) stories.delete(entry.story)
  }

  function drop(entry: Entry | undefined): void {
    if (!entry) return
    leave(entry)
    entries.delete(entry.id)
    index.remove(entry)
    if (entry.seenDay !== null) seenOn.get(Math.floor(entry.seenDay))?.delete(entry)
  }

  function forgetBefore(seenDay: number | null): void {
    if (seenDay === null || Math.floor(seenDay) <= newestDay) return
    newestDay = Math.floor(seenDay)
    for (const [day, some] of seenOn) {
      if (day >= newestDay - keepDays) continue
      for (const entry of some) drop(entry)
      seenOn.delete(day)
    }
  }
}

function setAt<Key>(sets: Map<Key, Set<Entry>>, key: Key): Set<Entry> {
  const found = sets.get(key) ?? new Set()
  sets.set(key, found)
  return found
}

/** By publication, else as they came. */
function inOrder(entries: Iterable<Entry>): Entry[] {
  const dayOf = ({ comparable, seenDay }: Entry) => comparable.publishedDay ?? seenDay ?? 0
  return [...entries].sort((a, b) => dayOf(a) - dayOf(b) || a.number - b.number)
}
