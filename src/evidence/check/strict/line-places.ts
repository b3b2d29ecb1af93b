import type { Attribution } from '../../../domain/attribution.ts'
import { type Alignment, alignClaim } from '../align-claim.ts'
import type { ClaimContext } from '../claim-context.ts'
import { attributionsIn } from '../gates/attribution.ts'
import type { Word } from '../text-words.ts'
import { findReferent } from './referents.ts'

/** One content word of a line and where it stands in the article. */
export interface LinePlace {
  word: Word
  /** index of the article's sentence, or -1 where the word is licensed without a place, or unlicensed */
  sentence: number
  /** token of that sentence, or -1 */
  token: number
  target: Word | undefined
  license: 'same' | 'acronym' | 'name' | 'referent' | 'none'
  /** free to stand anywhere in the line: part of a date, or of the words that say who says it */
  isFree: boolean
}

/** A line laid against the sentences that it rests on, word by word. */
export interface LineReading {
  context: ClaimContext
  alignment: Alignment
  places: LinePlace[]
  /** the attributions of the line itself */
  attributions: Attribution[]
}

/** Lays a line against the article, without synonyms: each word stands there itself or by a licence. */
export function readLine(context: ClaimContext): LineReading {
  const { words, article, text, claim, among } = context
  const alignment = alignClaim(words, article, { isLiteral: true, among })
  const attributions = attributionsIn(text, claim.sentence).filter(
    ({ cue }) => cue.start >= claim.start && cue.end <= claim.end,
  )
  const places = words.map((word, at): LinePlace => {
    const link = alignment.links[at]
    const isFree =
      isInDate(context, word) ||
      attributions.some(({ source, cue }) => isInside(word, cue) || (source && isInside(word, source)))
    if (link) {
      const target = article.words[link.sentence]![link.index]!
      return {
        word,
        sentence: link.sentence,
        token: target.at,
        target,
        license: link.kind === 'acronym' ? 'acronym' : 'same',
        isFree,
      }
    }
    return { word, sentence: -1, token: -1, target: undefined, license: 'none', isFree }
  })
  licenseNames(context, alignment, places, attributions)
  return { context, alignment, places, attributions }
}

function isInside(word: Word, span: { start: number; end: number }): boolean {
  return span.start <= word.start && word.end <= span.end
}

function isInDate({ dates }: ClaimContext, word: Word): boolean {
  return dates.some((date) => isInside(word, date))
}

// "President Lee" for "Lee" where the article has both together; "Lee" for "he".
function licenseNames(
  context: ClaimContext,
  alignment: Alignment,
  places: LinePlace[],
  attributions: readonly Attribution[],
): void {
  places.forEach((place, at) => {
    // A name in full, of which the line's sentence has only a part.
    const isApart = [-1, 1].every((step) => places[at + step]?.sentence !== place.sentence)
    if (place.license === 'same' && isApart && places.length > 2 && isPartOfName(context, places, at)) {
      places[at] = { ...place, sentence: -1, token: -1, target: undefined, license: 'name' }
      return
    }
    if (place.license !== 'none') return
    if (isPartOfName(context, places, at)) place.license = 'name'
    else if (
      (isReferred(context, places, place, alignment.sentences) ||
        isSpeaker(context, place, attributions, alignment.sentences)) &&
      findReferent(context, alignment, place.word)
    )
      place.license = 'referent'
  })
}

// The word is all that the line has in the place of a doer or object for which the article's sentence has a pronoun, or, where it is a name, "the" and a noun.
function isReferred(
  { article, predicates, tokens }: ClaimContext,
  places: readonly LinePlace[],
  { word }: LinePlace,
  sentences: readonly number[],
): boolean {
  const isPossessive = /^['’]s?$/.test(tokens[word.at + 1]?.text ?? '')
  if (isPossessive) return word.isName || hasPossessive(article, sentences)
  return predicates.some((own) => {
    const verb = places.find((place) => place.word.at === own.at && place.sentence >= 0)
    const act = verb && article.predicates(verb.sentence).find(({ at }) => at === verb.token)
    if (!act) return false
    return (
      [
        ['agent', own.agent],
        ['patient', own.patient],
      ] as const
    ).some(([side, part]) => {
      const there = act[side]
      if (!part || !there || word.at < part.from || word.at >= part.to) return false
      if (
        places.some(
          (place) => place.sentence === verb.sentence && place.word.at >= part.from && place.word.at < part.to,
        )
      )
        return false
      const line = article.tagged.sentences[verb.sentence]!.tokens
      const head = line[there.head]!.tag
      return head === 'pronoun' || head === 'wh' || (word.isName && line[there.from]!.lower === 'the')
    })
  })
}

// "Castellow said" where the article's sentence has "He said".
function isSpeaker(
  { article }: ClaimContext,
  { word }: LinePlace,
  attributions: readonly Attribution[],
  sentences: readonly number[],
): boolean {
  return (
    attributions.some(({ source }) => source !== null && isInside(word, source)) &&
    sentences.some((one) =>
      attributionsIn(article, one).some(({ source }) => /^(?:he|she|they|it)$/i.test(source?.text ?? '')),
    )
  )
}

function hasPossessive({ tagged }: ClaimContext['article'], sentences: readonly number[]): boolean {
  return sentences.some((one) =>
    tagged.sentences[one]!.tokens.some(({ lower }) => /^(?:its|their|his|her)$/.test(lower)),
  )
}

// Beside a placed word of the line, and beside the same word somewhere in the article.
function isPartOfName({ article }: ClaimContext, places: readonly LinePlace[], at: number): boolean {
  const { word } = places[at]!
  if (!/^\p{Lu}/u.test(word.text)) return false
  return [-1, 1].some((step) => {
    const other = places[at + step]
    if (!other || !/^\p{Lu}/u.test(other.word.text) || other.license === 'none') return false
    return (article.places.get(word.stem) ?? []).some(
      ({ sentence, index }) =>
        article.words[sentence]![index - step]?.stem === other.word.stem ||
        article.words[sentence]![index + step]?.stem === other.word.stem,
    )
  })
}
