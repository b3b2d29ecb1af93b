import { isReportingVerb } from '../language/reporting-verbs.ts'
import { isFiniteVerb } from '../language/tags.ts'
import type { Token } from '../language/tokens.ts'

/** Words that limit what stands before them: what holds one is never cut away. */
const limits = new Set(
  "not n't no never none neither nor if unless until till but although though however except only pending provided whether may might could would alleged allegedly reportedly apparently according claims suspected estimated expected likely yet despite without".split(
    ' ',
  ),
)
const openers = new Set([
  'which',
  'who',
  'where',
  'as',
  'while',
  'when',
  'since',
  'after',
  'and',
  'with',
  'including',
  'because',
  'so',
])

/** A cut leaves at least this many words, so that what is kept says something. */
const fewestWords = 8

/**
 * Where a sentence may end early without losing who says it or what limits it: offsets of clause ends, last first.
 * `"The council voted to close the bridge, which opened in 1931."` → the offset after "bridge".
 * What is cut away holds no source, no limit, no quotation that was opened before it.
 */
export function clauseEnds(tokens: Token[]): number[] {
  const ends: number[] = []
  for (let at = tokens.length - 2; at > 0; at--) {
    if (!opensClause(tokens, at) || wordsBefore(tokens, at) < fewestWords) continue
    if (isQuoteOpen(tokens, at) || !tokens.slice(0, at).some((token) => isFiniteVerb(token.tag))) continue
    if (tokens.slice(at).some((token) => limits.has(token.lower) || isReportingVerb(token.lower))) continue
    ends.push(tokens[at - 1]!.end)
  }
  return ends
}

function opensClause(tokens: Token[], at: number): boolean {
  const { text } = tokens[at]!
  if (text === ';' || text === '—' || text === '–' || text === '--') return true
  return text === ',' && openers.has(tokens[at + 1]?.lower ?? '') && !joinsList(tokens, at)
}

// ", and" between nouns is the end of a list, not of a clause.
function joinsList(tokens: Token[], at: number): boolean {
  if (tokens[at + 1]!.lower !== 'and') return false
  return !tokens.slice(at + 2, at + 8).some((token) => isFiniteVerb(token.tag))
}

function wordsBefore(tokens: Token[], at: number): number {
  return tokens.slice(0, at).filter((token) => /^[\p{L}\d]/u.test(token.text)).length
}

/** True where a quotation that was opened before the token `at` is still open there. */
export function isQuoteOpen(tokens: Token[], at: number): boolean {
  let open = 0
  for (const { text } of tokens.slice(0, at)) {
    if (text === '“') open++
    else if (text === '”') open--
    else if (text === '"') open = open > 0 ? open - 1 : open + 1
  }
  return open > 0
}

/** How many words a text has. */
export function countWords(text: string): number {
  return text.match(/[\p{L}\d][\p{L}\d’'.,-]*/gu)?.length ?? 0
}
