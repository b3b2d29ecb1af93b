import type { Attribution, Quote } from '../../domain/attribution.ts'
import type { Quantity } from '../../domain/quantity.ts'
import { findAttributions } from '../attributions/find-attributions.ts'
import { findQuotes } from '../attributions/find-quotes.ts'
import type { DateSpan } from '../dates/date-span.ts'
import { findDates } from '../dates/find-dates.ts'
import { findFurniture } from '../furniture/find-furniture.ts'
import { detectLanguage } from '../language/detect-language.ts'
import { type TaggedText, tagText } from '../language/tagged-text.ts'
import { findQuantities } from '../quantities/find-quantities.ts'
import { familyOf } from '../terms/term-family.ts'
import { findAcronyms } from './acronyms.ts'
import type { Predicate } from './predicate.ts'
import { findPredicates } from './predicates.ts'
import { contentWords, type Word } from './text-words.ts'

/** A text with everything that the gates look at; lists that go by sentence are indexed by the sentence's index. */
export interface PreparedText {
  text: string
  tagged: TaggedText
  words: Word[][]
  quantities: Quantity[][]
  dates: DateSpan[][]
  quotes: Quote[]
  attributions: Attribution[]
  predicates: (sentence: number) => Predicate[]
}

/** An article made ready for any number of checks. */
export interface PreparedArticle extends PreparedText {
  id: string
  language: string
  /** places of each stem: sentence and index into its words */
  places: ReadonlyMap<string, readonly Place[]>
  /** lower-case forms that the article writes as names */
  names: ReadonlySet<string>
  /** what an acronym stands for, as stems, both ways: "doj" → ["department", "justice"] */
  acronyms: ReadonlyMap<string, readonly string[]>
  /** the article's stems that may be of one family with a stem */
  families: (stem: string) => readonly string[]
}

/** Where a word of an article stands. */
export interface Place {
  sentence: number
  index: number
}

/** Reads an article once for many checks: tags, words, figures, dates, quotes, sources. Lists of other articles in the text are left out. */
export function prepareArticle(article: { id: string; text: string }): PreparedArticle {
  const furniture = findFurniture(article.text)
  const tagged = tagText(article.text, (span) =>
    furniture.some((piece) => piece.start <= span.start && span.end <= piece.end),
  )
  const prepared = prepareText(tagged)
  const names = namesIn(prepared.words)
  const places = new Map<string, Place[]>()
  prepared.words.forEach((words, sentence) => {
    words.forEach((word, index) => {
      const known = places.get(word.stem)
      if (known) known.push({ sentence, index })
      else places.set(word.stem, [{ sentence, index }])
    })
  })
  return {
    ...prepared,
    id: article.id,
    language: detectLanguage(article.text),
    places,
    names,
    acronyms: findAcronyms(tagged),
    families: familiesOf(places),
  }
}

// Forms that the article writes as names, and never otherwise ("fire" beside "Fire Chief").
function namesIn(sentences: readonly (readonly Word[])[]): Set<string> {
  const names = new Set<string>()
  for (const words of sentences) for (const word of words) if (word.isName && word.at > 0) names.add(word.lower)
  for (const words of sentences) for (const word of words) if (!word.isName) names.delete(word.lower)
  return names
}

function familiesOf(places: ReadonlyMap<string, unknown>): (stem: string) => readonly string[] {
  let byFamily: Map<string, string[]> | undefined
  return (stem) => {
    if (stem.length < 5) return []
    if (!byFamily) {
      byFamily = new Map()
      for (const known of places.keys()) {
        if (known.length < 5) continue
        const family = familyOf(known)
        byFamily.set(family, [...(byFamily.get(family) ?? []), known])
      }
    }
    return (byFamily.get(familyOf(stem)) ?? []).filter((other) => other !== stem)
  }
}

/** Reads a tagged text for the gates; `names` as for `contentWords`. */
export function prepareText(tagged: TaggedText, names?: ReadonlySet<string>): PreparedText {
  const dates = findDates(tagged)
  const quotes = findQuotes(tagged)
  const bySentence = <Item extends { sentence: number }>(items: Item[]): Item[][] => {
    const lists: Item[][] = tagged.sentences.map(() => [])
    for (const item of items) lists[item.sentence]!.push(item)
    return lists
  }
  const predicates: (Predicate[] | undefined)[] = []
  return {
    text: tagged.text,
    tagged,
    words: tagged.sentences.map((sentence) => contentWords(sentence, names)),
    quantities: bySentence(findQuantities(tagged, dates)),
    dates: bySentence(dates),
    quotes,
    attributions: findAttributions(tagged, quotes),
    predicates: (sentence) => {
      predicates[sentence] ??= findPredicates(tagged.sentences[sentence]!)
      return predicates[sentence]
    },
  }
}
