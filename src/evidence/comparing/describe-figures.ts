import type { Quantity } from '../../domain/quantity.ts'
import { findDates } from '../dates/find-dates.ts'
import { functionTag } from '../language/lexicon.ts'
import { type Sentence, tagText } from '../language/tagged-text.ts'
import { stemOf } from '../terms/stem.ts'

/** A figure of an article with what tells whether another one is about the same. */
export type DescribedFigure = {
  article: string
  quantity: Quantity
  /** what is counted or measured, as one stem; people harmed by class */
  thing: string | null
  /** the noun itself, also where a class stands for it: "workers" of the dead */
  noun: string | null
  /** the stems of its sentence that carry meaning, names among them */
  words: ReadonlySet<string>
  names: ReadonlySet<string>
  /** days by which it holds, years that its sentence names, and places after "in" */
  days: ReadonlySet<string>
  years: ReadonlySet<string>
  places: ReadonlySet<string>
  /** it counts a part, a sum, another time or what may come */
  isPartial: boolean
  /** when its article was published, in milliseconds */
  at: number | null
}

const classes: [name: string, pattern: RegExp][] = [
  ['dead', /^(?:dead|deaths?|kill(?:ed|ing|s)?|bod(?:y|ies)|died|dies|perished|fatalit(?:y|ies)|corpses?|toll)$/],
  ['hurt', /^(?:injur(?:ed|ing|es|y|ies)|hurt|hurting|wound(?:ed|ing|s)?)$/],
  ['missing', /^(?:missing|unaccounted)$/],
  ['arrested', /^(?:arrested|arrests?|detained|detentions?)$/],
  ['displaced', /^(?:evacuated|evacuees?|displaced|homeless)$/],
]
const harmed: ReadonlySet<string> = new Set(classes.map(([name]) => name))
const states =
  /^(?:dead|hurt|missing|arrested|displaced|case|infection|acre|hectare|home|house|building|outage|customer)$/
/** Burned land, spilled oil. */
const stateUnits = /^(?:acres|hectares|square (?:miles|kilometers))$/
const timeUnits = /^(?:seconds|minutes|hours|days|nights|weeks|months|years|decades)$/
const partial =
  /\b(?:total|overall|altogether|combined|nationwide|statewide|citywide|worldwide|of them|of those|of whom|among (?:them|those)|includ\w+|another|additional|more than one|each|per|every|average|earlier|previous(?:ly)?|initial(?:ly)?|up from|down from|compared|(?:rose|risen|climbed|grew|fell|dropped) (?:by )?(?:about |nearly |almost |more than |some )?[\d$€£]|capacity|target|goal|limit|expected|forecast|could|may|might|preliminary|partial|counted|exit polls?|early results|final (?:count|result|tally)|sought|seeks?|asked for|requested|demanded|called for|proposed|recommended|faces?|maximum|minimum)\b/i
const saying = new Set(
  'say tell report announce accord official spokesperson spokesman spokeswoman statement be have'.split(' '),
)
/** Words further off than this tell of something else. */
const near = 40
const around = 60

/** Whether it counts the dead, the hurt and the like: of one event there is one such figure. */
export function isOfPeopleHarmed({ thing }: DescribedFigure): boolean {
  return thing !== null && harmed.has(thing)
}

/** Whether it counts what grows or shrinks while an event goes on. */
export function isOfState({ thing, quantity }: DescribedFigure): boolean {
  return (thing !== null && states.test(thing)) || stateUnits.test(quantity.unit ?? '')
}

/** Every figure of an article, described. */
export function describeFigures(article: {
  id: string
  text: string
  publishedAt: string | null
  quantities: Quantity[]
}): DescribedFigure[] {
  const { id, text, publishedAt, quantities } = article
  const tagged = tagText(text)
  const dates = findDates(tagged)
  const at = publishedAt === null ? Number.NaN : Date.parse(publishedAt)
  return quantities
    .filter((quantity) => !isPlaceInTime(quantity, text))
    .flatMap((quantity): DescribedFigure[] => {
      const sentence = tagged.sentences.find(({ start, end }) => start <= quantity.start && quantity.end <= end)
      if (!sentence) return []
      const times = dates.filter(({ start, end }) => sentence.start <= start && end <= sentence.end)
      const from = Math.max(sentence.start, quantity.start - around)
      const beside = text.slice(from, Math.min(sentence.end, quantity.end + around))
      return [
        {
          article: id,
          quantity,
          thing: thingOf(quantity, sentence),
          noun: nounOf(quantity),
          words: wordsOf(sentence, quantity, times),
          names: new Set(
            outside(sentence, quantity, times)
              .filter(({ tag }) => tag === 'name')
              .map(({ lower }) => stemOf(lower)),
          ),
          days: matchesIn(
            sentence.text,
            /\b(?:by|as of|until|through|since) (?:\w+ )?(\p{L}+day|noon|midnight|morning|midday|afternoon|evening|night|\d{1,2}(?::\d\d)? ?[ap]\.?m)\b/giu,
          ),
          years: matchesIn(sentence.text, /\b((?:19|20)\d\d)\b/g),
          places: matchesIn(sentence.text, /\b[Ii]n (?:the )?(\p{Lu}[\p{L}-]+(?: \p{Lu}[\p{L}-]+)?)/gu),
          isPartial: partial.test(beside),
          at: Number.isNaN(at) ? null : at,
        },
      ]
    })
}

/** "Three days after it ran aground" tells when, and not how long. */
function isPlaceInTime({ end, unit }: Quantity, text: string): boolean {
  return (
    unit !== null &&
    timeUnits.test(unit) &&
    /^ (?:after|before|later|earlier|ago|since|into|from|on)\b/.test(text.slice(end, end + 10))
  )
}

function matchesIn(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].map(([, found = '']) => found.toLowerCase()))
}

/** The words of a sentence beside a figure and the times in it. */
function outside({ tokens }: Sentence, quantity: Quantity, times: { start: number; end: number }[]) {
  return tokens.filter(
    ({ start, end }) =>
      (end <= quantity.start || start >= quantity.end) && !times.some((time) => time.start <= start && end <= time.end),
  )
}

function wordsOf(sentence: Sentence, quantity: Quantity, times: { start: number; end: number }[]): Set<string> {
  return new Set(
    outside(sentence, quantity, times)
      .filter(({ lower }) => /^\p{L}/u.test(lower) && functionTag(lower) === undefined)
      .map(({ lower }) => stemOf(lower))
      .filter((word) => !saying.has(word)),
  )
}

/** What is counted, as one word: people harmed by class, the nearest such word first; else the head of what it measures. */
function thingOf(quantity: Quantity, { tokens }: Sentence): string | null {
  const { unit, start, end } = quantity
  const distance = (token: { start: number; end: number }) =>
    token.start >= end ? token.start - end : Math.max(0, start - token.end) * 1.5
  const words = unit === null ? tokens.filter((token) => distance(token) < near) : []
  for (const { lower } of words.toSorted((a, b) => distance(a) - distance(b))) {
    const found = classes.find(([, pattern]) => pattern.test(lower))
    if (found) return found[0]
  }
  return nounOf(quantity)
}

function nounOf({ measures }: Quantity): string | null {
  const phrase = measures?.toLowerCase().split(/ (?:of|in|for|from|to|who|that|on|at|with|by) /)[0]
  const head = phrase?.match(/[\p{L}-]+/gu)?.at(-1)
  return head === undefined ? null : stemOf(head)
}
