import { isVerb } from '../../language/tags.ts'
import type { Token } from '../../language/tokens.ts'
import { alignedTokens, type ClaimContext, claimTokens, type Finding, findingOf } from '../claim-context.ts'
import type { Predicate } from '../predicate.ts'
import { fold, stemOfWord } from '../text-words.ts'
import { areOpposites } from '../word-relations.ts'
import lists from './gate-words.json' with { type: 'json' }
import { checkOpposites } from './opposites.ts'

const refusals = new Set(lists.refusals.split(' '))
const deniers = new Set(lists.deniers.split(' '))
const negators = new Set(lists.negators.split(' '))
const speech = new Set(lists.speech.split(' '))

/** Negations added or dropped, opposites in the same place, and parties said to have said what they declined to say. */
export function checkNegations(context: ClaimContext): Finding[] {
  const found = checkOpposites(context)
  const polarity = found.length > 0 ? [] : changedPolarity(context)
  return [...found, ...polarity, ...(found.length + polarity.length > 0 ? [] : brokenSilence(context))]
}

/** True where a predicate says that a thing is not, or did not come to be: "did not pay", "refused to pay". */
export function isDeniedPredicate(predicate: Predicate): boolean {
  return predicate.isNegated !== (predicate.governor !== null && refusals.has(predicate.governor))
}

// The same verb, once with and once without a negation.
function changedPolarity(context: ClaimContext): Finding[] {
  const { words, article, alignment, predicates } = context
  for (const predicate of predicates) {
    const at = words.findIndex((word) => word.at === predicate.at)
    const link = at < 0 ? null : alignment.links[at]
    if (!link) continue
    const target = article.words[link.sentence]![link.index]!
    const other = article.predicates(link.sentence).find((one) => one.at === target.at)
    if (!other || isDeniedPredicate(other) === isDeniedPredicate(predicate)) continue
    // Another word of denial near by may carry the same sense.
    const claimHas = claimTokens(context).some(isDenier)
    const articleHas = article.tagged.sentences[link.sentence]!.tokens.some(isDenier)
    if (claimHas && articleHas) continue
    const isAdded = claimHas
    return [
      findingOf(
        'negation',
        'contradicted',
        isAdded ? 'The article does not deny this.' : 'The article says that this is not so.',
        words[at]!.text,
        article.tagged.sentences[link.sentence]!.text,
      ),
    ]
  }
  return looseNegation(context)
}

function isDenier({ lower, tag }: Token): boolean {
  return tag === 'not' || deniers.has(lower) || deniers.has(stemOfWord(fold(lower)))
}

function isNegator({ lower, tag }: Token): boolean {
  return tag === 'not' || negators.has(lower) || negators.has(stemOfWord(fold(lower)))
}

// A "not" or "no" that nothing in the article's sentences answers to, in a claim that else stands there.
function looseNegation(context: ClaimContext): Finding[] {
  const { alignment, article } = context
  if (alignment.coverage < 0.55) return []
  const own = claimTokens(context).find(
    (token, at, all) => isNegator(token) && all[at + 1]?.tag !== 'mark' && all[at + 1]?.lower !== 'only',
  )
  const answers = (tokens: readonly Token[]): boolean =>
    tokens.some((token) => isDenier(token) || isNegativeWord(token.lower))
  if (own && !alignedTokens(context).some(answers)) {
    return [
      findingOf(
        'negation',
        'contradicted',
        `The article has no "${own.text}" here.`,
        own.text,
        article.tagged.sentences[alignment.sentences[0]!]!.text,
      ),
    ]
  }
  return deniedInArticle(context)
}

// "unlike", "impossible", "useless": a word that holds its own negation.
function isNegativeWord(lower: string): boolean {
  const bare = /^(?:un|in|im|il|ir|dis|non)(\p{L}{4,})$/u.exec(lower)?.[1]
  return (bare !== undefined && areOpposites(bare, lower)) || /(?:less|free)$/.test(lower)
}

// "no evidence", "without a permit" in the article; the claim has the noun alone.
function deniedInArticle(context: ClaimContext): Finding[] {
  const { words, alignment, article } = context
  if (claimTokens(context).some((token) => isDenier(token) || isNegativeWord(token.lower))) return []
  for (const [at, word] of words.entries()) {
    const link = alignment.links[at]
    if (link?.kind !== 'same' || word.isNumber) continue
    const line = article.tagged.sentences[link.sentence]!.tokens
    const target = article.words[link.sentence]![link.index]!
    const [second, first] = [line[target.at - 2], line[target.at - 1]]
    const isDenied =
      /^(?:no|without|never|not)$/.test(first?.lower ?? '') || (first?.lower === 'of' && second?.lower === 'lack')
    const isPositiveToo = line.some((token, index) => index !== target.at && stemOfWord(fold(token.text)) === word.stem)
    if (!isDenied || isPositiveToo || line[target.at + 1]?.lower === 'but') continue
    return [
      findingOf(
        'negation',
        'contradicted',
        `The article says "${first!.text} ${target.text}".`,
        word.text,
        article.tagged.sentences[link.sentence]!.text,
      ),
    ]
  }
  return []
}

// Who declined to comment did not confirm anything.
function brokenSilence(context: ClaimContext): Finding[] {
  const { predicates, words, alignment, article, tokens } = context
  for (const predicate of predicates) {
    if (!speech.has(predicate.lemma) || isDeniedPredicate(predicate) || predicate.modal || !predicate.agent) continue
    const agent = words.filter((word) => word.at >= predicate.agent!.from && word.at < predicate.agent!.to)
    for (const sentence of alignment.sentences) {
      const silent = article
        .predicates(sentence)
        .find((one) => speech.has(one.lemma) && one.governor !== null && refusals.has(one.governor))
      if (!silent) continue
      const line = article.words[sentence]!
      const isParty = agent.length > 0 && agent.every((word) => line.some((other) => other.stem === word.stem))
      const isSaid = article.tagged.sentences[sentence]!.tokens.some(
        ({ tag, lower }) => isVerb(tag) && stemOfWord(fold(lower)) === predicate.lemma,
      )
      if (!isParty || isSaid) continue
      return [
        findingOf(
          'negation',
          'contradicted',
          'The article says that this party declined.',
          tokens[predicate.at]!.text,
          article.tagged.sentences[sentence]!.text,
        ),
      ]
    }
  }
  return []
}
