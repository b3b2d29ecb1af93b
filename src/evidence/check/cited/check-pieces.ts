import type { Reason } from '../../../domain/check.ts'
import { isNominal, isVerb } from '../../language/tags.ts'
import type { PreparedArticle, PreparedText } from '../prepare-article.ts'
import { cutPieces, layLine, nextWord, type Piece } from './cut-pieces.ts'
import { canBegin, canEnd, canSkip, hasMainClause, isTakenBack, isVerbLike } from './edges.ts'
import { isAdjunct, isSaying, isTurned, type Layout } from './moved-piece.ts'

/** Words that a line may set between two stretches of the article. */
const joining =
  /^(?:and|but|that|the|a|an|who|which|while|as|by|of|in|on|at|was|were|is|are|been|be|has|have|had|according|to|it|he|she|they|its|his|her|their|from|each)$/

/**
 * The stretches of a line are stretches of the sentences that it names, and are put together only where the article's own phrases begin and end: nothing is cut
 * off in the middle, and nothing changes its place but who said it, when, and the doer and the done-to of a verb that is turned.
 */
export function checkPieces(article: PreparedArticle, own: PreparedText, cited: readonly number[]): Reason[] {
  const sentences = cited.map((index) => article.tagged.sentences[index]!.tokens)
  for (const { tokens: line } of own.tagged.sentences) {
    const laid = layLine(line, sentences)
    const reason = faultOf({ article, cited, sentences, own, line, laid, pieces: cutPieces(laid, sentences) })
    if (reason !== null) return [reason]
  }
  return []
}

function faultOf(layout: Layout): Reason | null {
  const { pieces, line } = layout
  const [first, last] = [pieces[0], pieces.at(-1)]
  if (first === undefined || last === undefined) return null
  if (!hasMainClause(line)) return fault('It is no whole sentence', layout, first.from, last.to)
  if (!isWellBegun(layout, first))
    return fault('It begins in the middle of a phrase', layout, first.from, first.from + 6)
  if (!isWellEnded(layout, last)) return fault('It breaks off in the middle of a phrase', layout, last.to - 6, last.to)
  for (let at = 1; at < pieces.length; at++) {
    const [one, other] = [pieces[at - 1]!, pieces[at]!]
    if (!isJoined(layout, one, other))
      return fault('The article does not put these together', layout, one.to - 3, other.from + 3)
  }
  return null
}

function fault(message: string, { laid }: Layout, from: number, to: number): Reason {
  const words = laid.slice(Math.max(0, from), to).map(({ token }) => token.text)
  return { gate: 'role', message: `${message}: "${words.join(' ')}".`, claimed: words.join(' '), found: null }
}

function isWellBegun(layout: Layout, piece: Piece): boolean {
  const tokens = layout.sentences[piece.sentence]!
  const isLeftOut = !layout.pieces.some(({ sentence, last }) => sentence === piece.sentence && last < piece.first)
  if (isLeftOut && isTakenBack(tokens, piece.first)) return false
  if (canBegin(tokens, piece.first) || isSaying(layout, piece) || isTurned(layout, piece)) return true
  const before = tokens[piece.first - 1]!
  // "Kelleran said" for "He said"; "The deckhand" for "One deckhand".
  if (piece.from > 0 && (before.tag === 'pronoun' || /^(?:an?|the|one)$/.test(before.lower))) return true
  const beside = layout.pieces[1]
  if (beside === undefined) return false
  return (
    isAdjunct(layout, piece, beside) ||
    isApposed(layout, piece, beside) ||
    isNamed(layout, piece, beside) ||
    isOwner(layout, piece, beside)
  )
}

function isWellEnded(layout: Layout, piece: Piece): boolean {
  const tokens = layout.sentences[piece.sentence]!
  if (canEnd(tokens, piece.last) || isSaying(layout, piece) || isTurned(layout, piece)) return true
  const beside = layout.pieces.at(-2)
  return beside !== undefined && isAdjunct(layout, piece, beside)
}

function isJoined(layout: Layout, one: Piece, other: Piece): boolean {
  const { sentences, laid, article, cited } = layout
  const between = laid.slice(one.to, other.from).map(({ token }) => token)
  // A name or noun that is in none of the sentences is asked for apart.
  const isSmall = between.every(
    ({ lower, tag, text }) => joining.test(lower) || isNominal(tag) || /^\p{Lu}/u.test(text),
  )
  const tokens = sentences[other.sentence]!
  if (one.sentence === other.sentence && other.first > one.last) {
    if (between.length === 0 && canSkip(tokens, one.last + 1, other.first)) return true
    if (isSmall && (nextWord(tokens, one.last) === other.first || isUsed(layout, one, other))) return true
    const gap = tokens.slice(one.last + 1, other.first)
    const isTime = article.dates[cited[other.sentence]!]!.some(({ start, end }) =>
      gap.every((token) => start <= token.start && token.end <= end),
    )
    if (between.length === 0 && isTime) return true
    // "on the deckhand's hand" for "on his hand"; "the sheriff said" for "Hapsley said".
    if (
      between.length > 0 &&
      isSmall &&
      gap.every(({ tag }) => tag === 'pronoun' || tag === 'possessive' || tag === 'name')
    )
      return true
  }
  if (isAside(layout, one, other)) return true
  if (isTurned(layout, one) && isTurned(layout, other)) return true
  if (one.sentence === other.sentence) {
    const ends = canEnd(tokens, one.last)
    const begins = canBegin(tokens, other.first)
    if ((isSaying(layout, one) && (begins || isSaying(layout, other))) || (isSaying(layout, other) && ends))
      return isSmall
    if (isAdjunct(layout, one, other) && (begins || isSubject(layout, other))) return isSmall
    if (isAdjunct(layout, other, one) && ends) return isSmall
    if (isTurned(layout, one) || isTurned(layout, other)) return isSmall && (ends || begins)
    if (isApposed(layout, one, other)) return true
  }
  if (isNamed(layout, one, other) || isOwner(layout, one, other)) return true
  if (isSaidByPronoun(layout, one, other)) return true
  return isSmall && opensPiece(layout, one, other) && isEnded(layout, one) && isBegun(layout, other)
}

// What stands between the two in the article stands elsewhere in the line.
function isUsed({ sentences, pieces }: Layout, one: Piece, other: Piece): boolean {
  const tokens = sentences[one.sentence]!
  for (let at = one.last + 1; at < other.first; at++) {
    const isLaid = pieces.some(({ sentence, first, last }) => sentence === one.sentence && first <= at && at <= last)
    if (!isLaid && !joining.test(tokens[at]!.lower) && !/^\W+$/.test(tokens[at]!.text)) return false
  }
  return true
}

function isSubject({ sentences }: Layout, { sentence, first }: Piece): boolean {
  return first === 0 || /^[—–:]$/.test(sentences[sentence]![first - 1]!.text)
}

// "Drivers, who earn $27, walked off": the second stretch stands in the midst of what the first and the third are; told of both joints.
function isAside(layout: Layout, one: Piece, other: Piece): boolean {
  const { pieces, sentences } = layout
  const resumes = (before: Piece | undefined, after: Piece | undefined) =>
    before !== undefined &&
    after !== undefined &&
    before.sentence === after.sentence &&
    nextWord(sentences[after.sentence]!, before.last) === after.first
  const at = pieces.indexOf(other)
  const [aside, around] = resumes(one, pieces[at + 1])
    ? [other, one]
    : resumes(pieces[at - 2], other)
      ? [one, pieces[at - 2]!]
      : []
  if (aside === undefined || around === undefined) return false
  return isSaying(layout, aside) || isAdjunct(layout, aside, around) || isRelative(layout, around, aside)
}

// "who earn $27 an hour", of those who earn it in the article.
function isRelative(layout: Layout, around: Piece, aside: Piece): boolean {
  const { laid } = layout
  const opens = laid.slice(around.to, aside.from).some(({ token }) => /^(?:who|which)$/.test(token.lower))
  return opens && isBegun(layout, aside) && canEnd(layout.sentences[aside.sentence]!, aside.last)
}

// "Skarrow Bay's boats" for "the boats of Skarrow Bay".
function isOwner({ laid, sentences }: Layout, one: Piece, other: Piece): boolean {
  const hasMark = laid.slice(one.to, other.from + 1).some(({ token }) => /^['’]s?$/.test(token.text))
  if (!hasMark || one.sentence !== other.sentence || one.first <= other.last) return false
  const between = sentences[one.sentence]!.slice(other.last + 1, one.first)
  return between.length > 0 && between.length <= 3 && between[0]!.tag === 'preposition'
}

// "Castellow said that …", where the sentence has "He said that …".
function isSaidByPronoun(layout: Layout, one: Piece, other: Piece): boolean {
  const { sentences } = layout
  if (one.sentence === other.sentence) return false
  const isHis = ({ sentence, first }: Piece) => {
    const tokens = sentences[sentence]!
    const opening = tokens.slice(0, Math.min(first + 1, 3))
    return opening[0]?.tag === 'pronoun' && opening.slice(1).some(({ tag }) => isVerb(tag))
  }
  if (isSaying(layout, one) && isHis(other)) return true
  return isHis(one) && canEnd(sentences[one.sentence]!, one.last) && (isSaying(layout, other) || isName(layout, other))
}

// "Ines Favoreau, the city engineer" for "City engineer Ines Favoreau".
function isApposed({ laid, sentences }: Layout, one: Piece, other: Piece): boolean {
  const isNamePiece = laid.slice(one.from, one.to).every(({ token }) => /^\p{Lu}/u.test(token.text))
  return isNamePiece && nextWord(sentences[other.sentence]!, other.last) === one.first
}

// In the line a comma, or a word that joins, stands between the two.
function opensPiece({ line, laid }: Layout, one: Piece, other: Piece): boolean {
  const [from, to] = [line.indexOf(laid[one.to - 1]!.token), line.indexOf(laid[other.from]!.token)]
  return line
    .slice(from + 1, to)
    .some(({ text, lower }) => /^[,;:—–()]$/.test(text) || /^(?:and|but|who|which|while|that)$/.test(lower))
}

function isEnded(layout: Layout, piece: Piece): boolean {
  const { sentences, laid } = layout
  return (
    canEnd(sentences[piece.sentence]!, piece.last) && laid.slice(0, piece.to).some(({ token }) => isVerbLike(token))
  )
}

/** A clause with its own verb; or the verb of one whose doer the line has already, or a pronoun there. */
function isBegun({ article, cited, sentences, laid, pieces }: Layout, piece: Piece): boolean {
  const tokens = sentences[piece.sentence]!
  let verb = piece.first
  while (verb < piece.last && tokens[verb]!.tag === 'adverb') verb++
  if (!isVerb(tokens[verb]!.tag)) {
    const all = pieces.filter(({ sentence, first }) => sentence === piece.sentence && first >= piece.first)
    return (
      canBegin(tokens, piece.first) && all.some(({ first, last }) => tokens.slice(first, last + 1).some(isVerbLike))
    )
  }
  if (tokens[piece.first - 1]?.tag === 'pronoun') return true
  const act = article.predicates(cited[piece.sentence]!).find(({ from, to }) => from <= verb && verb < to)
  const agent = act && (act.isPassive ? act.patient : act.agent)
  if (!agent) return false
  const head = tokens[agent.head]!
  if (head.tag === 'pronoun' || head.tag === 'wh') return true
  return laid.slice(0, piece.from).some(({ token }) => token.lower === head.lower)
}

/** A name or noun in the place of a pronoun; a name in the place of "the company", or of a part of itself. */
function isNamed(layout: Layout, one: Piece, other: Piece): boolean {
  const { sentences, laid } = layout
  const tokens = sentences[other.sentence]!
  const before = tokens[other.first - 1]
  const after = sentences[one.sentence]![nextWord(sentences[one.sentence]!, one.last)]
  const isPronoun = (token: typeof before) =>
    token !== undefined && (token.tag === 'pronoun' || /^(?:its|his|her|their)$/.test(token.lower))
  if (isShort(one) && isPronoun(before)) return true
  if (isShort(other) && isPronoun(after)) return true
  if (!isName(layout, one) || before === undefined || one.sentence === other.sentence) return false
  if (laid.slice(one.from, one.to).some(({ token }) => token.lower === before.lower)) return true
  return before.tag === 'noun' && /^(?:the|this|that)$/i.test(tokens[other.first - 2]?.lower ?? '')
}

function isShort({ from, to }: Piece): boolean {
  return to - from <= 8
}

function isName({ laid }: Layout, { from, to }: Piece): boolean {
  return laid.slice(from, to).every(({ token }) => /^\p{Lu}|^(?:of|the|and|['’]s?)$/u.test(token.text))
}
