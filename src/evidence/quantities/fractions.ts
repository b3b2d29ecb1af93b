import type { Token } from '../language/tokens.ts'
import type { NumberAt } from './number-at.ts'
import { parts, scales, smallNumber } from './number-words.ts'

/**
 * A share that begins at a token: "a third of", "two-thirds", "three quarters", "half of", "three in ten", "nine out of 10".
 * "the third time", "the quarter", "the first half" are none.
 */
export function fractionAt(tokens: Token[], from: number): NumberAt | undefined {
  return ratioAt(tokens, from) ?? partAt(tokens, from) ?? halfAt(tokens, from)
}

function numberOf(token: Token | undefined): number | undefined {
  if (!token) return undefined
  return /^\d{1,4}$/.test(token.text) ? Number(token.text) : smallNumber(token.lower)
}

// "three in ten", "one in every five", "nine out of 10".
function ratioAt(tokens: Token[], from: number): NumberAt | undefined {
  const top = numberOf(tokens[from])
  if (top === undefined) return undefined
  let at = from + 1
  if (tokens[at]?.lower === 'out' && tokens[at + 1]?.lower === 'of') at += 2
  else if (tokens[at]?.lower === 'in') at += tokens[at + 1]?.lower === 'every' ? 2 : 1
  else if (tokens[at]?.lower === 'of' && tokens[at + 1]?.lower === 'every') at += 2
  else return undefined
  const bottom = numberOf(tokens[at])
  if (bottom === undefined || bottom <= top || bottom > 1000) return undefined
  // "two in 10 minutes": the second number measures on its own.
  if (
    /^(?:minutes?|hours?|days?|weeks?|months?|years?|seconds?|games?|matches|innings|starts|seasons)$/.test(
      tokens[at + 1]?.lower ?? '',
    )
  )
    return undefined
  return ratio(tokens, from, at + 1, top / bottom)
}

// "a third of", "two-thirds", "three quarters".
function partAt(tokens: Token[], from: number): NumberAt | undefined {
  const token = tokens[from]!
  const dash = token.lower.indexOf('-')
  if (dash > 0) {
    const top = token.lower.slice(0, dash) === 'a' ? 1 : smallNumber(token.lower.slice(0, dash))
    const part = parts.get(token.lower.slice(dash + 1))
    if (top === undefined || part === undefined || top * part >= 1.01) return undefined
    return isShare(tokens, from, from + 1, top) ? ratio(tokens, from, from + 1, top * part) : undefined
  }
  const top = token.lower === 'a' || token.lower === 'an' ? 1 : smallNumber(token.lower)
  const part = parts.get(tokens[from + 1]?.lower ?? '')
  if (top === undefined || part === undefined || top * part >= 1.01) return undefined
  if (token.tag === 'determiner' && tokens[from + 1]!.lower === 'half') return undefined
  return isShare(tokens, from, from + 2, top) ? ratio(tokens, from, from + 2, top * part) : undefined
}

// "a third person" and "a quarter earlier" name no share: "of", "by", a comparison or a mark must say so. "two thirds" always does.
function isShare(tokens: Token[], from: number, to: number, top: number): boolean {
  const next = tokens[to]
  if (next?.lower === 'of') return !/^(?:18|19|20)\d\d$/.test(tokens[to + 1]?.text ?? '')
  if (next?.lower === 'majority' || next?.lower === 'vote') return true
  if (top > 1) return next?.tag !== 'noun' || next.lower === 'cup'
  const before = tokens[from - 1]?.lower ?? ''
  return before === 'by' || /^(?:about|nearly|almost|roughly|than|least|approximately|around)$/.test(before)
    ? next?.tag !== 'noun' && next?.tag !== 'adjective'
    : /^(?:more|less|fewer|higher|lower)$/.test(next?.lower ?? '')
}

// "half of voters", "half its revenue", "nearly half", "by half"; not "the second half".
function halfAt(tokens: Token[], from: number): NumberAt | undefined {
  if (tokens[from]!.lower !== 'half') return undefined
  const before = tokens[from - 1]
  if (
    before &&
    (before.tag === 'adjective' ||
      before.tag === 'number' ||
      before.tag === 'possessive' ||
      /^(?:first|second|other|a|and|in|the|this|that|each|last|opening|better|one)$/.test(before.lower))
  )
    return undefined
  const next = tokens[from + 1]?.lower ?? ''
  // "more than half a million" is a number of its own.
  if (next === 'a' && scales.has(tokens[from + 2]?.lower ?? '')) return undefined
  const opens = /^(?:of|the|its|their|his|her|our|those|all|these)$/.test(next)
  const limited = /^(?:than|nearly|almost|about|roughly|least|by|over|around|under)$/.test(before?.lower ?? '')
  if (!opens && !limited) return undefined
  return ratio(tokens, from, from + 1, 0.5)
}

function ratio(tokens: Token[], from: number, to: number, value: number): NumberAt {
  const exact = Math.abs(value - 2 / 3) < 1e-9 ? 2 / 3 : value
  return {
    from,
    to,
    start: tokens[from]!.start,
    end: tokens[to - 1]!.end,
    value: exact,
    form: 'ratio',
    scale: 1,
    joined: null,
  }
}
