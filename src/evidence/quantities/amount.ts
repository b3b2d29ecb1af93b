import type { Token } from '../language/tokens.ts'
import { currencyAfter, currencySignAt, isMoneyPounds } from './currencies.ts'
import { wordDirection } from './direction.ts'
import type { NumberAt } from './number-at.ts'
import { readNumber } from './numbers.ts'
import { joinedUnit, type UnitAt, unitAt } from './units.ts'

/** One amount as written: number or range with its unit. Token indexes `from` and `to` (exclusive), text offsets `start` and `end`. */
export interface Amount {
  from: number
  to: number
  start: number
  end: number
  value: number
  high: number | null
  unit: string | null
  form: NumberAt['form']
  scale: number
  /** the noun that a hyphen joins to the number and that is no unit: "member" of "12-member" */
  joined: string | null
  /** true where the number says how old someone is */
  isAge: boolean
}

/** Reads the amount that begins at a token: "$1.2bn", "5 to 7 percent", "A$5-$10", "12-member", or undefined. */
export function amountAt(tokens: Token[], at: number): Amount | undefined {
  const first = partAt(tokens, at)
  if (!first) return undefined
  return rangeFrom(tokens, first) ?? withLaterUnit(tokens, first)
}

// "rose from 5 to 7 percent": two levels with one unit.
function withLaterUnit(tokens: Token[], first: Amount): Amount {
  if (first.unit !== null || tokens[first.from - 1]?.lower !== 'from' || tokens[first.to]?.lower !== 'to') return first
  const second = partAt(tokens, first.to + 1)
  return second && second.unit !== null && !second.isAge ? { ...first, unit: second.unit } : first
}

function partAt(tokens: Token[], at: number): Amount | undefined {
  const sign = currencySignAt(tokens, at)
  const minus = !sign && isMinus(tokens, at) ? 1 : 0
  const number = readNumber(tokens, sign ? sign.to : at + minus, !!sign)
  if (!number) return undefined
  const amount: Amount = {
    from: at,
    to: number.to,
    start: tokens[at]!.start,
    end: number.end,
    value: minus ? -number.value : number.value,
    high: null,
    unit: sign?.unit ?? null,
    form: number.form,
    scale: number.scale,
    joined: null,
    isAge: false,
  }
  if (sign) return number.joined ? { ...amount, joined: number.joined.text } : amount
  return number.joined ? withJoinedUnit(tokens, amount, number.joined) : withUnit(tokens, amount, number)
}

// "-5 degrees", "minus 12": a sign that touches digits and no word before it.
function isMinus(tokens: Token[], at: number): boolean {
  const token = tokens[at]!
  const next = tokens[at + 1]
  if (!next || !/^\d/.test(next.text)) return false
  if (token.lower === 'minus') return tokens[at - 1]?.tag !== 'number'
  return /^[-−–]$/.test(token.text) && token.spaced && !next.spaced && tokens[at - 1]?.tag !== 'number'
}

function withJoinedUnit(tokens: Token[], amount: Amount, joined: { text: string; end: number }): Amount {
  const money = /^dollars?(?:-|$)/.test(joined.text) ? 'USD' : /^euros?(?:-|$)/.test(joined.text) ? 'EUR' : undefined
  const unit = money ?? joinedUnit(joined.text)
  const isAge =
    /-old$|^olds?$/.test(joined.text) || (unit === 'years' && /^olds?$/.test(tokens[amount.to]?.lower ?? ''))
  if (!unit) return { ...amount, end: joined.end, joined: joined.text }
  // "5-10 percentage-point" and the like end with the unit's word.
  return { ...amount, end: joined.end, unit, isAge }
}

function withUnit(tokens: Token[], amount: Amount, number: NumberAt): Amount {
  const found = unitAfter(tokens, amount.to, number)
  if (!found) return { ...amount, unit: sharedUnit(tokens, amount, number), isAge: isAgePlace(tokens, amount) }
  const isAge =
    found.unit === 'years' &&
    (/-olds?$/.test(tokens[found.to - 1]!.lower) ||
      (/^(?:olds?|of)$/.test(tokens[found.to]?.lower ?? '') &&
        (tokens[found.to]!.lower !== 'of' || tokens[found.to + 1]?.lower === 'age')))
  return { ...amount, to: found.to, end: found.end, unit: found.unit, isAge }
}

// "190 of the 310 tons": the unit stands with the second number.
function sharedUnit(tokens: Token[], amount: Amount, number: NumberAt): string | null {
  if (tokens[amount.to]?.lower !== 'of' || number.form === 'ratio' || number.form === 'vague') return null
  const at = /^(?:the|its|those|their)$/.test(tokens[amount.to + 1]?.lower ?? '') ? amount.to + 2 : amount.to + 1
  const whole = readNumber(tokens, at)
  return whole && !whole.joined ? (unitAfter(tokens, whole.to, whole)?.unit ?? null) : null
}

function unitAfter(tokens: Token[], at: number, number: NumberAt): UnitAt | undefined {
  const token = tokens[at]
  if (!token) return undefined
  if (isMoneyPounds(tokens, at, number)) return { unit: 'GBP', to: at + 1, end: token.end }
  const money =
    currencyAfter(tokens, at, number) ??
    (token.lower === 'of' && number.form === 'vague' ? currencyAfter(tokens, at + 1, number) : undefined)
  if (money) return money
  const isOf = token.lower === 'of' && number.form === 'vague'
  const unit = unitAt(tokens, isOf ? at + 1 : at, { isDigits: number.form === 'digits' })
  if (unit) return unit
  // "five more years", "seven straight days"
  if (beforeUnit.test(token.lower)) {
    const later = unitAt(tokens, at + 1, { isDigits: false })
    if (later && isDuration(later.unit)) return later
  }
  // "15 year-old", "two mile-long": the unit is the first part of a word.
  const joined =
    token.lower.includes('-') && /^\p{Ll}/u.test(token.text) && number.form !== 'ratio'
      ? joinedUnit(token.lower)
      : undefined
  return joined ? { unit: joined, to: at + 1, end: token.end } : undefined
}

const beforeUnit =
  /^(?:more|other|additional|extra|further|consecutive|straight|full|whole|previous|long|short|solid|business|working|calendar|academic|fiscal)$/

// "aged 44", "the age of 21", ", 44," after a name.
function isAgePlace(tokens: Token[], amount: Amount): boolean {
  if (
    amount.form === 'ratio' ||
    amount.form === 'vague' ||
    amount.scale !== 1 ||
    amount.value > 120 ||
    amount.value % 1 !== 0
  )
    return false
  const before = tokens[amount.from - 1]
  if (before?.lower === 'aged' || (before?.lower === 'age' && tokens[amount.from - 2]?.lower !== 'the')) return true
  if (before?.lower === 'of' && /^ages?$/.test(tokens[amount.from - 2]?.lower ?? '')) return true
  const after = tokens[amount.to]
  const closes = !after || after.text === ',' || after.text === ')' || after.text === '.' || after.text === ';'
  return (
    closes &&
    before?.text === ',' &&
    tokens[amount.from - 2]?.tag === 'name' &&
    amount.value >= 1 &&
    !/^\d{3}/.test(tokens[amount.from]!.text) &&
    after?.text === ','
  )
}

// The second half of "5 to 7 percent", "$5-$10", "between 5 and 7", "two or three".
function rangeFrom(tokens: Token[], first: Amount): Amount | undefined {
  const link = tokens[first.to]
  if (!link || first.form === 'ratio' || first.joined) return undefined
  const opener = openerOf(tokens, first.from)
  if (!isRangeLink(tokens, first, link, opener)) return undefined
  const second = partAt(tokens, first.to + 1)
  if (!second || second.form === 'ratio' || second.value < 0) return undefined
  if (
    first.unit !== null &&
    second.unit !== first.unit &&
    !(second.unit === null && /^[-–]$/.test(link.text) && isCurrencyCode(first.unit))
  )
    return undefined
  const low =
    first.scale === 1 && second.scale > 1 && first.value < second.value / second.scale
      ? first.value * second.scale
      : first.value
  const isHyphen = /^[-–‑]$/.test(link.text)
  if (
    low >= second.value ||
    (isHyphen && second.unit === null && second.joined === null && !hasNoun(tokens, second.to))
  )
    return undefined
  if (
    link.lower === 'or' &&
    (low * 3 < second.value || (first.form === 'digits' && second.scale > 1 && first.scale > 1))
  )
    return undefined
  if (second.from < second.to && second.isAge && !first.isAge && first.unit) return undefined
  return {
    ...second,
    from: opener ? first.from - 1 : first.from,
    start: opener ? tokens[first.from - 1]!.start : first.start,
    value: low,
    high: second.value,
    unit: second.unit ?? first.unit,
  }
}

function openerOf(tokens: Token[], from: number): 'from' | 'between' | undefined {
  const lower = tokens[from - 1]?.lower
  return lower === 'from' || lower === 'between' ? lower : undefined
}

function isRangeLink(tokens: Token[], first: Amount, link: Token, opener: 'from' | 'between' | undefined): boolean {
  if (link.lower === 'and') return opener === 'between'
  if (link.lower === 'to') return !isBeforeLevel(tokens, first, opener)
  if (link.lower === 'or') return first.unit === null
  if (!/^[-–‑]$/.test(link.text)) return false
  return link.spaced === (tokens[first.to + 1]?.spaced ?? false)
}

// "rose 58 to 1,333", "down 3 to 40": what follows "to" is where it came out, not an upper end. "rose from 5 to 7" is two levels.
function isBeforeLevel(tokens: Token[], first: Amount, opener: 'from' | 'between' | undefined): boolean {
  const before = opener ? first.from - 2 : first.from - 1
  for (let at = before; at >= 0 && at > before - 6; at--) {
    if (wordDirection(tokens[at]!) !== undefined)
      return opener === 'from' || first.unit !== null || followsAsLevel(tokens, first)
    if (tokens[at]!.tag === 'mark') return false
  }
  return false
}

function followsAsLevel(tokens: Token[], first: Amount): boolean {
  const second = partAt(tokens, first.to + 1)
  return !!second && second.unit === null && second.value > first.value * 5
}

function hasNoun(tokens: Token[], at: number): boolean {
  const next = tokens[at]
  return (
    !!next &&
    next.spaced &&
    (next.tag === 'noun' || next.tag === 'adjective') &&
    /(?:s|people|men|women|children)$/.test(
      `${next.lower}${tokens[at + 1]?.tag === 'noun' ? tokens[at + 1]!.lower : ''}`,
    )
  )
}

/** True for an ISO 4217 code as we give them. */
export function isCurrencyCode(unit: string | null): boolean {
  return unit !== null && /^[A-Z]{3}$/.test(unit)
}

const durations = new Set(
  'milliseconds seconds minutes hours days nights weeks weekends months quarters years decades centuries'.split(' '),
)

/** True for a unit of time: "hours", "years". */
export function isDuration(unit: string | null): boolean {
  return unit !== null && durations.has(unit)
}
