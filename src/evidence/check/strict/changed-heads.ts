import type { Token } from '../../language/tokens.ts'
import { type ClaimContext, type Finding, findingOf } from '../claim-context.ts'
import type { LinePlace } from './line-places.ts'

/** "police said" for "the police chief said": what was a modifier has become the thing itself. */
export function changedHeads({ article, tokens }: ClaimContext, line: readonly LinePlace[]): Finding[] {
  const findings: Finding[] = []
  for (const place of line) {
    const own = tokens[place.word.at + 1]
    const source = article.tagged.sentences[place.sentence]!
    const next = source.tokens[place.token + 1]
    if (place.license === 'acronym' || !next) continue
    if (
      !isNominal(tokens[place.word.at]) ||
      !isNominal(source.tokens[place.token]) ||
      !isHead(source.tokens, place.token + 1)
    )
      continue
    // Still followed by a noun in the line, so no head; or a word of time follows in the article.
    if (own && (isNominal(own) || own.tag === 'adjective' || own.text === '-' || own.lower === next.lower)) continue
    if (article.dates[place.sentence]!.some(({ from, to }) => place.token + 1 >= from && place.token + 1 < to)) continue
    if (line.some((other) => other.sentence === place.sentence && other.token === place.token + 1)) continue
    findings.push(
      findingOf(
        'role',
        'contradicted',
        `The article says "${source.tokens[place.token]!.text} ${next.text}", not "${place.word.text}".`,
        place.word.text,
        source.text,
      ),
    )
  }
  return findings
}

// A noun; or an adjective that stands for one ("the police chief warned").
function isHead(tokens: readonly Token[], at: number): boolean {
  if (isNominal(tokens[at])) return true
  const after = tokens[at + 1]?.tag
  return tokens[at]?.tag === 'adjective' && (after === 'past' || after === 'verb' || after === 'be' || after === 'have')
}

function isNominal(token: Token | undefined): boolean {
  return !!token && (token.tag === 'noun' || token.tag === 'name')
}
