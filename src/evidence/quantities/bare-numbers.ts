import type { Token } from '../language/tokens.ts'
import type { Amount } from './amount.ts'

/** True where a number that nothing follows may be a quantity by what stands before it. A number that nothing follows: "fell to 4,301", "two were killed", "by an average of 1,500". */
export function isBareAllowed(tokens: Token[], amount: Amount): boolean {
  const before = tokens[amount.from - 1]
  const after = tokens[amount.to]
  const isBig = amount.scale > 1 || amount.value >= 13
  if (amount.form === 'words' && amount.scale === 1) {
    const isSubject = !!after && /^(?:be|have|past|modal)$/.test(after.tag)
    return isSubject && before?.tag !== 'determiner' && before?.lower !== 'between'
  }
  if (!before) return !!after && /^(?:be|have|past|modal|verb)$/.test(after.tag)
  if (before.text === '(')
    return /^(?:noun|name)$/.test(tokens[amount.from - 2]?.tag ?? '') && isBig && after?.text !== ')'
  if (before.tag === 'be' && amount.form === 'digits') return true
  if (/^(?:at|on|in|for|with|into)$/.test(before.lower))
    return isBig && (before.lower === 'at' || amount.scale > 1 || tokens[amount.from]!.text.includes(','))
  if (
    /^(?:of|to|by|from|than|over|under|above|below|around|about|nearly|almost|roughly|approximately|least|most|some|some|and|or|exactly|just|only|totaling|up|down|estimated)$/.test(
      before.lower,
    )
  )
    return true
  if (before.text === ',') return !!after && /^(?:be|have|past|modal)$/.test(after.tag)
  return /^(?:be|past|verb|participle|ing|adverb)$/.test(before.tag) && isBig
}
