import type { DateSpan } from '../../evidence/dates/date-span.ts'
import type { TaggedText } from '../../evidence/language/tagged-text.ts'
import { termsOf } from '../../evidence/terms/find-terms.ts'

/** So many names are kept to be shown, each of so many words at most. */
const mostNames = 12
const longest = 5

/**
 * The names of a text as it writes them, the most frequent first, of those whose words are among the terms given:
 * "Ellin County", "Dana Brook". What stands inside a longer name that is kept is not named again.
 */
export function writtenNames(
  tagged: TaggedText,
  { terms, dates }: { terms: ReadonlySet<string>; dates: readonly DateSpan[] },
): string[] {
  const counts = new Map<string, number>()
  const inDate = new Set(
    dates.flatMap(({ sentence, from, to }) => tagged.sentences[sentence]?.tokens.slice(from, to) ?? []),
  )
  for (const { tokens } of tagged.sentences) {
    let run: string[] = []
    for (const token of tokens) {
      const isName = token.tag === 'name' && !inDate.has(token)
      if (!isName || !token.spaced) {
        count(counts, run)
        run = []
      }
      if (isName) run.push(token.text)
    }
    count(counts, run)
  }
  const named = [...counts].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
  const kept: string[] = []
  for (const [name] of named) {
    if (kept.length === mostNames) break
    const own = termsOf(name)
    if (own.length === 0 || !own.every((term) => terms.has(term))) continue
    if (!kept.some((other) => ` ${other} `.includes(` ${name} `))) kept.push(name)
  }
  return kept
}

function count(counts: Map<string, number>, run: string[]): void {
  if (run.length === 0 || run.length > longest) return
  const name = run.join(' ')
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
