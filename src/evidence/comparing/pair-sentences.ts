import type { FactSentence } from './read-version.ts'

/** A sentence and the one that it became; one of them is missing where it came or went. */
export type SentencePair = { before: FactSentence | null; after: FactSentence | null }

/** Sentences that share less are two. */
const leastAlike = 0.5
/** A text that is rewritten from end to end is another text: of so many sentences the one is looked for that each became. */
const mostUnpaired = 300

/**
 * Pairs the sentences of two versions: first those of the same words, wherever they stand, then, the likest first, those that share at least half of
 * theirs. In the order of the later version; what went comes last.
 */
export function pairSentences(before: FactSentence[], after: FactSentence[]): SentencePair[] {
  const left = new Set(before)
  const partners = new Map<FactSentence, FactSentence>()
  const byWords = Map.groupBy(before, keyOf)
  for (const sentence of after) {
    const same = byWords.get(keyOf(sentence))?.find((one) => left.has(one))
    if (same) pair(same, sentence)
  }
  const unpaired = after.filter((sentence) => !partners.has(sentence)).slice(0, mostUnpaired)
  const candidates = unpaired
    .flatMap((sentence) =>
      [...left].slice(0, mostUnpaired).map((other) => ({ sentence, other, likeness: likenessOf(other, sentence) })),
    )
    .filter(({ likeness }) => likeness >= leastAlike)
    .sort((a, b) => b.likeness - a.likeness)
  for (const { sentence, other } of candidates) {
    if (left.has(other) && !partners.has(sentence)) pair(other, sentence)
  }
  const pairs = after.map((sentence): SentencePair => ({ before: partners.get(sentence) ?? null, after: sentence }))
  return [...pairs, ...[...left].map((sentence) => ({ before: sentence, after: null }))]

  function pair(one: FactSentence, other: FactSentence): void {
    left.delete(one)
    partners.set(other, one)
  }
}

function keyOf({ words }: FactSentence): string {
  return words.map(({ key }) => key).join(' ')
}

/** The share of words that both hold; a figure or a date in the place of another counts as half of one. */
function likenessOf(a: FactSentence, b: FactSentence): number {
  const count = Map.groupBy(a.words, ({ key }) => key)
  const left = new Map([...count].map(([key, words]) => [key, words.length]))
  let shared = 0
  for (const { key } of b.words) {
    const some = left.get(key) ?? 0
    if (some > 0) shared++
    left.set(key, some - 1)
  }
  const facts = (words: FactSentence['words']) =>
    words.filter(({ kind }) => kind === 'figure' || kind === 'date').length
  const replaced = Math.min(facts(a.words), facts(b.words)) / 2
  return (2 * (shared + replaced / 2)) / Math.max(1, a.words.length + b.words.length)
}
