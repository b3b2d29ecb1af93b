import type { Token } from '../language/tokens.ts'
import { fractionAt } from './fractions.ts'
import type { NumberAt } from './number-at.ts'
import { moneyScales, scales, shortScales, small, smallNumber, tens } from './number-words.ts'
import { vagueAt } from './vague-numbers.ts'

/**
 * Reads the number that begins at a token, or gives undefined: `1.2 bn`, `two and a half million`, `tens of thousands`, `three in ten`.
 * A vague plural spans its scale and the tenfold of it ("dozens" 12 to 120, "tens of thousands" 10,000 to 100,000): beyond that a writer
 * takes the next word, and any single figure in between would be ours. `value` is the lower end.
 * `isMoney`: a currency sign stands before, so "m" and "b" are scales.
 */
export function readNumber(tokens: Token[], from: number, isMoney = false): NumberAt | undefined {
  const token = tokens[from]
  if (!token) return undefined
  return fractionAt(tokens, from) ?? digitsAt(tokens, from, isMoney) ?? vagueAt(tokens, from) ?? wordsAt(tokens, from)
}

function digitsAt(tokens: Token[], from: number, isMoney: boolean): NumberAt | undefined {
  const token = tokens[from]!
  if (!/^(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/.test(token.text)) return undefined
  if (token.text.length > 24 || /^0\d/.test(token.text)) return undefined
  const number: NumberAt = {
    from,
    to: from + 1,
    start: token.start,
    end: token.end,
    value: Number(token.text.replaceAll(',', '')),
    form: 'digits',
    scale: 1,
    joined: null,
  }
  const next = tokens[from + 1]
  const grouped = indianGroups(tokens, from) ?? spacedGroups(tokens, from)
  if (grouped) return withScale(tokens, { ...number, ...grouped }, isMoney)
  if (next && !next.spaced && /^[½¼¾]$/.test(next.text)) {
    number.value += next.text === '½' ? 0.5 : next.text === '¼' ? 0.25 : 0.75
    number.to++
    number.end = next.end
  }
  return withJoined(tokens, withScale(tokens, number, isMoney))
}

// "1,00,000": thousands by two digits.
function indianGroups(tokens: Token[], from: number): { to: number; end: number; value: number } | undefined {
  let to = from + 1
  let digits = tokens[from]!.text
  if (!/^\d{1,2}$/.test(digits)) return undefined
  const rest = tokens[to + 1]
  if (tokens[to]?.text === ',' && !tokens[to]!.spaced && rest && !rest.spaced && /^\d{2},\d{3}$/.test(rest.text)) {
    return { to: to + 2, end: rest.end, value: Number(digits + rest.text.replace(',', '')) }
  }
  while (
    tokens[to]?.text === ',' &&
    !tokens[to]!.spaced &&
    tokens[to + 1] &&
    !tokens[to + 1]!.spaced &&
    /^\d{2,3}$/.test(tokens[to + 1]!.text) &&
    to < from + 8
  ) {
    digits += tokens[to + 1]!.text
    to += 2
  }
  return to > from + 2 && tokens[to - 1]!.text.length === 3
    ? { to, end: tokens[to - 1]!.end, value: Number(digits) }
    : undefined
}

// "350 000": thousands parted by a space.
function spacedGroups(tokens: Token[], from: number): { to: number; end: number; value: number } | undefined {
  let to = from + 1
  let digits = tokens[from]!.text
  if (!/^[1-9]\d{0,2}$/.test(digits)) return undefined
  while (to < from + 5 && /^\d{3}$/.test(tokens[to]?.text ?? '') && tokens[to]!.start === tokens[to - 1]!.end + 1)
    digits += tokens[to++]!.text
  return to > from + 1 && digits.endsWith('000') ? { to, end: tokens[to - 1]!.end, value: Number(digits) } : undefined
}

// "million", "bn", "-million", and the first part of "million-dollar".
function withScale(tokens: Token[], number: NumberAt, isMoney: boolean): NumberAt {
  let result = number
  for (let round = 0; round < 2; round++) {
    let at = result.to
    if (
      tokens[at] &&
      /^[-‑]$/.test(tokens[at]!.text) &&
      !tokens[at]!.spaced &&
      tokens[at + 1] &&
      !tokens[at + 1]!.spaced
    )
      at++
    const next = tokens[at]
    if (!next) return result
    const dash = next.lower.indexOf('-')
    const head = dash > 0 ? next.lower.slice(0, dash) : next.lower
    const factor = scales.get(head) ?? (dash < 0 ? shortScale(tokens, at, isMoney) : undefined)
    if (factor === undefined) return result
    result = {
      ...result,
      to: at + 1,
      end: next.start + head.length,
      value: times(result.value, factor),
      scale: result.scale * factor,
    }
    if (dash > 0) return { ...result, joined: { text: next.lower.slice(dash + 1), end: next.end } }
  }
  return result
}

function shortScale(tokens: Token[], at: number, isMoney: boolean): number | undefined {
  const token = tokens[at]!
  const known = shortScales.get(token.lower)
  if (known !== undefined) return token.lower === 'k' && token.spaced ? undefined : known
  if (token.spaced && !isMoney) return undefined
  const money = moneyScales.get(token.lower)
  if (money === undefined) return undefined
  if (isMoney) return money
  // "2.5M users", "5m people": a scale only before a plural noun; else metres.
  const next = tokens[at + 1]
  return next?.spaced &&
    next.tag === 'noun' &&
    /(?:s|people|men|women|children)$/.test(next.lower) &&
    token.lower === 'm'
    ? money
    : undefined
}

// 1.2 times a billion must be 1200000000 and not 1199999999.9999998.
function times(value: number, factor: number): number {
  return Number((value * factor).toPrecision(15))
}

// "50-year-old", "12-member", "10-mile": the word after the hyphen.
function withJoined(tokens: Token[], number: NumberAt): NumberAt {
  const dash = tokens[number.to]
  const word = tokens[number.to + 1]
  if (number.joined || !dash || !word || !/^[-‑]$/.test(dash.text) || dash.spaced || word.spaced) return number
  if (!/^\p{Ll}/u.test(word.text)) return number
  return { ...number, to: number.to + 2, joined: { text: word.lower, end: word.end } }
}

// "two and a half million", "a hundred", "one hundred and five", "half a million", "five-year".
function wordsAt(tokens: Token[], from: number): NumberAt | undefined {
  let at = from
  let total = 0
  let current: number | undefined
  const first = tokens[from]!
  const next = tokens[from + 1]
  if (first.lower === 'half' && next?.lower === 'a' && scales.has(tokens[from + 2]?.lower ?? '')) {
    return {
      from,
      to: from + 3,
      start: first.start,
      end: tokens[from + 2]!.end,
      value: scales.get(tokens[from + 2]!.lower)! / 2,
      scale: 1,
      form: 'words',
      joined: null,
    }
  }
  if ((first.lower === 'a' || first.lower === 'an') && next && scales.has(next.lower) && next.lower !== 'score') {
    current = 1
    at++
  }
  for (let steps = 0; steps < 12; steps++) {
    const { lower } = tokens[at] ?? { lower: '' }
    const scale = scales.get(lower)
    const value = smallNumber(lower)
    if (scale !== undefined && current !== undefined) {
      if (scale === 100 || scale === 12) current *= scale
      else {
        total += times(current, scale)
        current = undefined
      }
    } else if (value !== undefined && current === undefined && !(total === 0 && at > from)) current = value
    else if (
      value !== undefined &&
      current !== undefined &&
      current >= 20 &&
      current % (current >= 100 ? 100 : 10) === 0 &&
      value < (current >= 100 ? 100 : 10)
    )
      current += value
    else if (lower === 'and' && at > from) {
      const half = tokens[at + 1]?.lower === 'a' && tokens[at + 2]?.lower === 'half'
      const isRest =
        isScaleBefore(tokens, at) && smallNumber(tokens[at + 1]?.lower ?? '') !== undefined && (current ?? 100) >= 100
      if (half && current !== undefined) {
        current += 0.5
        at += 2
      } else if (!isRest) break
    } else break
    at++
  }
  if (at === from) return compoundAt(tokens, from)
  const end = tokens[at - 1]!
  const number: NumberAt = {
    from,
    to: at,
    start: first.start,
    end: end.end,
    value: total + (current ?? 0),
    form: 'words',
    scale: 1,
    joined: null,
  }
  return withJoined(tokens, number)
}

function isScaleBefore(tokens: Token[], at: number): boolean {
  const lower = tokens[at - 1]?.lower ?? ''
  return lower === 'hundred' || lower === 'thousand'
}

// "five-year", "three-course", "twenty-mile": one token.
function compoundAt(tokens: Token[], from: number): NumberAt | undefined {
  const token = tokens[from]!
  const dash = token.lower.search(/[-‑]/)
  if (dash <= 0) return undefined
  const value = small.get(token.lower.slice(0, dash)) ?? tens.get(token.lower.slice(0, dash))
  if (value === undefined) return undefined
  const rest = token.lower.slice(dash + 1)
  return {
    from,
    to: from + 1,
    start: token.start,
    end: token.start + dash,
    value,
    form: 'words',
    scale: 1,
    joined: { text: rest, end: token.end },
  }
}
