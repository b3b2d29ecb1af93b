import { familyOf } from '../terms/term-family.ts'
import data from './word-relations.json' with { type: 'json' }

let groups: Map<string, string[]> | undefined
const synonyms = new Map<string, ReadonlySet<string>>()
let antonyms: Map<string, Set<string>> | undefined
let kinds: { byWord: Map<string, number[]>; wider: Int32Array } | undefined

/**
 * Words that share a common sense with a stem, itself not among them: `synonymsOf('ask')` holds "request".
 * From WordNet; built at the first use, so that loading costs nothing.
 */
export function synonymsOf(stem: string): ReadonlySet<string> {
  const seen = synonyms.get(stem)
  if (seen) return seen
  groups ??= readSynonyms()
  const found = new Set((groups.get(stem) ?? []).flatMap((group) => group.split(' ')))
  found.delete(stem)
  if (synonyms.size > 20_000) synonyms.clear()
  synonyms.set(stem, found)
  return found
}

/** True for two stems that are opposites, with or without a negating prefix: open, close; likely, unlikely. */
export function areOpposites(one: string, other: string): boolean {
  antonyms ??= readAntonyms()
  return (antonyms.get(one)?.has(other) ?? false) || isPrefixed(one, other) || isPrefixed(other, one)
}

/**
 * How two nouns stand to one another: `wider` where one names a kind of the other ("boat", "vessel"), `sibling` where both are kinds
 * of one near thing ("chicken", "turkey"), else `none`.
 */
export function kinshipOf(one: string, other: string): 'wider' | 'sibling' | 'none' {
  kinds ??= readKinds()
  const ones = kinds.byWord.get(one)
  const others = kinds.byWord.get(other)
  if (!ones || !others) return 'none'
  let isSibling = false
  for (const first of ones) {
    const up = pathUp(first)
    for (const second of others) {
      const back = pathUp(second)
      if (up.slice(1, 4).includes(second) || back.slice(1, 4).includes(first)) return 'wider'
      if (up.length > 4 && back.length > 4 && up.slice(1, 3).some((key) => back.slice(1, 3).includes(key)))
        isSibling = true
    }
  }
  return isSibling ? 'sibling' : 'none'
}

function pathUp(from: number): number[] {
  const path: number[] = []
  for (let at = from; at >= 0 && path.length < 20; at = kinds!.wider[at]!) path.push(at)
  return path
}

function isPrefixed(one: string, other: string): boolean {
  if (one.length < 4) return false
  return (
    other.length > one.length &&
    other.endsWith(one) &&
    /^(?:un|in|im|ir|il|dis|non)$/.test(other.slice(0, -one.length)) &&
    isRealOpposite(one, other)
  )
}

// "invaluable" and "valuable", "unloose" and "loose" are no opposites.
function isRealOpposite(one: string, other: string): boolean {
  return (
    !/^(?:in(?:valuable|flammable|habit|form|come|side|tent|deed|crease|vest|sure|ward)|im(?:port|press|pose|part|age|prove|plant|migrant|migration|migrate)|dis(?:cover|tress|course|grace|play|pose|appoint|miss|cuss|tribute|trict|ease))/.test(
      other,
    ) && one !== 'der'
  )
}

function readSynonyms(): Map<string, string[]> {
  const read = new Map<string, string[]>()
  for (const list of Object.values(data.synonyms)) {
    for (const group of list.split('|')) {
      for (const word of group.split(' ')) {
        const known = read.get(word)
        if (known) known.push(group)
        else read.set(word, [group])
      }
    }
  }
  return read
}

function readAntonyms(): Map<string, Set<string>> {
  const read = new Map<string, Set<string>>()
  const add = (one: string, other: string) => {
    const known = read.get(one) ?? new Set<string>()
    known.add(other)
    read.set(one, known)
  }
  for (const pair of data.antonyms.split('|')) {
    const [one = '', other = ''] = pair.split(' ')
    // Men and women, sons and daughters stand side by side in a text; as a swap they are opposites all the same.
    add(one, other)
    add(other, one)
  }
  return read
}

function readKinds(): { byWord: Map<string, number[]>; wider: Int32Array } {
  const entries = data.kinds.split('|')
  const byWord = new Map<string, number[]>()
  const wider = new Int32Array(entries.length).fill(-1)
  entries.forEach((entry, index) => {
    const cut = entry.lastIndexOf(':')
    const up = entry.slice(cut + 1)
    if (up !== '') wider[index] = Number(up)
    for (const word of entry.slice(0, cut).split(',')) {
      if (word === '') continue
      const known = byWord.get(word)
      if (known) known.push(index)
      else byWord.set(word, [index])
    }
  })
  return { byWord, wider }
}

/** True for two stems of one word family: "immigration", "immigrant". */
export function areFamily(one: string, other: string): boolean {
  return one.length > 4 && other.length > 4 && familyOf(one) === familyOf(other)
}
