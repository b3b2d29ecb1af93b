import { AppError } from '../../domain/app-error.ts'
import { findTerms } from '../../evidence/terms/find-terms.ts'
import type { SearchQuery } from './search-query.ts'

const LONGEST = 300
const MOST_WORDS = 20
// Small words outside quote marks are passed over, unless there is nothing else.
const small: ReadonlySet<string> = new Set('a an and at by for from in of on or the to with'.split(' '))

interface Part {
  terms: string[]
  isExcluded: boolean
  isQuoted: boolean
}

/**
 * Reads a topic: words that a story must hold, "phrases" that must stand together, and -words or -"phrases" that it must
 * not hold. `parseTopic('immigration "national guard" -sports')`. Whole words only, in any form of the word: "ai" finds no "training".
 * @throws AppError `usage` with one sentence for the reader
 */
export function parseTopic(topic: string): SearchQuery {
  const text = topic.replace(/[“”„«»]/g, '"').trim()
  if (text === '')
    throw new AppError('usage', 'Give a topic: one or more words, such as: immigration "national guard" -sports')
  if (text.length > LONGEST)
    throw new AppError('usage', `A topic may have ${LONGEST} characters at most; this one has ${text.length}.`)
  if ((text.match(/"/g) ?? []).length % 2 === 1) {
    throw new AppError(
      'usage',
      'A quote mark is open: put one before and one after the phrase, as in "national guard".',
    )
  }
  const parts = readParts(text)
  if (parts.reduce((sum, { terms }) => sum + terms.length, 0) > MOST_WORDS) {
    throw new AppError('usage', `A topic may have ${MOST_WORDS} words at most.`)
  }
  return queryOf(parts)
}

function readParts(text: string): Part[] {
  const parts: Part[] = []
  for (const match of text.matchAll(/(-?)(?:"([^"]*)"|([^\s"]+))/g)) {
    const quoted = match[2]
    const words = quoted ?? match[3] ?? ''
    const terms = findTerms(words).map(({ term }) => (term === 'us' ? 'usa' : term))
    if (terms.length > 0) parts.push({ terms, isExcluded: match[1] === '-', isQuoted: quoted !== undefined })
    else if (match[0].startsWith('-'))
      throw new AppError(
        'usage',
        `There is no word in ${match[0]}: write the word right after the sign, as in -sports.`,
      )
    else if (quoted !== undefined)
      throw new AppError('usage', `There is no word in ${match[0]}: write one between the quote marks.`)
  }
  return parts
}

function queryOf(parts: Part[]): SearchQuery {
  const wanted = parts.filter(({ isExcluded }) => !isExcluded)
  if (wanted.length === 0) {
    throw new AppError(
      'usage',
      parts.length > 0
        ? 'A topic needs a word to look for beside the words to leave out.'
        : 'There is no word in this topic.',
    )
  }
  const telling = wanted.filter(({ terms, isQuoted }) => isQuoted || terms.some((term) => !small.has(term)))
  const kept = telling.length > 0 ? telling : wanted
  const excluded = parts.filter(({ isExcluded }) => isExcluded)
  const terms = [...new Set(kept.flatMap((part) => part.terms))]
  return {
    terms: terms.map((term) => ({ term, weight: 1 })),
    pairs: pairsOf(kept),
    phrases: kept.filter((part) => part.terms.length > 1).map((part) => part.terms),
    not: excluded.filter((part) => part.terms.length === 1).flatMap((part) => part.terms),
    notPhrases: excluded.filter((part) => part.terms.length > 1).map((part) => part.terms),
    isStrict: true,
  }
}

function pairsOf(parts: Part[]): [string, string][] {
  const all = parts.flatMap(({ terms }) => terms)
  return all.slice(1).flatMap((term, index): [string, string][] => {
    const before = all[index]
    return before === undefined || before === term ? [] : [[before, term]]
  })
}
