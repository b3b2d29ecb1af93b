import type { Span } from '../../domain/span.ts'

/** A capital at the start: `capitalize('the agency')` → "The agency". A sign of another kind stays: "iPhone maker" → "iPhone maker". */
export function capitalize(words: string): string {
  return /^\p{Ll}\p{Lu}/u.test(words) ? words : words.charAt(0).toUpperCase() + words.slice(1)
}

/** Words on one line, without the commas and dashes that hang at their ends. */
export function tidy(words: string): string {
  return words
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:–—-]+|[\s,;:–—-]+$/g, '')
    .trim()
}

/** Words cut after a whole word, with an ellipsis, where they are longer than `limit` characters. */
export function shorten(words: string, limit = 220): string {
  if (words.length <= limit) return words
  return `${words.slice(0, words.lastIndexOf(' ', limit)).replace(/[\s,;:–—-]+$/, '')} …`
}

/** A statement of the article as a sentence of ours: without its opening "But", with a capital and one full stop. */
export function asSentence(words: string): string {
  const plain = tidy(words).replace(/^(?:but|and|however|still|yet|meanwhile|so|also),?\s+/i, '')
  const sentence = capitalize(shorten(plain))
  // What was cut ends with its ellipsis; a full stop inside the closing quote mark ends the sentence already.
  return /…$|[.!?]["”]$/.test(sentence) ? sentence : `${sentence.replace(/[.!?]+$/, '')}.`
}

/** What is compared when we ask whether two descriptions mean the same: no article, no case, no marks. */
export function nameKey(words: string): string {
  return words
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/^(?:the|a|an)\s+/, '')
    .replace(/[^\p{L}\p{N}' ]+/gu, '')
    .trim()
}

/** True where a statement made of this subject takes a plural verb: "two officials", "Hall and Ruiz". */
export function isPlural(words: string): boolean {
  const head = words.split(/\s(?:of|for|from|at|in|with|who|to|on|close|familiar|briefed)\s|,/)[0] ?? words
  if (/\band\b/.test(head) && !/^(?:the|a|an)\s.*\band\b/i.test(head)) return true
  if (/^(?:a|an|one|this|that|another|each|every)\s/i.test(head)) return false
  if (
    /^(?:two|three|four|five|six|seven|eight|nine|ten|several|some|many|both|multiple|few|these|those|dozens|\d+)\b/i.test(
      head,
    )
  )
    return true
  return /(?:[^s'’]s|people|police|men|women)$/i.test(head.trim()) && !/^[\p{Lu}]/u.test(lastWord(head))
}

function lastWord(words: string): string {
  return words.trim().split(/\s+/).at(-1) ?? ''
}

/** The span's words for a reader, tidied. */
export function wordsOf(span: Span): string {
  return tidy(span.text)
}
