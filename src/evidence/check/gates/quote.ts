import type { Quote } from '../../../domain/attribution.ts'
import { findSpeakers } from '../../attributions/find-speakers.ts'
import { type ClaimContext, type Finding, findingOf } from '../claim-context.ts'
import type { PreparedText } from '../prepare-article.ts'
import { fold, stemOfWord } from '../text-words.ts'

/** Words in quote marks stand in the article letter for letter, but for the kind of marks and the point at the end; and they keep their speaker. */
export function checkQuotes(context: ClaimContext): Finding[] {
  const { text, claim } = context
  const quotes = keep(quotesBySentence, text, () => groupQuotes(text)).get(claim.sentence) ?? []
  return quotes
    .filter((quote) => quote.start >= claim.start && quote.start < claim.end)
    .flatMap((quote) => findFault(context, quote) ?? [])
}

function findFault(context: ClaimContext, quote: Quote): Finding | undefined {
  const { article, text } = context
  const wanted = plain(quote.text)
  if (wanted === '') return undefined
  const whole = keep(plainTexts, article, () => ` ${plain(article.text)} `)
  if (!whole.includes(` ${wanted} `))
    return findingOf('quote', 'not-found', 'These words stand in quote marks but not in the article.', quote.text)
  const claimed = speakersOf(text).find((one) => one.start === quote.start)?.speaker
  const spoken = speakersOf(article).filter((one) => plain(one.text).includes(wanted))
  if (
    !claimed ||
    spoken.length === 0 ||
    spoken.some(({ speaker }) => !speaker || sharesWord(claimed.text, speaker.text, context))
  )
    return undefined
  return findingOf(
    'quote',
    'contradicted',
    `In the article these are the words of ${spoken[0]!.speaker!.text}.`,
    claimed.text,
    spoken[0]!.speaker!.text,
  )
}

const quotesBySentence = new WeakMap<PreparedText, Map<number, Quote[]>>()

function groupQuotes({ tagged, quotes }: PreparedText): Map<number, Quote[]> {
  let at = 0
  return Map.groupBy(quotes, ({ start }) => {
    while (at + 1 < tagged.sentences.length && tagged.sentences[at + 1]!.start <= start) at++
    return at
  })
}

// What is made once of a text, however many claims ask for it.
const plainTexts = new WeakMap<PreparedText, string>()
const plainQuotes = new WeakMap<PreparedText, string>()
const speakers = new WeakMap<PreparedText, Quote[]>()

function speakersOf(text: PreparedText): Quote[] {
  return keep(speakers, text, () => findSpeakers(text.tagged, text.quotes, text.attributions))
}

function keep<Value>(kept: WeakMap<PreparedText, Value>, text: PreparedText, make: () => Value): Value {
  const known = kept.get(text)
  if (known !== undefined) return known
  const made = make()
  kept.set(text, made)
  return made
}

/** Words of a line that stand in quote marks there, and in the article only outside of them: marks that are set anew make a quotation, or doubt. */
export function unquotedBefore(article: PreparedText, { text, quotes }: PreparedText): string | undefined {
  const quoted = keep(plainQuotes, article, () => article.quotes.map((quote) => ` ${plain(quote.text)} `).join('\n'))
  return quotes.find((quote) => !quoted.includes(` ${plain(quote.text)} `) && text.includes(quote.text))?.text
}

/** A quotation without marks, points at its ends, and differences of white space. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[“”"„«»]/g, '')
    .replace(/[‘’`]/g, "'")
    .replace(/(?<!\w)'+|'+(?!\w)/g, '')
    .replace(/[.,;:!?…—–-]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function sharesWord(claimed: string, speaker: string, { article }: ClaimContext): boolean {
  if (/^(?:he|she|they|it|who|we|i)$/i.test(claimed.trim()) || /^(?:he|she|they|it|who|we|i)$/i.test(speaker.trim()))
    return true
  const stems = (text: string): string[] =>
    (text.match(/\p{L}[\p{L}\p{M}'’.-]*/gu) ?? [])
      .map((word) => stemOfWord(fold(word)))
      .filter((stem) => stem.length > 2 && !/^(?:the|and|for|with|who)$/.test(stem))
  const names = (text: string): string[] =>
    (text.match(/\p{Lu}[\p{L}\p{M}'’.-]*/gu) ?? []).map((word) => stemOfWord(fold(word)))
  const named = names(claimed)
  const wanted = named.length > 0 && names(speaker).length > 0 ? named : stems(claimed)
  const have = new Set(stems(speaker))
  return wanted.some((stem) => have.has(stem) || (article.acronyms.get(stem)?.some((part) => have.has(part)) ?? false))
}
