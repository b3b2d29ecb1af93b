import type { Token } from '../../language/tokens.ts'
import { attributionsIn } from '../gates/attribution.ts'
import type { PreparedArticle, PreparedText } from '../prepare-article.ts'
import { fold, stemOfWord } from '../text-words.ts'
import type { Laid, Piece } from './cut-pieces.ts'
import { canEnd, clauseStart } from './edges.ts'

/** A line cut into stretches, with the sentences that it names. */
export interface Layout {
  article: PreparedArticle
  /** indexes of the sentences in the article, in the order of `sentences` */
  cited: readonly number[]
  sentences: readonly (readonly Token[])[]
  own: PreparedText
  line: readonly Token[]
  laid: readonly Laid[]
  pieces: readonly Piece[]
}

/** Whether a stretch is who says it: its words are of the source or beside the verb of saying, and none of them is what is said. */
export function isSaying({ article, cited, sentences }: Layout, { sentence, first, last }: Piece): boolean {
  const tokens = sentences[sentence]!.slice(first, last + 1)
  return attributionsIn(article, cited[sentence]!).some(({ source, cue, content }) => {
    const touches = (span: { start: number; end: number }) =>
      tokens.some((token) => token.start < span.end && span.start < token.end)
    return (touches(cue) || (source !== null && touches(source))) && !content.some(touches)
  })
}

/** Whether a stretch is a time, or a phrase that stands at an end of the line, of the clause that it stands beside there. */
export function isAdjunct(layout: Layout, piece: Piece, beside: Piece): boolean {
  const { article, cited, sentences, pieces } = layout
  const tokens = sentences[piece.sentence]!
  if (piece.sentence !== beside.sentence) return false
  const opens = tokens[piece.first]!
  const isDate = article.dates[cited[piece.sentence]!]!.some(
    ({ from, to }) => piece.first >= from - 1 && piece.last < to,
  )
  if (!isDate && piece !== pieces[0] && piece !== pieces.at(-1)) return false
  if (!isDate && !/^(?:preposition|subordinator|conjunction)$/.test(opens.tag)) return false
  if (/^(?:of|to|by|from|for|and|but|or)$/.test(opens.lower) && !isDate) return false
  if (!canEnd(tokens, piece.last)) return false
  if (isDate && article.dates[cited[piece.sentence]!]!.length === 1) return true
  const isClause = opens.tag === 'subordinator' || opens.tag === 'conjunction'
  // What stands at the head of a sentence belongs to the clause behind its comma.
  const start = clauseStart(tokens, piece.first === 0 ? Math.min(piece.last + 2, tokens.length - 1) : piece.first)
  return isClause || start === clauseStart(tokens, beside.last) || start === clauseStart(tokens, beside.first)
}

/** Whether a stretch is the verb, the doer or the done-to of an act that the line turns from active to passive, or back. */
export function isTurned({ article, cited, sentences, own }: Layout, { sentence, first, last }: Piece): boolean {
  const tokens = sentences[sentence]!
  return article.predicates(cited[sentence]!).some((act) => {
    const stem = stemOfWord(fold(tokens[act.at]!.lower))
    const isConverted = own.tagged.sentences.some(({ index, tokens: words }) =>
      own
        .predicates(index)
        .some((mine) => stemOfWord(fold(words[mine.at]!.lower)) === stem && mine.isPassive !== act.isPassive),
    )
    if (!isConverted) return false
    if (act.from <= first && last < act.to) return true
    return [act.agent, act.patient, ...act.others.map(({ part }) => part)].some(
      (part) =>
        part !== null &&
        part.from <= first &&
        first <= part.head &&
        part.head <= last &&
        (last < part.to || canEnd(tokens, last)),
    )
  })
}
