import { isFiniteVerb } from '../../language/tags.ts'
import type { Token } from '../../language/tokens.ts'
import type { ClaimContext } from '../claim-context.ts'
import type { LinePlace } from './line-places.ts'

/** True for two words of the line that stand together in one sentence of the article. */
export function isTogether({ article, tokens }: ClaimContext, one: LinePlace, other: LinePlace): boolean {
  if (one.sentence !== other.sentence) return false
  const line = article.tagged.sentences[one.sentence]!.tokens
  if (one.token === other.token) return true
  const own = tokens.slice(one.word.at + 1, other.word.at)
  if (other.token > one.token) {
    const between = line.slice(one.token + 1, other.token)
    return isSameRun(own, between) || isDroppable(between)
  }
  // "Pentagon lawyers" for "lawyers at the Pentagon".
  return (
    own.length <= 1 &&
    isPhraseLink(line.slice(other.token + 1, one.token)) &&
    own.every(({ tag, lower }) => tag === 'possessive' || lower === "'s")
  )
}

function isSameRun(own: readonly Token[], between: readonly Token[]): boolean {
  return own.length === between.length && own.every(({ lower }, at) => lower === between[at]!.lower)
}

const linkTags = /^(?:preposition|determiner|possessive|name|noun|adjective)$/

function isPhraseLink(between: readonly Token[]): boolean {
  return (
    between.length > 0 &&
    between.length <= 6 &&
    between[0]!.tag === 'preposition' &&
    between.every(({ tag, text, lower }) => linkTags.test(tag) || text === '.' || lower === 'and')
  )
}

// What is left out between two words: modifiers, phrases, whole clauses between commas; never the verb of the words before it.
function isDroppable(between: readonly Token[]): boolean {
  if (between.length > 40) return false
  const commas = between.filter(({ text }) => /^[,()—–]$/.test(text) || text === '--').length
  if (between.some(({ text }) => text === ';' || text === ':')) return false
  const hasVerb = between.some(
    ({ tag }) => isFiniteVerb(tag) && tag !== 'modal' && tag !== 'be' && tag !== 'have' && tag !== 'do',
  )
  return (
    !hasVerb ||
    commas >= 2 ||
    between.some(({ lower }) => lower === 'and' || lower === 'who' || lower === 'which' || lower === 'that')
  )
}
