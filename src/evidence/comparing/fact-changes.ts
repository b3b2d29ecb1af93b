import type { Quantity } from '../../domain/quantity.ts'
import type { VersionChange } from '../../domain/version-change.ts'
import { areOpposites } from '../check/word-relations.ts'
import { stemOf } from '../terms/stem.ts'
import { agree } from './agree.ts'
import { isSameName, nameRuns } from './names.ts'
import type { FactSentence, FactWord } from './read-version.ts'
import { diffWords, type Hunk } from './word-diff.ts'

/** A stretch of more words on either side is rewritten rather than mended. */
const tight = 4
/** What says that time went on between two figures. */
const progress =
  /\b(?:now|rose|risen|rises|rising|climb\w*|increas\w+|grew|grown|grows|jump\w*|up from|down from|updated?|latest|as of|later|since then|so far|another|additional|more (?:bodies|people|victims)|earlier (?:toll|figure|count|estimate|report|tally)|previous(?:ly)?|initial(?:ly)?|had (?:said|put|reported)|revised|postponed|rescheduled|delayed|moved|fell|fallen|dropped|shrank|contained)\b/i

/** What a pair of sentences that became one another tells otherwise. */
export function changesInPair(
  before: FactSentence,
  after: FactSentence,
  known: ReadonlySet<string> = new Set(),
): VersionChange[] {
  const hunks = diffWords(before.words, after.words)
  const isLater = moved(before, after, hunks)
  const changes: VersionChange[] = []
  const add = (what: VersionChange['what'], from: string, to: string, isUpdate = false, about: string | null = null) =>
    changes.push({ what, kind: isUpdate ? 'update' : 'correction', from, to, about, sentence: after.text })
  for (const hunk of hunks) {
    // "Some 300" that became 312 was not wrong.
    for (const [one, other] of replacedFigures(hunk))
      add('figure', one.text, other.text, isLater || agree(one, other), other.measures)
    for (const [one, other] of replacedDates(hunk)) if (!isLater) add('date', one.text, other.text)
    for (const [one, other] of replacedNames(hunk, before, after))
      if (!isSlip(one, other, known)) add('name', one, other)
    const wording = oppositeWords(hunk) ?? changedNegation(hunk)
    if (wording) add('wording', ...wording)
  }
  return changes
}

/** A change of time and figure together, or words that say so, tell of a later state and take nothing back. */
function moved(before: FactSentence, after: FactSentence, hunks: Hunk<FactWord>[]): boolean {
  const cue = progress.exec(after.text)?.[0]
  if (cue !== undefined && !before.text.toLowerCase().includes(cue.toLowerCase())) return true
  const isReplaced = (kind: FactWord['kind']) =>
    hunks.some(
      (hunk) => hunk.before.some((word) => word.kind === kind) && hunk.after.some((word) => word.kind === kind),
    )
  return isReplaced('figure') && isReplaced('date')
}

/** One figure in the place of another: of one unit, or where nothing else changed beside it. */
function replacedFigures({ before, after }: Hunk<FactWord>): [Quantity, Quantity][] {
  const figures = (words: FactWord[]) => words.flatMap(({ quantity }) => (quantity ? [quantity] : []))
  const later = figures(after)
  return figures(before).flatMap((one): [Quantity, Quantity][] => {
    const isAlone = before.length <= 2 && after.length <= 2
    const at = later.findIndex((other) => other.unit === one.unit || (isAlone && !isSpelledOut(one, other)))
    const [other] = at < 0 ? [] : later.splice(at, 1)
    return other ? [[one, other]] : []
  })
}

/** "10" and "10 meters": the unit was added. */
function isSpelledOut(one: Quantity, other: Quantity): boolean {
  return one.value === other.value && (one.unit === null || other.unit === null)
}

const dateKinds = [
  /^@\p{L}*day$/u,
  /^@(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}* \d{1,2}\b|^@\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/u,
  /^@\d{4}$/,
  /^@(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*$/u,
  /^@(?:\d{1,2}(?:[:.]\d\d)? ?(?:am|pm)|\d{1,2}:\d\d|noon|midnight)/,
]

/** Only dates of one sort can take each other's place: "yesterday" and "Tuesday" may be one day. */
function replacedDates({ before, after }: Hunk<FactWord>): [FactWord, FactWord][] {
  return before.flatMap((one): [FactWord, FactWord][] => {
    const kind = one.kind === 'date' ? dateKinds.find((pattern) => pattern.test(one.key)) : undefined
    const other = kind && after.find(({ kind: sort, key }) => sort === 'date' && kind.test(key))
    return other && other.key !== one.key ? [[one, other]] : []
  })
}

function replacedNames({ before, after, from, to }: Hunk<FactWord>, one: FactSentence, other: FactSentence) {
  if (before.length > tight || after.length > tight) return []
  const earlier = nameRuns(one.words).filter(({ at, end }) => at < from + before.length && end > from)
  const later = nameRuns(other.words).filter(({ at, end }) => at < to + after.length && end > to)
  const isReplaced = before.some(({ kind }) => kind === 'name') && after.some(({ kind }) => kind === 'name')
  if (!isReplaced || earlier.length !== later.length) return []
  return earlier.flatMap(({ text }, index): [string, string][] => {
    const next = later[index]?.text ?? text
    return isSameName(text, next) ? [] : [[text, next]]
  })
}

const plainWords = ({ kind }: FactWord) => kind === 'word' || kind === 'name'

function oppositeWords({ before, after }: Hunk<FactWord>): [string, string] | null {
  const [one, other] = [before.filter(plainWords), after.filter(plainWords)]
  const [first, second] = [one[0], other[0]]
  if (one.length !== 1 || other.length !== 1 || !first || !second) return null
  return areOpposites(stemOf(first.key), stemOf(second.key)) ? [first.text, second.text] : null
}

const helpers = new Set(
  'do does did is are was were be been being am has have had will would can could shall should may might must a an the any'.split(
    ' ',
  ),
)

/** "Was charged" and "was not charged", and nothing else between them. */
function changedNegation({ before, after }: Hunk<FactWord>): [string, string] | null {
  const count = (words: FactWord[]) => words.filter(({ kind }) => kind === 'not').length
  const rest = (words: FactWord[]) =>
    words
      .filter(({ kind, key }) => kind !== 'not' && !helpers.has(key))
      .map(({ key }) => stemOf(key))
      .join(' ')
  if (count(before) === count(after) || rest(before) !== rest(after)) return null
  const shown = (words: FactWord[]) => words.map(({ text }) => text).join(' ')
  return [shown(before), shown(after)]
}

/** A slip of the pen in a name that is written right elsewhere in the earlier version. */
function isSlip(from: string, to: string, known: ReadonlySet<string>): boolean {
  const [one, other] = [from.toLowerCase().split(' '), to.toLowerCase().split(' ')]
  const changed = other.filter((part) => !one.includes(part))
  const wrong = one.filter((part) => !other.includes(part))
  return (
    changed.length === 1 &&
    wrong.length === 1 &&
    known.has(`name ${changed[0]}`) &&
    areAlike(wrong[0] ?? '', changed[0] ?? '')
  )
}

/** The same letters but for two at most, beginning with the same. */
function areAlike(one: string, other: string): boolean {
  if (one[0] !== other[0] || Math.abs(one.length - other.length) > 2) return false
  const letters = [...other]
  const left = [...one].filter((letter) => {
    const at = letters.indexOf(letter)
    if (at >= 0) letters.splice(at, 1)
    return at < 0
  })
  return left.length + letters.length <= 2
}
