import type { VersionRef } from '../../domain/stored.ts'
import { agencyIn } from '../../evidence/caveats/credited-agency.ts'
import { nameKey } from '../../evidence/caveats/wording.ts'
import type { AnalyzedStory } from '../brief-stored.ts'
import { isSameText, type Opening, openingOf } from '../drop-copies.ts'
import { isNearDuplicate, type Wording, wordingOf } from './near-duplicate.ts'
import families from './publisher-families.json' with { type: 'json' }

/** Articles of a story that come from one desk: copies and edits of one text, one agency's reports, one house's papers. */
export type StoryOrigin = {
  /** whose it is; null where nobody says */
  name: string | null
  /** the article that stands for it, the original where it is there, else the first that was published */
  first: VersionRef
  articles: VersionRef[]
  publishers: string[]
  /** whether some of them carry one text */
  isCopied: boolean
}

const familyOf = new Map(families.flatMap((names) => names.map((name) => [nameKey(name), nameKey(names[0] ?? name)])))

/**
 * Traces articles of one story back: same text (reposts, copies, light edits), the same credited agency or first publisher, publishers of one house.
 * Four outlets with one wire text are one origin. In the order of the articles given.
 */
export function findOrigins(articles: AnalyzedStory[]): StoryOrigin[] {
  const traced = articles.map(trace)
  const groups: { members: Traced[]; isCopied: boolean }[] = []
  for (const one of traced) {
    const same = groups.filter(({ members }) => members.some((other) => isOneOrigin(one, other)))
    const isCopied = same.some((group) => group.isCopied || group.members.some((other) => isOneText(one, other)))
    const [into, ...rest] = same
    if (into === undefined) {
      groups.push({ members: [one], isCopied: false })
      continue
    }
    into.members.push(one)
    into.isCopied = isCopied
    // It shows that two of them are one.
    for (const group of rest) {
      into.members.push(...group.members)
      groups.splice(groups.indexOf(group), 1)
    }
  }
  return groups.map(originOf)
}

type Traced = {
  story: AnalyzedStory
  begins: Opening
  wording: Wording
  /** who wrote it first, as far as the article says, and who published it: each as a key and as printed */
  credit: { key: string; name: string } | null
  publisher: string | null
}

function trace(story: AnalyzedStory): Traced {
  const { publisher, text } = story.stored.value
  const name = creditOf(story.stored.value)
  return {
    story,
    begins: openingOf(story),
    wording: wordingOf(text),
    credit: name === null ? null : { key: houseOf(name), name },
    publisher: publisher === null ? null : houseOf(publisher),
  }
}

/** By what the desk of an article is known: its credited agency or first publisher, else the house of its publisher; null where it says neither. */
export function deskOf({ stored: { value } }: Pick<AnalyzedStory, 'stored'>): string | null {
  const credit = creditOf(value)
  if (credit !== null) return houseOf(credit)
  return value.publisher === null ? null : houseOf(value.publisher)
}

function creditOf({ origin, byline }: Pick<AnalyzedStory['stored']['value'], 'origin' | 'byline'>): string | null {
  return origin ?? (byline === null ? undefined : agencyIn(byline)) ?? null
}

/** The house that a publisher belongs to, as a key: "AP" and "The Associated Press" are one. */
export function houseOf(name: string): string {
  const key = nameKey(name)
  return familyOf.get(key) ?? key
}

function isOneOrigin(a: Traced, b: Traced): boolean {
  const one = a.credit?.key ?? a.publisher
  const other = b.credit?.key ?? b.publisher
  return (one !== null && one === other) || isOneText(a, b)
}

function isOneText(a: Traced, b: Traced): boolean {
  const first = ({ story: { stored } }: Traced) => stored.repostOf ?? stored.article
  return first(a) === first(b) || isSameText(a.begins, b.begins) || isNearDuplicate(a.wording, b.wording)
}

function originOf({ members, isCopied }: { members: Traced[]; isCopied: boolean }): StoryOrigin {
  const credited = members.find(({ credit }) => credit !== null)?.credit ?? null
  const houses = new Set(members.map(({ publisher }) => publisher))
  const byTime = members.toSorted((a, b) => (a.story.stored.sortedAt < b.story.stored.sortedAt ? -1 : 1))
  const own = byTime.find(({ credit, publisher }) => credit === null || credit.key === publisher) ?? byTime[0]
  // One text in several houses without a credit: any of them may have had it first.
  const isKnown = credited !== null || houses.size === 1
  const first = own?.story.stored ?? members[0]?.story.stored
  if (first === undefined) throw new Error('an origin has no article')
  const ref = ({ article, version }: VersionRef) => ({ article, version })
  return {
    name: credited?.name ?? (isKnown ? first.value.publisher : null),
    first: ref(first),
    articles: members.map(({ story }) => ref(story.stored)),
    publishers: [...new Set(members.flatMap(({ story }) => story.stored.value.publisher ?? []))],
    isCopied,
  }
}

/** `4 articles, 1 origin (Reuters)`; `3 articles, 2 origins (The Gull; not said)`. Nothing of a single article. */
export function describeOrigins(origins: { name: string | null; articles: unknown[] }[]): string | null {
  const count = origins.reduce((sum, { articles }) => sum + articles.length, 0)
  if (count < 2) return null
  const names = origins.map(({ name }) => name ?? 'not said')
  const shown = names.length > 4 ? [...names.slice(0, 4), `${names.length - 4} more`] : names
  return `${count} articles, ${origins.length} ${origins.length === 1 ? 'origin' : 'origins'} (${shown.join('; ')})`
}
