import { type ClaimContext, type Finding, findingOf } from '../claim-context.ts'
import type { Part, Predicate } from '../predicate.ts'
import type { LinePlace, LineReading } from './line-places.ts'
import { counterpartOf } from './related-words.ts'

/** Who does what: each verb of the line keeps its doer and what it is done to, in active or passive, its mood and what it hangs on. */
export function checkActs({ context, places }: LineReading): Finding[] {
  const findings: Finding[] = []
  for (const predicate of context.predicates) {
    const found = counterpartOf(context, predicate, places)
    if (found) findings.push(...compareActs(context, places, predicate, found.act, found.verb))
  }
  return findings
}

function compareActs(
  context: ClaimContext,
  places: readonly LinePlace[],
  own: Predicate,
  other: Predicate,
  place: LinePlace,
): Finding[] {
  const { article, tokens } = context
  const sentence = article.tagged.sentences[place.sentence]!
  const verb = tokens[own.at]!.text
  if (isDoubtfulForm(context, own, other, place))
    return [
      findingOf(
        'modality',
        'contradicted',
        'The article tells of this as going on or to come, not as done.',
        verb,
        sentence.text,
      ),
    ]
  if (
    other.governor !== null &&
    own.governor !== other.governor &&
    !places.some(({ word, sentence: at }) => at === place.sentence && word.stem === other.governor)
  )
    return [
      findingOf('modality', 'contradicted', `In the article this hangs on "${other.governor}".`, verb, sentence.text),
    ]
  if (isCopied(context, own, other, place)) return []
  const agent = mismatch(context, places, own.agent, other.agent, place)
  if (agent) return [findingOf('role', 'contradicted', 'The article has another one doing this.', verb, sentence.text)]
  const patient = mismatch(context, places, own.patient, other.patient, place)
  if (patient) return [findingOf('role', 'contradicted', 'The article has this done to another.', verb, sentence.text)]
  return []
}

// From the doer to the object, the line's tokens are the article's, one by one: nothing can have changed places.
function isCopied(
  { tokens, article, claim }: ClaimContext,
  own: Predicate,
  other: Predicate,
  place: LinePlace,
): boolean {
  const line = article.tagged.sentences[place.sentence]!.tokens
  const parts = [own.agent, own.patient].filter((part) => part !== null)
  const from = Math.max(claim.from, Math.min(own.from, ...parts.map((part) => part.from)))
  const to = Math.min(claim.to, Math.max(own.to, ...parts.map((part) => part.to)))
  for (let at = from; at < to; at++) if (line[other.at + at - own.at]?.lower !== tokens[at]!.lower) return false
  return true
}

// "were reviewing" told as "reviewed"; "to close" told as "closed".
function isDoubtfulForm(
  { tokens, article }: ClaimContext,
  own: Predicate,
  other: Predicate,
  place: LinePlace,
): boolean {
  const mine = tokens[own.at]!.tag
  const theirs = article.tagged.sentences[place.sentence]!.tokens[other.at]!.tag
  if (mine !== 'past' && mine !== 'participle') return false
  if (own.modal !== null || own.governor !== null) return false
  // "was being reviewed" is going on too.
  if (tokens.slice(own.from, own.at).some(({ lower }) => lower === 'being')) return false
  return (
    (theirs === 'ing' && other.from < other.at) || (theirs === 'verb' && other.modal !== null && other.modal !== 'did')
  )
}

// True where both sides have the part and not one word of the line's part stands in the article's part, nor near it.
function mismatch(
  { article }: ClaimContext,
  places: readonly LinePlace[],
  own: Part | null,
  other: Part | null,
  place: LinePlace,
): boolean {
  if (!own || !other) return false
  const mine = places.filter(({ word }) => word.at >= own.from && word.at < own.to)
  if (mine.length === 0) return false
  const line = article.tagged.sentences[place.sentence]!.tokens
  const head = line[other.head]!
  // A pronoun or "who" there: the referents are asked for elsewhere.
  if (head.tag === 'pronoun' || head.tag === 'wh' || head.tag === 'determiner') return false
  // "The barge company, Orrin Freight, paid": what stands in commas names the same one.
  const isApposed =
    other.to < place.token && !line.slice(other.to, place.token).some(({ tag }) => tag === 'past' || tag === 'verb')
  const end = isApposed ? place.token : other.to
  // The same words elsewhere in the article, for a line that joins two sentences on one doer.
  const stems = new Set(
    article.words[place.sentence]!.filter(({ at }) => at >= other.from && at < other.to).map(({ stem }) => stem),
  )
  const heads = mine.filter(({ word }) => word.at === own.head)
  return !mine.some(
    ({ sentence, token, license, word }) =>
      ((heads.length === 0 || word.at === own.head) && sentence !== place.sentence && stems.has(word.stem)) ||
      license === 'referent' ||
      license === 'acronym' ||
      (sentence === place.sentence && token >= other.from && token < end),
  )
}
