import type { Token } from '../language/tokens.ts'
import symbols from './unit-symbols.json' with { type: 'json' }
import words from './units.json' with { type: 'json' }

/** A unit that stands at a token: its name as in `Quantity.unit`, and where it ends (exclusive token index, text offset). */
export interface UnitAt {
  unit: string
  to: number
  end: number
}

const forms = new Map<string, string>()
const firsts = new Set<string>()
for (const [unit, list] of Object.entries(words)) {
  for (const form of list.split('|')) {
    forms.set(form, unit)
    firsts.add(form.split(' ')[0]!)
  }
}
const bySymbol = new Map(Object.entries(symbols))
// Short forms that are also words or initials count only right behind digits.
const needsDigits = /^(?:pc|pp|min|sec|hr|ft|ha|cc|ps|mp|db|mb|kb|gb|tb|hp|mw|kw|gw|nm|mm|cm|km|kg|mg|oz|lb|lbs|hz)$/

/**
 * The unit at a token: `percent`, `percentage points`, `miles per hour`, `kg`. `after` tells how the number before it is
 * written: one-letter symbols ("5 m", "1.0l") count only where they touch its digits.
 */
export function unitAt(tokens: Token[], at: number, after: { isDigits: boolean }): UnitAt | undefined {
  const token = tokens[at]
  if (!token) return undefined
  if (after.isDigits && (!token.spaced || /^[A-Z][a-zA-Z]$/.test(token.text))) {
    const symbol = bySymbol.get(token.text)
    if (symbol) return { unit: symbol, to: at + 1, end: token.end }
  }
  if (!firsts.has(token.lower)) return undefined
  for (let length = 3; length >= 1; length--) {
    const last = tokens[at + length - 1]
    if (!last) continue
    const key = tokens
      .slice(at, at + length)
      .map((word) => word.lower)
      .join(' ')
    const unit = forms.get(key)
    if (!unit || (needsDigits.test(key) && !after.isDigits)) continue
    if (unit === 'times' && isPlainTimes(tokens, at)) return undefined
    if (length === 1 && isAttribute(tokens, at)) return undefined
    return { unit, to: at + length, end: last.end }
  }
  return undefined
}

// "two night shifts", "three point guards": a singular that limits a plural noun is no unit of the number.
function isAttribute(tokens: Token[], at: number): boolean {
  const next = tokens[at + 1]
  return (
    /^(?:night|day|weekend|quarter|point|second|foot)$/.test(tokens[at]!.lower) &&
    next?.tag === 'noun' &&
    next.spaced &&
    /[^s]s$/.test(next.lower)
  )
}

// "Two Times reporters": a name.
function isPlainTimes(tokens: Token[], at: number): boolean {
  return tokens[at]!.tag === 'name'
}

/** The unit that a hyphen joins to a number: `joinedUnit('year-old')` → "years"; `joinedUnit('member')` → undefined. */
export function joinedUnit(joined: string): string | undefined {
  const whole = forms.get(joined)
  if (whole) return whole
  const dash = joined.indexOf('-')
  return dash > 0 ? (forms.get(joined.slice(0, dash)) ?? joinedUnit2(joined)) : undefined
}

// "square-foot-plus": two words make the unit.
function joinedUnit2(joined: string): string | undefined {
  const second = joined.indexOf('-', joined.indexOf('-') + 1)
  return second > 0 ? forms.get(joined.slice(0, second)) : undefined
}
