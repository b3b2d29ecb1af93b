import type { Token } from '../language/tokens.ts'
import type { NumberAt } from './number-at.ts'
import { scales, vague } from './number-words.ts'

/** A vague number that begins at a token: "dozens", "tens of thousands", "several hundred", "a few dozen". */
export function vagueAt(tokens: Token[], from: number): NumberAt | undefined {
  const token = tokens[from]!
  const { lower } = token
  const isSeveral = lower === 'several' || lower === 'many'
  const isFew = lower === 'a' && (tokens[from + 1]?.lower === 'few' || tokens[from + 1]?.lower === 'couple')
  if (isSeveral || isFew) return scaleAfter(tokens, from, from + (isFew ? 2 : 1))
  const isTens = lower === 'tens' && tokens[from + 1]?.lower === 'of'
  const first = isTens ? 10 : vague.get(lower)
  if (first === undefined || (lower === 'scores' && tokens[from + 1]?.lower !== 'of')) return undefined
  const second = tokens[from + 1]?.lower === 'of' ? vague.get(tokens[from + 2]?.lower ?? '') : undefined
  if (isTens && second === undefined) return undefined
  const to = second === undefined ? from + 1 : from + 3
  return {
    from,
    to,
    start: token.start,
    end: tokens[to - 1]!.end,
    value: first * (second ?? 1),
    form: 'vague',
    scale: 1,
    joined: null,
  }
}

function scaleAfter(tokens: Token[], from: number, at: number): NumberAt | undefined {
  const of = tokens[at]?.lower === 'of' ? 1 : 0
  let to = at + of
  let value = 1
  while (to < at + of + 2 && scales.has(tokens[to]?.lower ?? '')) value *= scales.get(tokens[to++]!.lower)!
  if (to === at + of) return undefined
  return {
    from,
    to,
    start: tokens[from]!.start,
    end: tokens[to - 1]!.end,
    value,
    form: 'vague',
    scale: 1,
    joined: null,
  }
}
