/** A run of tokens, `to` exclusive, and its head. */
export interface Part {
  from: number
  to: number
  head: number
}

/** A verb with what it says of whom: who does it, to whom, and how far the words commit themselves. */
export interface Predicate {
  /** token of the main verb */
  at: number
  from: number
  to: number
  lemma: string
  isPassive: boolean
  isNegated: boolean
  /** "may", "would", "could" …, or null */
  modal: string | null
  isConditional: boolean
  /** lemma of the verb or noun that an infinitive hangs on ("asked to", "plans to"), or null */
  governor: string | null
  /** who does it; in a passive the one named by "by" */
  agent: Part | null
  /** what it is done to */
  patient: Part | null
  /** runs after prepositions in the verb's reach, by preposition */
  others: { preposition: string; part: Part }[]
}
