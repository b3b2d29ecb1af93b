import { readingsOf } from '../../language/lexicon.ts'
import { type ClaimContext, type Finding, findingOf } from '../claim-context.ts'
import { isVerbWord } from '../text-words.ts'
import type { LinePlace } from './line-places.ts'
import { isRelated } from './related-words.ts'

/**
 * Pieces of the line that come from another sentence than their neighbours: each must be a statement of its own, with a verb, or a name
 * that a pronoun there stands for. "The owner, Lee, agreed" must not become "The owner, Ortiz, agreed" because Ortiz is named elsewhere.
 */
export function strayPieces(
  context: ClaimContext,
  line: readonly LinePlace[],
  places: readonly LinePlace[],
): Finding[] {
  const findings: Finding[] = []
  const sentences = new Set(line.map(({ sentence }) => sentence))
  if (sentences.size < 2) return []
  const statements = new Set([...sentences].filter((sentence) => isStatement(context, places, sentence)))
  for (let from = 0; from < line.length; ) {
    let to = from + 1
    while (to < line.length && line[to]!.sentence === line[from]!.sentence) to++
    const piece = line.slice(from, to)
    const isOwn = statements.has(line[from]!.sentence)
    const isReferent = to < line.length && isRelated(context, line, to)
    if (!isOwn && !isReferent) {
      const words = context.text.text.slice(piece[0]!.word.start, piece.at(-1)!.word.end)
      findings.push(
        findingOf(
          piece[0]!.word.isName ? 'name' : 'role',
          'contradicted',
          `"${words}" stands in another sentence of the article.`,
          words,
          context.article.tagged.sentences[piece[0]!.sentence]!.text,
        ),
      )
    }
    from = to
  }
  return findings
}

// More than one word of the sentence is taken over, and a verb with them.
function isStatement({ tokens }: ClaimContext, line: readonly LinePlace[], sentence: number): boolean {
  const own = line.filter((place) => place.sentence === sentence)
  const verb = own.find(
    ({ word, target }) => isVerbWord(word) || (target && isVerbWord(target)) || /^[dv]/.test(readingsOf(word.lower)),
  )
  if (verb && own.length > 1) return true
  // "The deckhand is back at work": the verb is no word of content.
  const first = own[0]!.word.at
  return tokens.slice(Math.max(0, first - 3), first).some(({ tag }) => tag === 'be' || tag === 'have')
}
