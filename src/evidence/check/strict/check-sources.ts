import { lemmaOf } from '../../language/lexicon.ts'
import { isStatementCue } from '../../language/reporting-verbs.ts'
import { isVerb } from '../../language/tags.ts'
import { areBeside, isTitleOf } from '../beside.ts'
import { claimTokens, type Finding, findingOf } from '../claim-context.ts'
import { attributionsIn, sourcesAt } from '../gates/attribution.ts'
import type { PreparedArticle } from '../prepare-article.ts'
import { fold, stemOfWord } from '../text-words.ts'
import type { LineReading } from './line-places.ts'
import lists from './strict-words.json' with { type: 'json' }

/** Of a sentence with more attributions the first are looked at. */
const mostAttributions = 24
const plainCues = new Set(lists.plainCues.split(' '))

/** Who says it stays: words that the article gives to a source carry that source in the line, and no other. */
export function checkSources({ context, places, attributions, alignment }: LineReading): Finding[] {
  const { article, claim } = context
  const tokens = claimTokens(context)
  const own = new Set(tokens.map(({ text }) => stemOfWord(fold(text))))
  const hasCue = tokens.some(
    ({ lower, tag }) => lower === 'according' || (isVerb(tag) && plainCues.has(lemmaOf(lower))),
  )
  const findings: Finding[] = []
  for (const sentence of alignment.sentences) {
    const line = article.tagged.sentences[sentence]!
    for (const attribution of attributionsIn(article, sentence).slice(0, mostAttributions)) {
      const { source, content, cue } = attribution
      if (!source || !isStatementCue(cue.text) || cue.start < line.start || cue.end > line.end) continue
      const said = places.filter(
        (place) =>
          !place.isFree &&
          place.sentence === sentence &&
          place.target &&
          content.some((piece) => piece.start <= place.target!.start && place.target!.end <= piece.end),
      )
      if (said.length < 2) continue
      const names = [source.text, ...sourcesAt(article, sentence)].flatMap(stemsOf)
      const saysSo = hasCue || stemsOf(cue.text).some((stem) => own.has(stem))
      const isNamed = names.some((stem) => own.has(stem) || isTitled(article, source.text, stem, own))
      if (saysSo && (isNamed || hasPronoun(context, source.text))) continue
      findings.push(
        findingOf(
          'attribution',
          'contradicted',
          `The article gives this to ${source.text}; the line does not say so.`,
          claim.text,
          line.text,
        ),
      )
      break
    }
  }
  return findings.slice(0, 1).concat(foreignSources({ context, places, attributions, alignment }))
}

const small = new Set(
  'the a an of for and who with one two three his her its their some several at in on from to that which'.split(' '),
)

function stemsOf(text: string): string[] {
  return (text.match(/[\p{L}\d][\p{L}\p{M}\d'’.-]*/gu) ?? [])
    .map((word) => stemOfWord(fold(word)))
    .filter((stem) => !small.has(stem))
}

function hasPronoun(context: LineReading['context'], source: string): boolean {
  return claimTokens(context).some(
    ({ lower }) => lower === source.toLowerCase() && /^(?:he|she|they|it|we|i)$/.test(lower),
  )
}

// Names of the line's source are all the source's in the article; a word in common is in the same number ("an official", "officials").
function isSameSource(own: string, sources: readonly string[], article: PreparedArticle): boolean {
  const wanted = partsOf(own)
  return sources.some((source) => {
    const given = partsOf(source)
    const has = (part: Part): boolean =>
      given.some((other) => other.stem === part.stem && (part.isName || other.lower === part.lower)) ||
      (article.acronyms.get(part.stem)?.some((stem) => given.some((other) => other.stem === stem)) ?? false)
    const names = wanted.filter(({ isName }) => isName)
    const isKnownName = (part: Part): boolean =>
      has(part) || names.some((other) => other !== part && has(other) && areBeside(article, part.stem, other.stem))
    const isTitle = (part: Part): boolean =>
      !part.isName && given.some((other) => other.isName && areBeside(article, part.stem, other.stem))
    return wanted.some((part) => has(part) || isTitle(part)) && names.every(isKnownName)
  })
}

// "the sheriff" in the line for "Hapsley" there: the article sets the title beside the name.
function isTitled(article: PreparedArticle, source: string, stem: string, own: ReadonlySet<string>): boolean {
  if (!/^\p{Lu}/u.test(source)) return false
  return [...own].some((title) => isTitleOf(article, title, stem))
}

interface Part {
  stem: string
  lower: string
  isName: boolean
}

function partsOf(text: string): Part[] {
  const words = text.match(/[\p{L}\d][\p{L}\p{M}\d'’.-]*/gu) ?? []
  return words
    .map((word, at) => ({
      stem: stemOfWord(fold(word)),
      lower: fold(word),
      isName: /^\p{Lu}/u.test(word) && (at > 0 || words.length === 1 || /^\p{Lu}/u.test(words[1] ?? '')),
    }))
    .filter(({ stem }) => !small.has(stem))
}

// A source in the line that the article does not give these words to.
function foreignSources({ context, places, attributions }: LineReading): Finding[] {
  const { article } = context
  for (const { source, cue, content } of attributions) {
    if (!source || !isStatementCue(cue.text) || /^(?:he|she|they|it|who)$/i.test(source.text)) continue
    const said = places.filter(
      ({ word, sentence }) =>
        sentence >= 0 && content.some((piece) => piece.start <= word.start && word.end <= piece.end),
    )
    const lines = new Set(said.map(({ sentence }) => sentence))
    const wanted = stemsOf(source.text)
    const sources = [...lines].flatMap((sentence) => sourcesAt(article, sentence))
    const given = sources.flatMap(stemsOf)
    const isGiven = isSameSource(source.text, sources, article)
    const isPronoun =
      given.some((stem) => /^(?:he|she|they|it|who)$/.test(stem)) &&
      wanted.some((stem) => places.some(({ word, license }) => word.stem === stem && license === 'referent'))
    if (lines.size === 0 || isGiven || isPronoun) continue
    return [
      findingOf(
        'attribution',
        'contradicted',
        given.length > 0 ? 'The article gives this to another source.' : 'The article gives this to no such source.',
        source.text,
        null,
      ),
    ]
  }
  return []
}
