import { isStatementCue } from '../../language/reporting-verbs.ts'
import { isFiniteVerb, isVerb, type Tag } from '../../language/tags.ts'
import type { Token } from '../../language/tokens.ts'
import { claimTokens, type Finding, findingOf } from '../claim-context.ts'
import { fold, stemOfWord } from '../text-words.ts'
import type { LineReading } from './line-places.ts'

/** So far before "that" the verb may stand that puts the clause under itself: "stated in every report that". */
const farthest = 7
/** A longer start of a sentence is more than a label. */
const longestLabel = 8
const inBetween: ReadonlySet<Tag> = new Set<Tag>([
  'preposition',
  'determiner',
  'noun',
  'name',
  'adjective',
  'adverb',
  'number',
  'pronoun',
  'possessive',
])

/**
 * What the article puts under another verb does not stand alone: of "Guests are told that the hotel was a prison" nothing follows for the hotel. A line that
 * takes over such a clause keeps its verb, or says who says so.
 */
export function checkGovernors({ context, places, alignment, attributions }: LineReading): Finding[] {
  if (attributions.length > 0) return []
  const own = new Set(claimTokens(context).map(({ text }) => stemOfWord(fold(text))))
  for (const sentence of alignment.sentences) {
    const line = context.article.tagged.sentences[sentence]!
    const label = droppedLabel(
      line.tokens,
      places.filter((place) => place.sentence === sentence),
      own,
    )
    if (label !== undefined)
      return [
        findingOf(
          'modality',
          'contradicted',
          `The article puts this under "${label}:"; the line does not.`,
          context.claim.text,
          line.text,
        ),
      ]
    for (const [at, { lower }] of line.tokens.entries()) {
      if (lower !== 'that' && lower !== 'as') continue
      const verb = lower === 'that' ? governorOf(line.tokens, at) : likeningOf(line.tokens, at)
      if (verb === undefined || own.has(stemOfWord(fold(verb.text)))) continue
      const end = endOfClause(line.tokens, at)
      const taken = places.filter(
        (place) => place.sentence === sentence && !place.isFree && place.token > at && place.token < end,
      )
      if (taken.length < 2 || !taken.some(({ token }) => isVerb(line.tokens[token]!.tag))) continue
      const message = `The article puts this under "${verb.text}"; the line does not.`
      return [findingOf('attribution', 'contradicted', message, context.claim.text, line.text)]
    }
  }
  return []
}

/** What stands before a colon and is no sentence: "Rumor: …", "Fact check: …". It says what the rest is, and a line that takes the rest alone drops it. */
function droppedLabel(
  tokens: readonly Token[],
  places: LineReading['places'],
  own: ReadonlySet<string>,
): string | undefined {
  const colon = tokens.findIndex(({ text }) => text === ':')
  if (colon < 1 || colon > longestLabel || places.some(({ token }) => token >= 0 && token <= colon)) return undefined
  const label = tokens.slice(0, colon)
  const isClause = label.some(({ tag }) => isFiniteVerb(tag)) || !label.some(({ text }) => /\p{L}{2}/u.test(text))
  if (isClause || label.some(({ text }) => own.has(stemOfWord(fold(text))))) return undefined
  return places.length < 2 ? undefined : label.map(({ text }) => text).join(' ')
}

/** The verb that a clause with "that" hangs on; undefined where "that" begins something else: "the plan that failed", "that night". */
function governorOf(tokens: readonly Token[], that: number): Token | undefined {
  const next = tokens[that + 1]
  if (next === undefined || isVerb(next.tag) || next.tag === 'mark') return undefined
  for (let at = that - 1; at >= Math.max(0, that - farthest); at--) {
    const token = tokens[at]!
    if (isLexical(token.tag)) {
      const isPassive = tokens.slice(Math.max(0, at - 2), at).some(({ tag }) => tag === 'be')
      return at === that - 1 || isPassive || isStatementCue(token.text) ? token : undefined
    }
    if (!inBetween.has(token.tag)) return undefined
  }
  return undefined
}

/** The verb that takes something for something: "treat the fares as abolished", "described it as lost". */
function likeningOf(tokens: readonly Token[], as: number): Token | undefined {
  const next = tokens[as + 1]?.tag
  if (next !== 'participle' && next !== 'adjective') return undefined
  for (let at = as - 1; at >= Math.max(0, as - farthest); at--) {
    const token = tokens[at]!
    if (isLexical(token.tag)) return token
    if (!inBetween.has(token.tag)) return undefined
  }
  return undefined
}

function isLexical(tag: Tag): boolean {
  return tag === 'verb' || tag === 'past' || tag === 'participle' || tag === 'ing'
}

function endOfClause(tokens: readonly Token[], that: number): number {
  const end = tokens.findIndex(({ text }, at) => at > that && text === ';')
  return end < 0 ? tokens.length : end
}
