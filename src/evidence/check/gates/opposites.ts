import type { Token } from '../../language/tokens.ts'
import { articleWord, type ClaimContext, type Finding, findingOf } from '../claim-context.ts'
import type { Word } from '../text-words.ts'
import { areOpposites } from '../word-relations.ts'

/** Opposites in the same place: a word whose opposite the article has there, and "before" for "after". */
export function checkOpposites(context: ClaimContext): Finding[] {
  return [...oppositeWords(context), ...oppositeSmallWords(context)]
}

// A word that the article does not have there, where it has its opposite.
function oppositeWords(context: ClaimContext): Finding[] {
  const { words, alignment, article } = context
  const stems = new Set(words.map((word) => word.stem))
  const findings: Finding[] = []
  words.forEach((word, at) => {
    const link = alignment.links[at]
    if (word.isNumber || word.isName || (link && link.kind === 'same')) return
    for (const sentence of alignment.sentences) {
      const line = article.words[sentence]!
      const index = line.findIndex((other) => !stems.has(other.stem) && !other.isName && isOpposite(word, other))
      if (index < 0 || !isInPlace(context, at, sentence, index)) continue
      // "did not fall" for "rose" says the same.
      if (isDenied(context.tokens, word.at) !== isDenied(article.tagged.sentences[sentence]!.tokens, line[index]!.at))
        continue
      findings.push(
        findingOf(
          'negation',
          'contradicted',
          `The article says "${line[index]!.text}", the opposite of "${word.text}".`,
          word.text,
          article.tagged.sentences[sentence]!.text,
        ),
      )
      return
    }
  })
  return findings
}

function isOpposite(one: Word, other: Word): boolean {
  if (sidePairs.has(`${one.lower} ${other.lower}`)) return true
  return (
    areOpposites(one.stem, other.stem) ||
    areOpposites(one.lower, other.lower) ||
    areOpposites(one.stem, other.lower) ||
    areOpposites(one.lower, other.stem)
  )
}

// A neighbour of the claim's word stands near the article's word.
function isInPlace({ words, alignment }: ClaimContext, at: number, sentence: number, index: number): boolean {
  for (const step of [-1, 1, -2, 2]) {
    const link = alignment.links[at + step]
    if (words[at + step] && link && link.sentence === sentence && Math.abs(link.index - index) <= 3) return true
  }
  return words.length <= 2
}

function isDenied(tokens: readonly Token[], at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 3), at)
    .some(({ tag, lower }) => tag === 'not' || /^(?:no|without|never)$/.test(lower))
}

// Parts of compounds ("pre-war", "post-war") and changes, which WordNet does not set against each other.
const sides: readonly (readonly [string, string])[] = [
  ['pre', 'post'],
  ['pro', 'anti'],
  ['over', 'under'],
  ['above', 'below'],
  ['on', 'off'],
  ['former', 'current'],
  ['former', 'future'],
  ['inter', 'intra'],
  ['upper', 'lower'],
  ['single', 'multi'],
]
const sidePairs = new Set(sides.flatMap(([one, other]) => [`${one} ${other}`, `${other} ${one}`]))

const smallOpposites: readonly (readonly [string, string])[] = [
  ['before', 'after'],
  ['with', 'without'],
  ['more', 'less'],
  ['more', 'fewer'],
  ['most', 'least'],
  ['inside', 'outside'],
  ['above', 'below'],
  ['over', 'under'],
  ['up', 'down'],
  ['including', 'excluding'],
  ['for', 'against'],
  ['earlier', 'later'],
  ['early', 'late'],
  ['on', 'off'],
  ['always', 'never'],
  ['often', 'rarely'],
  ['despite', 'because'],
  ['everyone', 'nobody'],
  ['all', 'none'],
]
const smallOpposite = new Map<string, string[]>()
for (const [one, other] of smallOpposites) {
  smallOpposite.set(one, [...(smallOpposite.get(one) ?? []), other])
  smallOpposite.set(other, [...(smallOpposite.get(other) ?? []), one])
}

// "after the vote" where the article has "before the vote": the word that follows is the same.
function oppositeSmallWords(context: ClaimContext): Finding[] {
  const { words, tokens, claim, article } = context
  const findings: Finding[] = []
  for (let at = claim.from; at < claim.to; at++) {
    const opposites = smallOpposite.get(tokens[at]!.lower)
    if (!opposites) continue
    const next = words.findIndex((word) => word.at > at)
    const word = words[next]
    const target = next < 0 ? undefined : articleWord(context, next)
    if (!word || !target || word.at - at > 3) continue
    const link = context.alignment.links[next]!
    const line = article.tagged.sentences[link.sentence]!.tokens
    const before = line.slice(Math.max(0, target.at - (word.at - at) - 1), target.at)
    const rival = before.find(({ lower }) => opposites.includes(lower))
    if (!rival || before.some(({ lower }) => lower === tokens[at]!.lower)) continue
    findings.push(
      findingOf(
        'negation',
        'contradicted',
        `The article says "${rival.text} … ${target.text}", not "${tokens[at]!.text}".`,
        `${tokens[at]!.text} ${word.text}`,
        article.tagged.sentences[link.sentence]!.text,
      ),
    )
  }
  return findings
}
