/** A source phrase taken apart: "two U.S. officials with knowledge of the plans" → head "officials", number 2, what follows. */
export interface SourceHead {
  /** the words up to and with the head, without possessive endings: ["two", "U.S.", "officials"] */
  words: string[]
  /** the head, lower case */
  head: string
  isCapital: boolean
  /** "a", "an", "one", "another", a number, "several", "some" …: new to the reader */
  isIndefinite: boolean
  /** "the", "this", "his", a possessive: known to the reader */
  isDefinite: boolean
  /** how many, where the phrase gives a number */
  count: number | null
  /** what hangs on the head: "with knowledge of the plans" */
  tail: string
}

const numbers = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
const tailOpener =
  /^(?:of|for|who|whose|with|in|at|from|to|on|inside|within|close|familiar|near|involved|briefed|speaking|working|and|or|about|that|by|under|aware|named|identified|directly|—|–)$/i

/** Takes a source phrase apart by its words alone. `readSourceHead('the Defense Department official')` → head "official", definite. */
export function readSourceHead(phrase: string): SourceHead {
  const cut = /^[^,(]+/.exec(phrase.slice(0, 400))?.[0] ?? phrase
  const all = cut.trim().split(/\s+/)
  let end = 1
  while (end < all.length && (!tailOpener.test(all[end]!) || joinsModifiers(all, end))) end++
  if (/^(?:one|two|three|some|several|many|most|all|none|both|each|another)$/i.test(all[0]!) && all[1] === 'of')
    return partitive(phrase, all)
  const words = all.slice(0, end)
  const first = (words[0] ?? '').toLowerCase()
  const last = (words.at(-1) ?? '').replace(/[’']s?$/, '').replace(/[“”"]/g, '')
  const number = numberOf(words.find((word) => numberOf(word) !== null) ?? '')
  const isPossessed = words.slice(0, -1).some((word) => /[’']s$|s[’']$/.test(word))
  const isDefinite = /^(?:the|this|that|these|those|his|her|their|its|my|our)$/.test(first) || isPossessed
  return {
    words,
    head: last.toLowerCase(),
    isCapital: /^\p{Lu}/u.test(last),
    isIndefinite:
      !isDefinite &&
      (/^(?:an?|one|another|several|some|multiple|many|few|numerous|various)$/.test(first) || number !== null),
    isDefinite,
    count: number ?? (/^(?:an?|another)$/.test(first) ? 1 : null),
    tail: phrase.slice(phrase.indexOf(words.join(' ')) < 0 ? 0 : words.join(' ').length).trim(),
  }
}

// "five current and former officials": a word that is no plural cannot be what the number counts, so "and" joins two modifiers.
function joinsModifiers(words: string[], at: number): boolean {
  if (!/^(?:and|or)$/i.test(words[at]!) || at + 2 >= words.length) return false
  const first = words[0]!
  const isMany =
    (numberOf(first) ?? 0) > 1 || /^(?:several|some|multiple|many|few|numerous|various|these|those)$/i.test(first)
  return isMany && !/(?:s|people|men|women|children|police)$/i.test(words[at - 1]!)
}

// "one of the officials": one person, known to the reader.
function partitive(phrase: string, all: string[]): SourceHead {
  const inner = readSourceHead(all.slice(2).join(' '))
  return {
    ...inner,
    isDefinite: true,
    isIndefinite: false,
    count: numberOf(all[0]!),
    tail: phrase.slice(phrase.length - inner.tail.length),
  }
}

function numberOf(word: string): number | null {
  const index = numbers.indexOf(word.toLowerCase())
  if (index > 0) return index
  return /^\d{1,3}$/.test(word) ? Number(word) : null
}
