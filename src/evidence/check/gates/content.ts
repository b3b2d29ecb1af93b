import { type ClaimContext, type Finding, findingOf } from '../claim-context.ts'

/** A claim of which the article's sentences hold less than this weight is not found. */
const leastCoverage = 0.25

/** What is simply not there: a claim most of whose words stand in no sentence that could carry it. */
export function checkContent({ claim, words, alignment, article }: ClaimContext): Finding[] {
  if (words.length === 0 || alignment.coverage >= leastCoverage) return []
  const missing = words.filter((_, at) => !alignment.links[at]).map((word) => word.text)
  const nearest = alignment.sentences[0]
  return [
    findingOf(
      'content',
      'not-found',
      `The article does not say this; nothing there answers to ${missing
        .slice(0, 4)
        .map((word) => `"${word}"`)
        .join(', ')}.`,
      claim.text,
      nearest === undefined ? null : article.tagged.sentences[nearest]!.text,
    ),
  ]
}
