import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import { nounPhraseAt } from '../../evidence/language/phrases.ts'
import { tagText } from '../../evidence/language/tagged-text.ts'
import { isVerb } from '../../evidence/language/tags.ts'
import type { Token } from '../../evidence/language/tokens.ts'
import { stemOf } from '../../evidence/terms/stem.ts'
import kinds from './answer-kinds.json' with { type: 'json' }

/** What a question asks for; `thing` where its words do not tell. */
export type AnswerKind = keyof typeof kinds | 'thing'

/** The kind of answer, and the noun that says so. */
export interface Asked {
  kind: AnswerKind
  head: Span | null
}

const kindOfNoun = new Map<string, AnswerKind>()
for (const [kind, nouns] of Object.entries(kinds)) {
  for (const noun of nouns.split(' ')) if (isKind(kind) && !kindOfNoun.has(noun)) kindOfNoun.set(noun, kind)
}

const questionWord = /^(?:who|whom|whose|what|which|where|when|how|why)$/
const counting = /^(?:many|old|long|far|often|big|tall|high|large|fast|deep)$/

function isKind(kind: string): kind is keyof typeof kinds {
  return kind in kinds
}

/**
 * What kind of answer a question wants, and the noun that says so: "In which city …?" → place, "city"; "Who …?" → person;
 * "How much …?" → money. Of several sentences the last with a question word decides, for a question may tell a story first.
 */
export function findAnswerKind(question: string): Asked {
  for (const { tokens } of tagText(question).sentences.toReversed()) {
    const at = findQuestionWord(tokens)
    if (at !== -1) return kindAt(question, tokens, at)
  }
  return { kind: 'thing', head: null }
}

// "women who drink what": a question word after a noun only joins clauses, where there is another.
function findQuestionWord(tokens: Token[]): number {
  const all = tokens.flatMap(({ lower }, index) => (questionWord.test(lower) ? [index] : []))
  const asking = all.find((index) => {
    const before = tokens[index - 1]
    const { lower } = tokens[index]!
    // "When the storm came, how many …?"
    if (lower === 'when') return isVerb(tokens[index + 1]?.tag ?? 'mark')
    if (before === undefined) return true
    if (/^(?:what|which|whose)$/.test(lower))
      return lower !== 'which' || !(before.tag === 'noun' || before.text === ',')
    if (lower === 'how') return isHowMany(tokens, index)
    return before.tag !== 'noun' && before.tag !== 'name'
  })
  return asking ?? all.at(-1) ?? -1
}

function isHowMany(tokens: Token[], at: number): boolean {
  const next = tokens[at + 1]?.lower ?? ''
  return counting.test(next) || next === 'much'
}

function kindAt(question: string, tokens: Token[], at: number): Asked {
  const { lower } = tokens[at]!
  const next = tokens[at + 1]?.lower ?? ''
  if (lower === 'who' || lower === 'whom' || lower === 'whose') return { kind: 'person', head: null }
  if (lower === 'where') return { kind: 'place', head: null }
  if (lower === 'when') return { kind: 'date', head: null }
  if (lower === 'how') return { kind: counting.test(next) ? 'number' : next === 'much' ? 'money' : 'thing', head: null }
  if (lower === 'why') return { kind: 'thing', head: null }
  return kindOfPhrase(question, tokens, at + 1)
}

// "which X", "what kind of X", "what is the name of X".
function kindOfPhrase(question: string, tokens: Token[], after: number): Asked {
  const unknown: Asked = { kind: 'thing', head: null }
  let from = after
  while (from < tokens.length && /^(?:is|are|was|were|'s|of|the|in)$/.test(tokens[from]!.lower)) from++
  const phrase = nounPhraseAt(tokens, from)
  if (!phrase) return unknown
  for (let at = phrase.head; at >= phrase.from; at--) {
    const token = tokens[at]!
    if (token.tag !== 'noun' && token.tag !== 'name') continue
    const isVague = /^(?:type|kind|sort|part|form)s?$/.test(token.lower)
    if (isVague && tokens[at + 1]?.lower === 'of') return kindOfPhrase(question, tokens, at + 2)
    const kind = kindOfNoun.get(stemOf(token.lower))
    const head = spanOf(question, token.start, token.end)
    return kind === undefined ? { kind: 'thing', head } : { kind, head }
  }
  return unknown
}
