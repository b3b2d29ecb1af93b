import { type ClaimContext, type Finding, findingOf } from '../claim-context.ts'
import type { Word } from '../text-words.ts'
import lists from './gate-words.json' with { type: 'json' }

const up = new Set(lists.up.split(' '))
const down = new Set(lists.down.split(' '))

/** A rise told as a fall, or a fall as a rise: the claim's word of change has no like among the words around, and the article has one of the other way there. */
export function checkChanges(context: ClaimContext): Finding[] {
  const { words, alignment, article } = context
  for (const [at, word] of words.entries()) {
    const own = sideOf(word)
    if (!own || alignment.links[at]?.kind === 'same') continue
    const near = nearWords(context, at)
    const sides = near.map(sideOf)
    if (sides.includes(own)) continue
    const rival = near[sides.findIndex((side) => side !== undefined)]
    if (!rival || words.some((other) => other.stem === rival.stem)) continue
    return [
      findingOf(
        'negation',
        'contradicted',
        `The article says "${rival.text}", not "${word.text}".`,
        word.text,
        article.text.slice(Math.max(0, rival.start - 80), rival.end + 80),
      ),
    ]
  }
  return []
}

// The article's words around those that the claim's neighbours rest on.
function nearWords({ words, alignment, article }: ClaimContext, at: number): Word[] {
  const near = new Set<Word>()
  for (const step of [-2, -1, 1, 2]) {
    const link = alignment.links[at + step]
    if (!words[at + step] || !link) continue
    for (const word of article.words[link.sentence]!.slice(Math.max(0, link.index - 4), link.index + 5)) near.add(word)
  }
  return [...near]
}

function sideOf({ stem, lower }: Word): 'up' | 'down' | undefined {
  if (up.has(stem) || up.has(lower)) return 'up'
  return down.has(stem) || down.has(lower) ? 'down' : undefined
}
