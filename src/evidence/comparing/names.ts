import type { FactWord } from './read-version.ts'

/** A name as it stands in a sentence, from one word up to another. */
export type NameRun = { at: number; end: number; text: string }

/** The names of a sentence: words in a row that are tagged as names. */
export function nameRuns(words: FactWord[]): NameRun[] {
  const runs: NameRun[] = []
  for (const [at, { kind, text }] of words.entries()) {
    if (kind !== 'name' || !/^\p{Lu}/u.test(text)) continue
    const last = runs.at(-1)
    if (last && last.end === at) {
      last.end = at + 1
      last.text = `${last.text} ${text}`
    } else runs.push({ at, end: at + 1, text })
  }
  return runs
}

/** Whether two printed names may name one: a part of the other, its initials, or the same but for marks and accents. */
export function isSameName(one: string, other: string): boolean {
  const [first, second] = [partsOf(one), partsOf(other)]
  if (first.length === 0 || second.length === 0) return true
  const [shorter, longer] = first.length <= second.length ? [first, second] : [second, first]
  if (shorter.every((part) => longer.includes(part))) return true
  const initials = (parts: string[]) => parts.map((part) => part[0]).join('')
  const small = (parts: string[]) => parts.join('')
  return (
    initials(longer) === small(shorter) || initials(longer).startsWith(small(shorter)) || small(first) === small(second)
  )
}

const small = new Set(['of', 'the', 'and', 'for', 'de', 'la', 'mr', 'mrs', 'ms', 'dr'])

function partsOf(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/[\p{M}.’']/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '' && !small.has(part))
}
