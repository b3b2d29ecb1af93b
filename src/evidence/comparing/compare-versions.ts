import type { Caveat } from '../../domain/caveat.ts'
import type { CaveatKind } from '../../domain/caveat-kinds.ts'
import type { VersionChange, VersionComparison } from '../../domain/version-change.ts'
import type { AnalyzedArticle } from '../analyze-text.ts'
import { changesInPair } from './fact-changes.ts'
import { nameRuns } from './names.ts'
import { meaningOf, noveltyOf } from './novelty.ts'
import { pairSentences, type SentencePair } from './pair-sentences.ts'
import { quoteChanges } from './quote-changes.ts'
import { type FactSentence, type ReadVersion, readVersion } from './read-version.ts'
import { speakerChanges } from './speaker-changes.ts'
import { diffWords } from './word-diff.ts'

/** A sentence that is shorter than this adds nothing of its own. */
const fewestWords = 6
/** Of a sentence that came so much is new where it tells of something else. */
const leastNew = 0.5

/**
 * Compares two versions of an article by what they say: figures, dates, names, quotes, who speaks, caveats, title. Other words for the same, moved
 * paragraphs, and what stands around the text are no change. `correction` where a stated fact was replaced by another, or a note says so; `update`
 * where something was added, or time went on. Only English is compared.
 */
export function compareVersions(earlier: AnalyzedArticle, later: AnalyzedArticle): VersionComparison {
  const [before, after] = [readVersion(earlier), readVersion(later)]
  // What says that time went on is looked for in English words.
  if (before.analysis.language !== 'en' || after.analysis.language !== 'en') return { verdict: 'none', changes: [] }
  const pairs = pairSentences(before.sentences, after.sentences)
  const known = new Set([before.title, ...before.sentences].flatMap(factKeys))
  const replaced = pairs.flatMap((pair) =>
    pair.before && pair.after ? changesInPair(pair.before, pair.after, known) : [],
  )
  const notes = noteChanges(before, after)
  const changes = [
    ...notes,
    ...(notes.some(({ kind }) => kind === 'correction') ? replaced : asLater(replaced, after)),
    ...speakerChanges(before, after),
    ...titleChanges(before, after),
    ...quoteChanges(before, after),
    ...additions(before, pairs),
    ...caveatChanges(before, after, pairs),
  ]
  const has = (kind: VersionChange['kind']) => changes.some((change) => change.kind === kind)
  return { verdict: has('correction') ? 'correction' : has('update') ? 'update' : 'none', changes }
}

/**
 * What time explains takes nothing back: a later version that still tells the old figure knows of both; and where several figures are others, or one is by
 * what the sentence says, time went on. A correction mends one fact.
 */
function asLater(changes: VersionChange[], after: ReadVersion): VersionChange[] {
  const figures = changes.filter(({ what }) => what === 'figure')
  const pairs = new Set(figures.map(({ from, to }) => `${from}→${to}`))
  const isTimePassed = pairs.size > 1 || figures.some(({ kind }) => kind === 'update')
  const isTold = ({ from }: VersionChange) => from !== null && from !== '' && holdsWords(after.text, from)
  return changes.map((change) => {
    const isLater = (change.what === 'figure' || change.what === 'date') && (isTimePassed || isTold(change))
    return isLater ? { ...change, kind: 'update' } : change
  })
}

function holdsWords(text: string, words: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}.,])${RegExp.escape(words)}(?![\\p{L}\\p{N}]|[.,]\\d)`, 'iu').test(text)
}

const correcting =
  /correct|misstat|misidentif|misspel|misattribut|misquot|wrong|incorrect|\berrors?\b|inaccura|mistak|clarif|should have|(?:earlier|previous|original) version[^.]{0,60}\b(?:said|stated|gave|reported|named|quoted)/i

function noteChanges(before: ReadVersion, after: ReadVersion): VersionChange[] {
  const notes = ({ analysis }: ReadVersion) => analysis.caveats.filter(({ kind }) => kind === 'correction')
  const known = new Set(notes(before).flatMap(({ evidence }) => evidence.map(({ text }) => text)))
  const fresh = notes(after).flatMap(({ evidence }) => evidence.filter(({ text }) => !known.has(text)))
  return fresh.map(({ text }) => {
    const kind = correcting.test(text) ? 'correction' : 'update'
    return { what: 'note', kind, from: null, to: text, about: null, sentence: text }
  })
}

/** A headline is written anew at will: only a fact that another takes the place of counts. */
function titleChanges(before: ReadVersion, after: ReadVersion): VersionChange[] {
  const isAlike = pairSentences([before.title], [after.title]).length === 1
  const facts = isAlike ? asLater(changesInPair(before.title, after.title), after) : []
  const { text: from } = before.title
  const { text: to } = after.title
  return facts.slice(0, 1).map(({ kind }) => ({ what: 'title', kind, from, to, about: null, sentence: to }))
}

/** Facts that the earlier version did not hold: figures, names, sentences that say something else, and what was to come and came. */
function additions(before: ReadVersion, pairs: SentencePair[]): VersionChange[] {
  const known = new Set(before.sentences.flatMap(factKeys))
  const words = meaningOf(`${before.title.text}\n${before.text}`)
  return pairs.flatMap(({ before: old, after }): VersionChange[] => {
    if (after === null || after.words.length < fewestWords) return []
    const fact =
      newFact(old, after, known) ?? (isNews(old, after, words) ? { what: 'wording' as const, to: after.text } : null)
    return fact === null ? [] : [{ ...fact, kind: 'update', from: null, about: null, sentence: after.text }]
  })
}

function newFact(old: FactSentence | null, after: FactSentence, known: ReadonlySet<string>) {
  const hunks = old === null ? [] : diffWords(old.words, after.words).filter((hunk) => hunk.before.length === 0)
  const added = old === null ? [after.words] : hunks.map((hunk) => hunk.after).filter(({ length }) => length >= 3)
  for (const words of added) {
    const figure = words.find(({ quantity }) => quantity !== null && !known.has(valueKey(quantity)))
    const name = nameRuns(words).find(({ text }) => !isKnownName(text, known))
    if (figure) return { what: 'figure' as const, to: figure.text }
    if (name) return { what: 'name' as const, to: name.text }
  }
  return null
}

/** A part of it stands there, or its initials do, or all of its words in small letters. */
function isKnownName(name: string, known: ReadonlySet<string>): boolean {
  const parts = name.toLowerCase().split(' ')
  return (
    parts.some((part) => known.has(`name ${part}`)) ||
    known.has(parts.map((part) => part[0]).join('')) ||
    parts.every((part) => known.has(part))
  )
}

const toCome =
  /\b(?:will|is to|are to|plans? to|expected to|due to|set to|hopes? to|is (?:being )?\w+ing|are (?:being )?\w+ing|were \w+ing|accused)\b/i

/** A sentence of mostly new words, or one in which what was to come has come. */
function isNews(old: FactSentence | null, after: FactSentence, words: ReadonlySet<string>): boolean {
  const novelty = noveltyOf(after.text, words)
  if (old === null) return novelty >= leastNew
  return toCome.test(old.text) && !toCome.test(after.text) && novelty > 0
}

function factKeys({ words }: FactSentence): string[] {
  const figures = words.flatMap(({ quantity }) => (quantity ? [valueKey(quantity)] : []))
  const names = words.filter(({ kind }) => kind === 'name').map(({ text }) => `name ${text.toLowerCase()}`)
  return [...figures, ...names, ...words.map(({ key }) => key)]
}

function valueKey({ value, unit }: { value: number; unit: string | null }): string {
  return `#${value} ${unit ?? ''}`
}

/** What an article knows of its sources, and of what it does not know: when one of these comes or goes, something happened. */
const telling: ReadonlySet<CaveatKind> = new Set<CaveatKind>([
  'declined-comment',
  'no-response',
  'unreachable',
  'unverified',
  'disputed',
  'unknown',
  'not-final',
])

function caveatChanges(before: ReadVersion, after: ReadVersion, pairs: SentencePair[]): VersionChange[] {
  const isTelling = ({ kind }: Caveat) => telling.has(kind)
  const [earlier, later] = [before.analysis.caveats.filter(isTelling), after.analysis.caveats.filter(isTelling)]
  const gone = pairs.flatMap((pair) => (pair.after === null && pair.before ? [pair.before] : []))
  const came = pairs.flatMap((pair) => (pair.before === null && pair.after ? [pair.after] : []))
  const rests = ({ evidence }: Caveat, sentences: FactSentence[]) =>
    sentences.find((sentence) => evidence.some(({ start, end }) => start < sentence.end && sentence.start < end))
  const lost = earlier.flatMap((caveat): VersionChange[] => {
    const sentence = later.some((other) => other.kind === caveat.kind) ? undefined : rests(caveat, gone)
    return sentence
      ? [{ what: 'caveat', kind: 'update', from: caveat.text, to: null, about: null, sentence: sentence.text }]
      : []
  })
  const found = later.flatMap((caveat): VersionChange[] => {
    const sentence = earlier.some((other) => other.kind === caveat.kind) ? undefined : rests(caveat, came)
    return sentence
      ? [{ what: 'caveat', kind: 'update', from: null, to: caveat.text, about: null, sentence: sentence.text }]
      : []
  })
  return [...lost, ...found]
}
