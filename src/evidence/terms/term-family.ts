// Endings that make one word of another, longest first where one ends in the other.
const endings =
  'ization isation ations ation ition ments ment ances ance ence ness ity ive ant ent ist ism ian ion ous ese ish ing al er or an ic ly ee y e i o a'.split(
    ' ',
  )
const SHORTEST = 4

const known = new Map<string, string>()

/**
 * What the words of one family share, of a term: `familyOf('immigration')` and `familyOf('immigrant')` → "immigr",
 * "italy" and "italian" → "ital". Looser than a stem: words that only look alike may meet, so it counts less.
 */
export function familyOf(term: string): string {
  const seen = known.get(term)
  if (seen !== undefined) return seen
  const family = findFamily(term)
  if (known.size > 60_000) known.clear()
  known.set(term, family)
  return family
}

function findFamily(term: string): string {
  if (/\d/.test(term)) return term
  const ending = endings.find((one) => term.endsWith(one) && term.length - one.length >= SHORTEST)
  return ending === undefined ? term : term.slice(0, -ending.length)
}
