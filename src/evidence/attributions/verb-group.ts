import type { Token } from '../language/tokens.ts'
import { opensClause } from './source-phrase.ts'

/** A verb with what goes before it ("has repeatedly said", "went on to say"): where it begins, and its form. */
export interface VerbGroup {
  from: number
  isPassive: boolean
  isInfinitive: boolean
  isGoingOn: boolean
  hasHave: boolean
  hasBe: boolean
  isNegated: boolean
  hasModal: boolean
}

/** Reads the verb group that ends at a token. */
export function verbGroup(tokens: Token[], at: number): VerbGroup {
  const group: VerbGroup = {
    from: at,
    isPassive: false,
    isInfinitive: false,
    isGoingOn: false,
    hasHave: false,
    hasBe: false,
    isNegated: false,
    hasModal: false,
  }
  const isIng = tokens[at]!.tag === 'ing'
  for (let guard = 0; guard < 8; guard++) {
    const before = tokens[group.from - 1]
    if (!before) break
    if (before.tag === 'have') group.hasHave = true
    else if (before.tag === 'be') {
      group.hasBe = true
      if (!isIng) group.isPassive = true
    } else if (before.tag === 'not') group.isNegated = true
    else if (before.tag === 'modal') group.hasModal = true
    else if (before.tag === 'to') {
      group.isInfinitive = true
      const governor = tokens[group.from - 2]
      if (
        !governor ||
        !/^(?:on|continue[sd]?|went|began|begins|used|came|proceeded|appeared|seemed|seems|appears)$/.test(
          governor.lower,
        )
      )
        break
      group.isGoingOn = true
      group.from -= governor.lower === 'on' ? 3 : 2
      continue
    } else if (before.tag !== 'adverb' && before.tag !== 'do') break
    group.from--
  }
  while (group.from < at && tokens[group.from]!.tag === 'adverb' && opensClause(tokens, group.from)) group.from++
  return group
}
