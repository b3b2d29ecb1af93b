import type { Quote } from '../../domain/attribution.ts'
import type { VersionChange } from '../../domain/version-change.ts'
import { isSameName } from './names.ts'
import type { ReadVersion } from './read-version.ts'
import { diffWords } from './word-diff.ts'

/** Shorter ones are words in quote marks. */
const fewestWords = 4
/** Quotes that share less are two. */
const leastAlike = 0.6

/** Quotes whose words or speaker are others in the later version, and those that came. */
export function quoteChanges(before: ReadVersion, after: ReadVersion): VersionChange[] {
  // A short quote may have been shown in more of its length.
  const earlier = quotesOf(before, 2)
  const changes: VersionChange[] = []
  for (const quote of quotesOf(after)) {
    const same = earlier.find(({ words }) => holds(words, quote.words) || holds(quote.words, words))
    if (same) {
      changes.push(...speakerChange(same, quote, after))
      continue
    }
    const old = earlier
      .filter(({ words }) => !quotesOf(after).some((other) => holds(other.words, words)))
      .map((one) => ({ one, likeness: likenessOf(one.words, quote.words) }))
      .filter(({ likeness }) => likeness >= leastAlike)
      .sort((a, b) => b.likeness - a.likeness)[0]
    const sentence = sentenceAt(after, quote.quote.start)
    if (old)
      changes.push({
        what: 'quote',
        kind: 'correction',
        from: old.one.quote.text,
        to: quote.quote.text,
        about: null,
        sentence,
      })
    else changes.push({ what: 'quote', kind: 'update', from: null, to: quote.quote.text, about: null, sentence })
  }
  return changes
}

type QuoteWords = { quote: Quote; words: string[] }

function quotesOf({ analysis }: ReadVersion, fewest = fewestWords): QuoteWords[] {
  return analysis.quotes
    .map((quote) => ({ quote, words: wordsOf(quote.text) }))
    .filter(({ words }) => words.length >= fewest)
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replace(/[’']/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** Whether one quote stands in another: it was cut, or shown in more of its length. */
function holds(longer: string[], shorter: string[]): boolean {
  return ` ${longer.join(' ')} `.includes(` ${shorter.join(' ')} `)
}

function likenessOf(one: string[], other: string[]): number {
  const items = (words: string[]) => words.map((key) => ({ key }))
  const changed = diffWords(items(one), items(other)).reduce(
    (sum, hunk) => sum + hunk.before.length + hunk.after.length,
    0,
  )
  return 1 - changed / (one.length + other.length)
}

function speakerChange({ quote: old }: QuoteWords, { quote }: QuoteWords, after: ReadVersion): VersionChange[] {
  const [from, to] = [old.speaker?.text ?? '', quote.speaker?.text ?? '']
  // "The official" and "she" may be whoever was named.
  if (!isNamed(from) || !isNamed(to) || isSameName(namesIn(from), namesIn(to))) return []
  return [{ what: 'attribution', kind: 'correction', from, to, about: null, sentence: sentenceAt(after, quote.start) }]
}

function isNamed(speaker: string): boolean {
  return namesIn(speaker) !== ''
}

/** The words with a capital of a description: "the mayor, Ann Pell" → "Ann Pell". */
function namesIn(speaker: string): string {
  return (speaker.match(/\b\p{Lu}[\p{L}.’'-]+/gu) ?? [])
    .filter((word) => !/^(?:The|A|An|He|She|They|It|We|I)$/.test(word))
    .join(' ')
}

function sentenceAt({ analysis }: ReadVersion, at: number): string {
  return analysis.sentences.find(({ start, end }) => start <= at && at < end)?.text ?? ''
}
