/**
 * Parts of speech, as coarse as our rules need. `past` and `participle` are told apart by what stands around them;
 * `ing` is any form in -ing that is not a plain noun.
 */
export type Tag =
  | 'noun'
  | 'name'
  | 'verb'
  | 'past'
  | 'participle'
  | 'ing'
  | 'be'
  | 'have'
  | 'do'
  | 'modal'
  | 'adjective'
  | 'adverb'
  | 'determiner'
  | 'preposition'
  | 'conjunction'
  | 'subordinator'
  | 'pronoun'
  | 'possessive'
  | 'wh'
  | 'to'
  | 'not'
  | 'number'
  | 'mark'
  | 'quote'
  | 'other'

const verbTags: ReadonlySet<Tag> = new Set<Tag>(['verb', 'past', 'participle', 'ing', 'be', 'have', 'do', 'modal'])

/** True for every form of a verb, auxiliaries included. */
export function isVerb(tag: Tag): boolean {
  return verbTags.has(tag)
}

/** True for a verb that can carry a clause alone: not a participle, not -ing. */
export function isFiniteVerb(tag: Tag): boolean {
  return verbTags.has(tag) && tag !== 'participle' && tag !== 'ing'
}

/** True for what can stand inside a noun phrase after its determiner. */
export function isNominal(tag: Tag): boolean {
  return tag === 'noun' || tag === 'name' || tag === 'adjective' || tag === 'number'
}
