import type { PreparedArticle } from './prepare-article.ts'
import type { Word } from './text-words.ts'
import { areFamily, synonymsOf } from './word-relations.ts'

/** How a claim's word stands in the article. */
export type LinkKind = 'same' | 'acronym' | 'synonym' | 'family'

/** The place in the article that a claim's word rests on. */
export interface Link {
  sentence: number
  index: number
  kind: LinkKind
}

/** The sentences that a claim rests on, best first, and for each of its words the place there, or null. */
export interface Alignment {
  sentences: number[]
  links: (Link | null)[]
  /** weight of the words found in those sentences, of 1 */
  coverage: number
}

const strengths: Record<LinkKind, number> = { same: 1, acronym: 0.95, synonym: 0.7, family: 0.65 }
/** A claim rests on at most this many sentences. */
const mostSentences = 3
/** A further sentence must bring this share of the claim's weight. */
const leastGain = 0.1
/** More places of one word are not looked at: a word that is everywhere tells nothing. */
const mostPlaces = 60

/** How a claim is aligned: `isLiteral` without synonyms and word families, `among` some sentences alone, by index. */
export interface AlignOptions {
  isLiteral?: boolean
  among?: ReadonlySet<number> | undefined
}

/** Finds the sentences that a claim rests on, and where in them each of its words stands. */
export function alignClaim(
  words: readonly Word[],
  article: PreparedArticle,
  { isLiteral = false, among }: AlignOptions = {},
): Alignment {
  const found = (word: Word) => (isLiteral ? literalLinks(word, words, article) : linksOf(word, words, article))
  const candidates = words.map((word) =>
    among === undefined ? found(word) : found(word).filter(({ sentence }) => among.has(sentence)),
  )
  const weights = words.map((word, at) => weightOf(word, candidates[at]!, article))
  const total = weights.reduce((sum, weight) => sum + weight, 0) || 1
  const sentences = chooseSentences(candidates, weights, total)
  const inChosen = candidates.map((links) => links.filter((link) => sentences.includes(link.sentence)))
  const links = placeWords(inChosen, sentences, words, article)
  const covered = links.reduce((sum, link, at) => sum + (link ? strengths[link.kind] * weights[at]! : 0), 0)
  return { sentences, links, coverage: covered / total }
}

/** Every place of the article where a claim's word, or a word that can stand for it, stands. */
export function linksOf(word: Word, words: readonly Word[], article: PreparedArticle): Link[] {
  const same = linksTo(article, word.stem, 'same')
  if (same.length > 0 && !word.isName) return [...same, ...otherLinks(word, article)].slice(0, mostPlaces)
  return [...same, ...acronymLinks(word, words, article), ...(word.isNumber ? [] : otherLinks(word, article))].slice(
    0,
    mostPlaces,
  )
}

function literalLinks(word: Word, words: readonly Word[], article: PreparedArticle): Link[] {
  return [...linksTo(article, word.stem, 'same'), ...acronymLinks(word, words, article)].slice(0, mostPlaces)
}

function linksTo(article: PreparedArticle, stem: string, kind: LinkKind): Link[] {
  return (article.places.get(stem) ?? []).slice(0, mostPlaces).map(({ sentence, index }) => ({ sentence, index, kind }))
}

function acronymLinks(word: Word, words: readonly Word[], article: PreparedArticle): Link[] {
  const long = /^\p{Lu}/u.test(word.text) || word.isName ? article.acronyms.get(word.lower) : undefined
  if (long) {
    const [first = '', ...rest] = long
    return linksTo(article, first, 'acronym').filter(({ sentence }) =>
      rest.every((stem) => article.places.get(stem)?.some((place) => place.sentence === sentence)),
    )
  }
  if (!word.isName) return []
  // The claim writes the long name in full, the article's sentence the short one.
  const links: Link[] = []
  for (const [short, stems] of article.acronyms) {
    if (
      stems.includes(word.stem) &&
      article.places.has(short) &&
      stems.every((stem) => words.some((other) => other.stem === stem))
    )
      links.push(...linksTo(article, short, 'acronym'))
  }
  return links
}

function otherLinks(word: Word, article: PreparedArticle): Link[] {
  const links: Link[] = []
  for (const synonym of synonymsOf(word.stem)) links.push(...linksTo(article, synonym, 'synonym'))
  for (const stem of article.families(word.stem))
    if (areFamily(stem, word.stem)) links.push(...linksTo(article, stem, 'family'))
  return links
}

function weightOf(word: Word, links: readonly Link[], article: PreparedArticle): number {
  const spread = new Set(links.filter((link) => link.kind === 'same').map((link) => link.sentence)).size
  const rarity = Math.log(1 + article.tagged.sentences.length / Math.max(1, spread))
  return Math.max(0.3, rarity) * (word.isName || word.isNumber ? 1.3 : 1)
}

function chooseSentences(candidates: readonly Link[][], weights: readonly number[], total: number): number[] {
  const chosen: number[] = []
  const reached = candidates.map(() => 0)
  while (chosen.length < mostSentences) {
    const gains = new Map<number, number>()
    candidates.forEach((links, at) => {
      const best = new Map<number, number>()
      for (const { sentence, kind } of links)
        if (strengths[kind] > (best.get(sentence) ?? 0)) best.set(sentence, strengths[kind])
      for (const [sentence, strength] of best) {
        const gain = (strength - reached[at]!) * weights[at]!
        if (gain > 0) gains.set(sentence, (gains.get(sentence) ?? 0) + gain)
      }
    })
    let top = -1
    let topGain = 0
    for (const [sentence, gain] of gains) {
      // Facts told in two sentences mostly stand side by side.
      const near = chosen.some((other) => Math.abs(other - sentence) <= 2) ? 1.15 : 1
      if (gain * near > topGain || (gain * near === topGain && sentence < top)) {
        top = sentence
        topGain = gain * near
      }
    }
    if (top < 0 || (chosen.length > 0 && topGain < leastGain * total)) break
    chosen.push(top)
    candidates.forEach((links, at) => {
      for (const { sentence, kind } of links)
        if (sentence === top) reached[at] = Math.max(reached[at]!, strengths[kind])
    })
  }
  return chosen
}

// The cheapest way through the candidates: strong links, and steps to the next word that stay close.
function placeWords(
  candidates: readonly Link[][],
  sentences: readonly number[],
  words: readonly Word[],
  article: PreparedArticle,
): (Link | null)[] {
  const rank = new Map(sentences.map((sentence, at) => [sentence, at]))
  interface State {
    link: Link
    cost: number
    back: number
  }
  const columns: State[][] = []
  const columnOf: number[] = []
  let previous: State[] = []
  candidates.forEach((links, at) => {
    if (links.length === 0) return
    const states = links.slice(0, 24).map((link): State => {
      const isOtherCase = words[at]!.isName !== article.words[link.sentence]![link.index]!.isName
      const own = (1 - strengths[link.kind]) * 3 + (rank.get(link.sentence) ?? 0) * 0.2 + (isOtherCase ? 0.4 : 0)
      let cost = previous.length === 0 ? own : Number.POSITIVE_INFINITY
      let back = -1
      previous.forEach((state, index) => {
        const sum = state.cost + own + stepCost(state.link, link)
        if (sum < cost) {
          cost = sum
          back = index
        }
      })
      return { link, cost, back }
    })
    columns.push(states)
    columnOf.push(at)
    previous = states
  })
  const links: (Link | null)[] = candidates.map(() => null)
  let best = previous.reduce((low, state, index) => (state.cost < previous[low]!.cost ? index : low), 0)
  for (let at = columns.length - 1; at >= 0; at--) {
    const state = columns[at]![best]!
    links[columnOf[at]!] = state.link
    best = state.back
  }
  return links
}

function stepCost(from: Link, to: Link): number {
  if (from.sentence !== to.sentence) return 1.2
  const step = to.index - from.index
  if (step === 1) return 0
  if (step > 1) return Math.min(0.8, 0.1 * step)
  return step === 0 ? 0.4 : Math.min(0.7, 0.4 + 0.05 * -step)
}
