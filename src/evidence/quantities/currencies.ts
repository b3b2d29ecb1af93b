import type { Token } from '../language/tokens.ts'
import data from './currencies.json' with { type: 'json' }
import type { UnitAt } from './units.ts'

const signs = new Map(Object.entries(data.signs))
const dollars = new Map(Object.entries(data.dollars))
const letters = new Map(Object.entries(data.letters))
const codes = new Set(data.codes.split(' '))
const names = new Map<string, string>()
for (const [forms, code] of Object.entries(data.names)) for (const form of forms.split(' ')) names.set(form, code)
const nations = new Map<string, Map<string, string>>()
for (const [forms, table] of Object.entries(data.nations))
  for (const form of forms.split(' ')) nations.set(form, new Map(Object.entries(table)))

/**
 * The currency sign that begins at a token and stands before a number: "$", "US$", "A$", "£", "EUR", "Rs".
 * `to` is the index of the number. "$" alone is USD: `currencySignAt` of "HK$5" → HKD.
 */
export function currencySignAt(tokens: Token[], at: number): UnitAt | undefined {
  const token = tokens[at]
  if (!token) return undefined
  const sign = signs.get(token.text)
  const fused =
    token.text === '$' && tokens[at + 1] && !tokens[at + 1]!.spaced && !tokens[at + 2]?.spaced
      ? dollars.get(tokens[at + 1]!.lower)
      : undefined
  if (fused && numberNext(tokens, at + 2)) return { unit: fused, to: at + 2, end: tokens[at + 1]!.end }
  if (sign) return numberNext(tokens, at + 1) ? { unit: sign, to: at + 1, end: token.end } : undefined
  const next = tokens[at + 1]
  if (!next || !/^\p{L}/u.test(token.text)) return undefined
  if (next.text === '$') {
    const isJoined =
      !next.spaced || ((token.text === 'US' || token.text === 'U.S.') && tokens[at - 1]?.tag !== 'determiner')
    const code = isJoined && /^\p{Lu}/u.test(token.text) ? dollars.get(token.lower) : undefined
    return code && numberNext(tokens, at + 2) ? { unit: code, to: at + 2, end: next.end } : undefined
  }
  const code = codes.has(token.text)
    ? token.text
    : /^\p{Lu}/u.test(token.text) || token.lower === 'kr'
      ? letters.get(token.lower)
      : undefined
  if (!code) return undefined
  const number = next.text === '.' && !next.spaced ? at + 2 : at + 1
  return /^\d/.test(tokens[number]?.text ?? '') ? { unit: code, to: number, end: token.end } : undefined
}

function numberNext(tokens: Token[], at: number): boolean {
  const next = tokens[at]
  return !!next && (/^\d/.test(next.text) || next.tag === 'number')
}

/** The currency that stands after a number: "euros", "Australian dollars", "€", "EUR", "dollar-a-day" not. */
export function currencyAfter(
  tokens: Token[],
  at: number,
  number: { value: number; scale: number },
): UnitAt | undefined {
  const token = tokens[at]
  if (!token) return undefined
  const sign = signs.get(token.text)
  if (sign && token.text !== '$' && !/^\d/.test(tokens[at + 1]?.text ?? ''))
    return { unit: sign, to: at + 1, end: token.end }
  if (codes.has(token.text)) return { unit: token.text, to: at + 1, end: token.end }
  const national = nationalAt(tokens, at)
  if (national) return national
  const code = names.get(token.lower)
  if (!code || /^\p{Lu}/u.test(token.text)) return undefined
  // "that scored 3 won": a verb unless the sum is of that currency's size.
  if (token.lower === 'won' && number.scale === 1 && number.value < 100) return undefined
  return { unit: code, to: at + 1, end: token.end }
}

// "Australian dollars", "New Zealand dollars", "U.S. dollars".
function nationalAt(tokens: Token[], at: number): UnitAt | undefined {
  for (let word = at + 1; word <= at + 2; word++) {
    const noun = tokens[word]
    const table = noun && nations.get(noun.lower)
    const code = table?.get(tokens[word - 1]!.lower)
    if (noun && code) return { unit: code, to: word + 1, end: noun.end }
  }
  return undefined
}

/** True where "pounds" after a number is money: a scale stands before it, or the sentence speaks of money. */
export function isMoneyPounds(tokens: Token[], at: number, number: { scale: number; value: number }): boolean {
  const { lower } = tokens[at]!
  if (lower !== 'pounds' && lower !== 'pound') return false
  if (tokens[at + 1]?.lower === 'sterling') return true
  if (tokens[at + 1]?.lower === 'of' || tokens[at + 1]?.lower === 'per') return false
  if (number.scale >= 1_000_000 && number.scale < 1e15) return true
  for (let near = Math.max(0, at - 20); near < Math.min(at + 20, tokens.length); near++)
    if (moneyWords.test(tokens[near]!.lower)) return true
  return false
}

const moneyWords =
  /^(?:pay|pays|paid|paying|costs?|costing|price[ds]?|priced|spend|spent|spending|fined?|fines|earn|earns|earned|wages?|salary|salaries|rent|sold|bought|worth|budget|revenue|profits?|debts?|loans?|tax|taxes|pence|pension|£|fees?|invest|invested|cash|bonus|damages|compensation|sterling)$/
