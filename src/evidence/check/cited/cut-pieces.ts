import type { Tag } from '../../language/tags.ts'
import type { Token } from '../../language/tokens.ts'
import { fold, stemOfWord } from '../text-words.ts'

/** A word of a line and the token of a cited sentence that it is: -1 where the line set it anew ("was", "that", a comma). */
export interface Laid {
  token: Token
  sentence: number
  at: number
}

/** A stretch of a line that is a stretch of one cited sentence, word by word. `from` and `to` (exclusive) are places in the line. */
export interface Piece {
  from: number
  to: number
  sentence: number
  /** first and last token in the sentence */
  first: number
  last: number
}

interface State {
  sentence: number
  at: number
  cost: number
  back: State | null
}

const cost = { jump: 1, back: 1.6, across: 2, stem: 0.15, unlaidSmall: 0.9, unlaid: 3 }
/** Words that a line may set anew; others are laid wherever they stand. */
const smallTags: ReadonlySet<Tag> = new Set<Tag>([
  ...(['be', 'have', 'do', 'determiner', 'preposition', 'conjunction', 'subordinator'] as const),
  ...(['pronoun', 'possessive', 'wh', 'to'] as const),
])
/** More places of one word in the cited sentences are not looked at. */
const mostPlaces = 12

/** Lays each word of a line on the cited sentences so that it falls into as few stretches as can be. Marks are left out: they are asked for apart. */
export function layLine(line: readonly Token[], cited: readonly (readonly Token[])[]): Laid[] {
  const words = line.filter(isWord)
  const places = placesOf(cited)
  let states: State[] = []
  const columns: State[][] = []
  for (const { lower, tag } of words) {
    const same = places.get(lower) ?? []
    const alike = same.length > 0 ? same : (places.get(`~${stemOfWord(fold(lower))}`) ?? [])
    const own = same.length > 0 ? 0 : cost.stem
    const found = alike.slice(0, mostPlaces).map(({ sentence, at }) => reach(states, { sentence, at }, own, cited))
    const unlaid = reach(states, null, smallTags.has(tag) ? cost.unlaidSmall : cost.unlaid, cited)
    states = [...found, unlaid]
    columns.push(states)
  }
  let state: State | null = states.reduce<State | null>(
    (low, one) => (low === null || one.cost < low.cost ? one : low),
    null,
  )
  const laid: Laid[] = []
  for (let at = words.length - 1; at >= 0 && state !== null; at--) {
    laid.unshift({ token: words[at]!, sentence: state.sentence, at: state.at })
    state = state.back
  }
  return laid
}

/** Cuts a laid line into its stretches, in the order of the line. */
export function cutPieces(laid: readonly Laid[], cited: readonly (readonly Token[])[]): Piece[] {
  const pieces: Piece[] = []
  laid.forEach(({ sentence, at }, index) => {
    if (at < 0) return
    const last = pieces.at(-1)
    if (last && last.to === index && last.sentence === sentence && nextWord(cited[sentence]!, last.last) === at) {
      last.to = index + 1
      last.last = at
    } else pieces.push({ from: index, to: index + 1, sentence, first: at, last: at })
  })
  // A word that joins is the line's own where the stretch ends with it.
  for (const piece of pieces) {
    while (piece.to - piece.from > 1 && /^(?:and|but|or|that|while|who|which)$/.test(laid[piece.to - 1]!.token.lower)) {
      piece.to--
      piece.last = laid[piece.to - 1]!.at
    }
  }
  return pieces
}

/** The next token that is no mark, or -1. */
export function nextWord(tokens: readonly Token[], at: number): number {
  for (let next = at + 1; next < tokens.length; next++) if (isWord(tokens[next]!)) return next
  return -1
}

/** Whether a token is a word or number, and no mark. */
export function isWord({ text }: Token): boolean {
  return /[\p{L}\p{N}$€£%]/u.test(text)
}

function reach(
  before: readonly State[],
  to: { sentence: number; at: number } | null,
  own: number,
  cited: readonly (readonly Token[])[],
): State {
  let best: State = { sentence: to?.sentence ?? -1, at: to?.at ?? -1, cost: own, back: null }
  if (before.length === 0) return best
  best = { ...best, cost: Number.POSITIVE_INFINITY }
  for (const state of before) {
    const sum = state.cost + own + stepCost(state, to, cited)
    // What is set anew stands between two places: the step is taken from the last of them.
    if (sum < best.cost) best = { ...best, cost: sum, back: state }
  }
  return best
}

function stepCost(
  from: State,
  to: { sentence: number; at: number } | null,
  cited: readonly (readonly Token[])[],
): number {
  if (to === null) return 0
  let last: State | null = from
  while (last !== null && last.at < 0) last = last.back
  if (last === null) return 0
  if (last.sentence !== to.sentence) return cost.across
  if (nextWord(cited[to.sentence]!, last.at) === to.at) return 0
  return to.at > last.at ? cost.jump : cost.back
}

function placesOf(cited: readonly (readonly Token[])[]): Map<string, { sentence: number; at: number }[]> {
  const places = new Map<string, { sentence: number; at: number }[]>()
  const add = (key: string, place: { sentence: number; at: number }) => {
    const known = places.get(key)
    if (known) known.push(place)
    else places.set(key, [place])
  }
  cited.forEach((tokens, sentence) => {
    const start = endOfDateline(tokens)
    tokens.forEach((token, at) => {
      if (at < start || !isWord(token)) return
      add(token.lower, { sentence, at })
      add(`~${stemOfWord(fold(token.lower))}`, { sentence, at })
    })
  })
  return places
}

// "SKARROW BAY — The boats …": where the reporter was is no part of the sentence.
function endOfDateline(tokens: readonly Token[]): number {
  const dash = tokens.slice(0, 8).findIndex(({ text }) => /^(?:—|–|--)$/.test(text))
  const isPlace = dash > 0 && tokens.slice(0, dash).every(({ text }) => text === text.toUpperCase())
  return isPlace ? dash + 1 : 0
}
