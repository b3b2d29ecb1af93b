import { type ClaimContext, type Finding, findingOf } from '../claim-context.ts'
import type { Word } from '../text-words.ts'

/** Names: each word of a name must stand in the article, or be what an acronym there stands for. */
export function checkNames(context: ClaimContext): Finding[] {
  const { words, article, alignment } = context
  const findings: Finding[] = []
  words.forEach((word, at) => {
    if (!word.isName || alignment.links[at] || isDate(context, word) || isMark(word)) return
    if (isKnown(context, word)) return
    const rival = rivalName(context, at)
    const message = rival
      ? `The article says "${rival}", not "${word.text}".`
      : `The article does not name "${word.text}".`
    findings.push(
      findingOf(
        'name',
        rival ? 'contradicted' : 'not-found',
        message,
        nameAround(words, at, article.text, context),
        rival,
      ),
    )
  })
  return findings
}

// "Q4", "4Q", "H1" are times; "UNK" is what some tools write for a word that they do not know.
function isMark({ text }: Word): boolean {
  return /^(?:[QH]\d|\d?[QH]|UNK|FY\d*|YoY)$/i.test(text)
}

function isDate({ dates }: ClaimContext, word: Word): boolean {
  return dates.some((date) => date.start <= word.start && word.end <= date.end)
}

function isKnown({ article, words }: ClaimContext, word: Word): boolean {
  if (article.places.has(word.stem) || article.names.has(word.lower)) return true
  if (article.families(word.stem).length > 0) return true
  const long = article.acronyms.get(word.lower)
  if (long?.every((stem) => article.places.has(stem))) return true
  return [...article.acronyms].some(
    ([short, stems]) =>
      stems.includes(word.stem) &&
      article.places.has(short) &&
      stems.every((stem) => words.some((other) => other.stem === stem)),
  )
}

// The name that stands where the claim has another: after the same preposition or before the same word.
function rivalName({ words, article, alignment }: ClaimContext, at: number): string | null {
  for (const step of [-1, 1]) {
    const neighbour = alignment.links[at + step]
    if (!neighbour || !words[at + step]) continue
    const line = article.words[neighbour.sentence]!
    for (const distance of [1, 2]) {
      const word = line[neighbour.index - step * distance]
      if (word?.isName && !words.some((other) => other.stem === word.stem)) return word.text
    }
  }
  return null
}

function nameAround(words: readonly Word[], at: number, _text: string, { text }: ClaimContext): string {
  let from = at
  let to = at
  while (words[from - 1]?.isName && words[from]!.start - words[from - 1]!.end <= 2) from--
  while (words[to + 1]?.isName && words[to + 1]!.start - words[to]!.end <= 2) to++
  return text.text.slice(words[from]!.start, words[to]!.end)
}
