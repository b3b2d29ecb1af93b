import type { Quantity } from '../../../src/domain/quantity.ts'
import type { PreparedArticle } from '../../../src/evidence/check/prepare-article.ts'
import type { Sentence } from '../../../src/evidence/language/tagged-text.ts'
import type { Token } from '../../../src/evidence/language/tokens.ts'

/** A faithful line with one error put in. */
export interface Plant {
  kind: string
  line: string
  planted: string
}

/** Plants one error of every kind that a sentence offers room for; at most one a kind and sentence, the same at every run. */
export function plantErrors(article: PreparedArticle, sentence: Sentence): Plant[] {
  const plants: Plant[] = []
  for (const [kind, plant] of Object.entries(planters)) {
    const planted = plant(article, sentence)
    if (planted !== undefined && planted !== sentence.text) plants.push({ kind, line: sentence.text, planted })
  }
  return plants
}

type Planter = (article: PreparedArticle, sentence: Sentence) => string | undefined

const planters: Record<string, Planter> = {
  number: (article, sentence) =>
    withFigure(article, sentence, ({ text }) =>
      /\d/.test(text) ? text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 3) % 10)) : otherNumber(text),
    ),
  scale: (article, sentence) =>
    withFigure(article, sentence, ({ text }) => {
      if (/million/.test(text)) return text.replace('million', 'billion')
      if (/billion/.test(text)) return text.replace('billion', 'million')
      return /\d{3}/.test(text) ? text.replace(/(\d)(?=\D*$)/, '$1,000') : undefined
    }),
  unit: (article, sentence) => withFigure(article, sentence, otherUnit),
  approximation: (article, sentence) => withFigure(article, sentence, otherApproximation),
  subject: otherThing,
  name: otherName,
  role: swapRoles,
  date: otherDate,
  quote: alterQuote,
  speaker: otherSpeaker,
  attribution: dropAttribution,
  modality: firmUp,
  negation: turnRound,
  quantifier: otherQuantifier,
}

function replaced(sentence: Sentence, start: number, end: number, by: string): string {
  return sentence.text.slice(0, start - sentence.start) + by + sentence.text.slice(end - sentence.start)
}

function withFigure(
  article: PreparedArticle,
  sentence: Sentence,
  change: (figure: Quantity) => string | undefined,
): string | undefined {
  for (const figure of article.quantities[sentence.index]!) {
    const by = change(figure)
    if (by !== undefined && by !== figure.text) return replaced(sentence, figure.start, figure.end, by)
  }
  return undefined
}

const numberWords = 'two three four five six seven eight nine ten eleven twelve'.split(' ')

function otherNumber(text: string): string | undefined {
  const word = numberWords.find((one) => new RegExp(`\\b${one}\\b`, 'i').test(text))
  if (!word) return undefined
  const next = numberWords[(numberWords.indexOf(word) + 2) % numberWords.length]!
  return text.replace(new RegExp(`\\b${word}\\b`, 'i'), next)
}

const unitSwaps: readonly (readonly [RegExp, string])[] = [
  [/\bpercent\b|%/, 'percentage points'],
  [/\$/, '€'],
  [/€/, '£'],
  [/\btons\b/, 'pounds'],
  [/\bmiles\b/, 'kilometers'],
  [/\bkilometers\b/, 'miles'],
  [/\bcentimeters\b/, 'meters'],
  [/\bmegawatt-hours\b/, 'kilowatt-hours'],
  [/\bdegrees Celsius\b/, 'degrees Fahrenheit'],
  [/\bhours\b/, 'days'],
  [/\byears\b/, 'months'],
  [/\bmonths\b/, 'years'],
  [/\bcents\b/, 'dollars'],
  [/\bminutes\b/, 'hours'],
  [/\bweeks\b/, 'months'],
  [/\bliters\b/, 'gallons'],
]

function otherUnit({ text }: Quantity): string | undefined {
  const swap = unitSwaps.find(([from]) => from.test(text))
  return swap && text.replace(swap[0], swap[1])
}

function otherApproximation({ text, approximation, high }: Quantity): string | undefined {
  if (high !== null) return undefined
  if (approximation === 'exact') return /^(?:\$|€|£|\d)/.test(text) ? `more than ${text}` : undefined
  const bare = text.replace(
    /^(?:about|around|roughly|nearly|almost|some|more than|less than|fewer than|at least|at most|up to|as many as|as much as|over|under|an estimated)\s+/i,
    '',
  )
  return bare === text ? undefined : bare
}

// What is counted becomes another counted thing of the article.
function otherThing(article: PreparedArticle, sentence: Sentence): string | undefined {
  const things = [
    ...new Set(
      article.quantities
        .flat()
        .flatMap(({ measures, unit }) => (measures && unit === null && /^[a-z]+s$/.test(measures) ? [measures] : [])),
    ),
  ]
  for (const { measures, unit, end } of article.quantities[sentence.index]!) {
    if (!measures || unit !== null || !/^[a-z]+s$/.test(measures)) continue
    const start = sentence.start + sentence.text.indexOf(measures)
    if (start < end || start > end + 3) continue
    const other = things.find((thing) => thing !== measures && !sentence.text.includes(thing))
    if (other) return replaced(sentence, start, start + measures.length, other)
  }
  return undefined
}

function nameRuns({ tokens }: Sentence): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  for (let at = 0; at < tokens.length; at++) {
    if (!isName(tokens[at]!) || (at === 0 && !isName(tokens[1]))) continue
    let to = at + 1
    while (to < tokens.length && isName(tokens[to]!)) to++
    runs.push({ from: at, to })
    at = to
  }
  return runs
}

function isName(token: Token | undefined): boolean {
  return (
    !!token &&
    token.tag === 'name' &&
    /^\p{Lu}\p{Ll}{2}/u.test(token.text) &&
    !/^(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|^(?:January|February|March|April|May|June|July|August|September|October|November|December|Early|President|Mayor|Fire)$/.test(
      token.text,
    )
  )
}

function otherName(article: PreparedArticle, sentence: Sentence): string | undefined {
  const run = nameRuns(sentence)[0]
  if (!run) return undefined
  const others = article.tagged.sentences.flatMap((line) =>
    nameRuns(line).map(({ from, to }) => article.text.slice(line.tokens[from]!.start, line.tokens[to - 1]!.end)),
  )
  const other = others.find((name) => name.split(' ').every((part) => !sentence.text.includes(part))) ?? 'Orvane'
  return replaced(sentence, sentence.tokens[run.from]!.start, sentence.tokens[run.to - 1]!.end, other)
}

// Doer and done-to change places around an active verb.
function swapRoles(article: PreparedArticle, sentence: Sentence): string | undefined {
  const { tokens } = sentence
  for (const { agent, patient, isPassive, at, governor, from } of article.predicates(sentence.index)) {
    if (
      !agent ||
      !patient ||
      isPassive ||
      governor !== null ||
      agent.to > at ||
      agent.to < from - 1 ||
      patient.from < at ||
      patient.from > at + 2
    )
      continue
    const [one, other] = [agent, patient].map((part) =>
      article.text.slice(tokens[part.from]!.start, tokens[part.to - 1]!.end),
    )
    const isPlain = [agent, patient].every((part) =>
      tokens.slice(part.from, part.to).every(({ tag }) => tag !== 'pronoun' && tag !== 'number' && tag !== 'mark'),
    )
    if (!one || !other || !isPlain || one.toLowerCase() === other.toLowerCase()) continue
    const middle = article.text.slice(tokens[agent.to - 1]!.end, tokens[patient.from]!.start)
    return replaced(sentence, tokens[agent.from]!.start, tokens[patient.to - 1]!.end, other + middle + one)
  }
  return undefined
}

const days = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')
const months = 'January February March April June July August September October November December'.split(' ')

function otherDate(article: PreparedArticle, sentence: Sentence): string | undefined {
  for (const { text, start, end } of article.dates[sentence.index]!) {
    const day = days.find((one) => text.includes(one))
    const month = months.find((one) => text.includes(one))
    const by = day
      ? text.replace(day, days[(days.indexOf(day) + 3) % 7]!)
      : month
        ? text.replace(month, months[(months.indexOf(month) + 4) % months.length]!)
        : /\b(?:19|20)\d\d\b/.test(text)
          ? text.replace(/\b(?:19|20)\d\d\b/, (year) => String(Number(year) - 7))
          : /\blast week\b/i.test(text)
            ? text.replace(/last week/i, 'last month')
            : /\blast month\b/i.test(text)
              ? text.replace(/last month/i, 'last week')
              : /\bthis week\b/i.test(text)
                ? text.replace(/this week/i, 'last year')
                : undefined
    if (by) return replaced(sentence, start, end, by)
  }
  return undefined
}

function alterQuote(article: PreparedArticle, sentence: Sentence): string | undefined {
  const quote = article.quotes.find(
    ({ start, end, text }) => start >= sentence.start && end <= sentence.end && text.split(' ').length >= 4,
  )
  if (!quote) return undefined
  const words = quote.text.split(' ')
  words.splice(Math.floor(words.length / 2), 1)
  return replaced(sentence, quote.start, quote.end, words.join(' '))
}

function attributionOf(article: PreparedArticle, sentence: Sentence) {
  return article.attributions.find(
    ({ source, cue }) =>
      source &&
      source.start >= sentence.start &&
      source.end <= sentence.end &&
      /^(?:said|says|according to|told)$/i.test(cue.text) &&
      !/^(?:he|she|they|it|who|that)$/i.test(source.text),
  )
}

function otherSpeaker(article: PreparedArticle, sentence: Sentence): string | undefined {
  const own = attributionOf(article, sentence)
  if (!own?.source) return undefined
  const words = (text: string): string[] => text.toLowerCase().match(/\p{L}{4,}/gu) ?? []
  const mine = words(sentence.text)
  const other = article.attributions.find(
    ({ source }) =>
      source &&
      !/^(?:he|she|they|it|who|that|we|i)$/i.test(source.text) &&
      words(source.text).length > 0 &&
      !words(source.text).some((word) => mine.includes(word)),
  )
  return replaced(sentence, own.source.start, own.source.end, other?.source?.text ?? 'a city spokesman')
}

function dropAttribution(article: PreparedArticle, sentence: Sentence): string | undefined {
  const own = attributionOf(article, sentence)
  if (!own?.source || own.isDirect) return undefined
  const start = Math.min(own.source.start, own.cue.start)
  const end = Math.max(own.source.end, own.cue.end)
  const before = article.text.slice(sentence.start, start).replace(/,\s*$/, '')
  const after = article.text.slice(end, sentence.end)
  // Only where a whole sentence is left: at the end, or "X said that …" at the start.
  if (/^[.\s]*$/.test(after)) return `${before}.`
  if (before.trim() === '')
    return after.replace(/^\s*(?:that\s+)?/, '').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
  return undefined
}

function firmUp(article: PreparedArticle, sentence: Sentence): string | undefined {
  const { text } = sentence
  const modal = /\b(?:could|may|might|would|should|can)( still| also)? (be )?(?=\p{L})/u.exec(text)
  if (modal)
    return text.slice(0, modal.index) + (modal[2] ? 'was ' : 'did ') + text.slice(modal.index + modal[0].length)
  const soft =
    /\b(?:planned|asked|agreed|wanted|promised|offered|threatened|decided|moved|plans|wants|hopes) to (\p{L}+)\b/u.exec(
      text,
    )
  if (soft) return `${text.slice(0, soft.index)}did ${soft[1]}${text.slice(soft.index + soft[0].length)}`
  const hedge =
    /\b(?:allegedly|reportedly|possibly|probably|likely|suspected|alleged|estimated|early estimates) /i.exec(text)
  return hedge && article.language === 'en'
    ? text.slice(0, hedge.index) + text.slice(hedge.index + hedge[0].length)
    : undefined
}

function turnRound(_article: PreparedArticle, sentence: Sentence): string | undefined {
  const { text } = sentence
  const not = /\b(?:not|never) |n[’']t\b|\bno (?=\p{L})/u.exec(text)
  if (not) return text.slice(0, not.index) + text.slice(not.index + not[0].length)
  const auxiliary = /\b(?:was|were|is|are|has|had|have|will|would|could) (?=\p{L})/u.exec(text)
  return auxiliary
    ? `${text.slice(0, auxiliary.index + auxiliary[0].length)}not ${text.slice(auxiliary.index + auxiliary[0].length)}`
    : undefined
}

function otherQuantifier(_article: PreparedArticle, sentence: Sentence): string | undefined {
  const { text, tokens } = sentence
  const found = /\b(?:some|most|many|several|few|half|both|all|each|every|none)\b(?! of the (?:time|day))/i.exec(text)
  if (found)
    return (
      text.slice(0, found.index) +
      (/^(?:all|every|each)$/i.test(found[0]) ? 'some' : 'all') +
      text.slice(found.index + found[0].length)
    )
  const plural = tokens.find(
    ({ tag, lower }, at) =>
      tag === 'noun' &&
      /[^s]s$/.test(lower) &&
      at > 0 &&
      (tokens[at - 1]!.lower === 'the' || tokens[at - 1]!.tag === 'preposition'),
  )
  return plural ? replaced(sentence, plural.start, plural.start, 'all ') : undefined
}
