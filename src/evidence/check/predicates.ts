import { lemmaOf } from '../language/lexicon.ts'
import type { Sentence } from '../language/tagged-text.ts'
import type { Token } from '../language/tokens.ts'
import type { Part, Predicate } from './predicate.ts'
import { fold, stemOfWord } from './text-words.ts'
import { objectAfter, overRelative, prepositionsAfter, subjectBefore } from './verb-arguments.ts'
import { type VerbGroup, verbGroupAt } from './verb-group.ts'

/** Finds the verbs of a sentence with their agents and patients. A shallow reading, the same for every text, linear in the tokens. */
export function findPredicates(sentence: Sentence): Predicate[] {
  const { tokens } = sentence
  const found: Predicate[] = []
  let at = 0
  while (at < tokens.length) {
    const group = verbGroupAt(tokens, at)
    if (!group) {
      at++
      continue
    }
    found.push(readPredicate(tokens, group, found))
    at = group.to
  }
  return found
}

function readPredicate(tokens: Token[], group: VerbGroup, earlier: Predicate[]): Predicate {
  const subject = group.isInfinitive
    ? undefined
    : (overRelative(tokens, group.from, earlier) ?? subjectBefore(tokens, group.from))
  const after = objectAfter(tokens, group.to, lemmaOf(tokens[group.main]!.lower))
  const others = prepositionsAfter(tokens, after?.to ?? group.to)
  const by = others.find(({ preposition, part }) => preposition === 'by' && !isMeasure(tokens, part))?.part ?? null
  const last = earlier.at(-1)
  const inherited =
    subject ??
    (last ? (group.isInfinitive && last.patient ? last.patient : last.isPassive ? last.patient : last.agent) : null) ??
    null
  return {
    at: group.main,
    from: group.from,
    to: group.to,
    lemma: lemmaOf(tokens[group.main]!.lower),
    isPassive: group.isPassive,
    isNegated: group.isNegated || isNegativeSubject(tokens, subject),
    modal: group.modal,
    isConditional: isConditional(tokens, group.from),
    governor: group.isInfinitive ? governorOf(tokens, group.from) : null,
    agent: group.isPassive ? by : inherited,
    patient: group.isPassive ? inherited : (after ?? null),
    others,
  }
}

// "by noon", "by 5 percent", "by the end of the year" name no doer.
function isMeasure(tokens: Token[], { from, head }: Part): boolean {
  return (
    tokens[from]!.tag === 'number' ||
    /^(?:noon|midnight|then|now|end|morning|evening|night|week|month|year|percent|half|third|quarter|\p{L}+day|january|february|march|april|june|july|august|september|october|november|december)$/u.test(
      tokens[head]!.lower,
    )
  )
}

function isNegativeSubject(tokens: Token[], subject: Part | undefined): boolean {
  return !!subject && /^(?:no|none|nobody|neither|nothing)$/.test(tokens[subject.from]!.lower)
}

// "if the request were approved", "unless": from the start of the clause.
function isConditional(tokens: Token[], before: number): boolean {
  for (let at = before - 1; at >= Math.max(0, before - 14); at--) {
    const { lower, text } = tokens[at]!
    if (/^(?:if|unless|whether|should)$/.test(lower)) return true
    if (text === ';' || text === ',' || text === '.') return false
  }
  return false
}

// The verb or noun before "to".
function governorOf(tokens: Token[], from: number): string | null {
  for (let at = from - 1; at >= Math.max(0, from - 12); at--) {
    const { tag, lower } = tokens[at]!
    if (tag === 'verb' || tag === 'past' || tag === 'participle' || tag === 'ing') return lemmaOf(lower)
    if (tag === 'noun' && at === from - 1) {
      const stem = stemOfWord(fold(lower))
      if (
        /^(?:plan|request|proposal|bid|effort|attempt|order|promise|pledge|threat|decision|offer|intention|move|push|call|demand|refusal|failure)$/.test(
          stem,
        )
      )
        return stem
    }
    if (tag === 'mark') return null
  }
  return null
}
