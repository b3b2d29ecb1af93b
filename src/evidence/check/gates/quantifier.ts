import type { Token } from '../../language/tokens.ts'
import { articleWord, type ClaimContext, type Finding, findingOf } from '../claim-context.ts'
import lists from './gate-words.json' with { type: 'json' }

type Class = 'universal' | 'most' | 'many' | 'some' | 'none'
const classes = new Map<string, Class>()
for (const name of ['universal', 'most', 'many', 'some', 'none'] as const)
  for (const word of lists[name].split(' ')) if (!classes.has(word)) classes.set(word, name)

/** How many of a thing: "all", "most", "some", "none" must not change before the same noun; "all" must stand in the article. */
export function checkQuantifiers(context: ClaimContext): Finding[] {
  const { tokens, claim, words, article, alignment } = context
  for (let at = claim.from; at < claim.to; at++) {
    const own = classOf(tokens, at)
    if (!own) continue
    const next = words.findIndex((word) => word.at > at)
    const word = words[next]
    if (!word || word.at - at > 5) continue
    const target = articleWord(context, next)
    const link = alignment.links[next]
    if (!target || !link) continue
    const line = article.tagged.sentences[link.sentence]!.tokens
    const before = line.slice(Math.max(0, target.at - 6), target.at)
    const found = before.map((_, index) => classOf(before, index)).filter((one) => one !== undefined)
    if (found.includes(own)) continue
    const rival = found.at(-1)
    const hasClass = line.some((_, index) => classOf(line, index) === own)
    if (rival && areFar(own, rival)) return [finding(context, tokens[at]!, line)]
    if (own === 'universal' && !hasClass && isStrong(tokens[at]!) && alignment.coverage > 0.6)
      return [finding(context, tokens[at]!, line)]
  }
  return []
}

function finding({ article }: ClaimContext, token: Token, line: readonly Token[]): Finding {
  return findingOf(
    'quantifier',
    'contradicted',
    `The article does not say "${token.text}" of these.`,
    token.text,
    article.text.slice(line[0]!.start, line.at(-1)!.end),
  )
}

// "All" in "after all", "not all", "at most", "no longer" counts nothing.
function classOf(tokens: readonly Token[], at: number): Class | undefined {
  const { lower } = tokens[at]!
  const name = classes.get(lower)
  if (!name) return undefined
  const before = tokens[at - 1]?.lower ?? ''
  const after = tokens[at + 1]?.lower ?? ''
  if (before === 'not' || before === 'at' || before === 'after' || before === "n't") return undefined
  if (lower === 'no' && /^(?:longer|more|one|matter|doubt)$/.test(after)) return undefined
  if (lower === 'most' && tokens[at + 1]?.tag === 'adjective') return undefined
  if (lower === 'some' && tokens[at + 1]?.tag === 'number') return undefined
  if (lower === 'all' && /^(?:but|over)$/.test(after)) return undefined
  return name
}

function isStrong({ lower }: Token): boolean {
  return /^(?:all|every|everyone|everything|always|entirely|completely)$/.test(lower)
}

function areFar(one: Class, other: Class): boolean {
  const order: Class[] = ['none', 'some', 'many', 'most', 'universal']
  return (
    Math.abs(order.indexOf(one) - order.indexOf(other)) >= 2 ||
    one === 'none' ||
    other === 'none' ||
    one === 'universal' ||
    (one === 'most' && other === 'many')
  )
}
