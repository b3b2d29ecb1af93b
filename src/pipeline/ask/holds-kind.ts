import { isKnownWord } from '../../evidence/language/lexicon.ts'
import { tagText } from '../../evidence/language/tagged-text.ts'
import type { Token } from '../../evidence/language/tokens.ts'
import { termsOf } from '../../evidence/terms/find-terms.ts'
import type { AnswerKind } from './answer-kind.ts'
import places from './places.json' with { type: 'json' }

const countries = placePattern(places.countries)
const states = placePattern(places.states)
const money = /[$£€¥]\s?\d|\d\s?(?:dollars|pounds|euros|cents)\b/
const percent = /\d(?:\.\d+)?\s?(?:%|percent|per cent)|\b(?:half|third|quarter)\b/i
const year = /\b(?:1[5-9]|20)\d\d\b/
const date =
  /\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|April|May|June|July|Aug(?:ust|\.)|Sept(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))|\b(?:1[5-9]|20)\d\d\b|\b(?:yesterday|today|tomorrow)\b|\bDay\b/
const number =
  /\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|once|twice)\b/i

/**
 * Does a sentence hold something of the kind that a question asks for, which the question itself does not name?
 * `asked` are the question's terms. Undefined where the kind cannot be told from the words (`thing`).
 */
export function holdsKind(sentence: string, kind: AnswerKind, asked: ReadonlySet<string>): boolean | undefined {
  switch (kind) {
    case 'thing':
      return undefined
    case 'percent':
      return holdsOther(sentence, percent, asked)
    case 'money':
      return holdsOther(sentence, money, asked) || /\b(?:million|billion|trillion)\b/.test(sentence)
    case 'year':
      return holdsOther(sentence, year, asked)
    case 'date':
      return date.test(sentence)
    case 'number':
      return holdsOther(sentence, number, asked)
    case 'country':
      return holdsPlace(sentence, countries, asked)
    case 'state':
      return holdsPlace(sentence, states, asked)
    default:
      return holdsName(sentence, asked)
  }
}

function placePattern(names: string): RegExp {
  const escaped = names.split(', ').map((name) => name.replaceAll('.', '\\.'))
  return new RegExp(`(?<![\\p{L}])(?:${escaped.toSorted((a, b) => b.length - a.length).join('|')})(?![\\p{L}])`, 'gu')
}

function holdsOther(sentence: string, pattern: RegExp, asked: ReadonlySet<string>): boolean {
  if (!pattern.test(sentence)) return false
  const numbers = termsOf(sentence).filter((term) => /^\d/.test(term))
  return numbers.length === 0 || numbers.some((term) => !asked.has(term))
}

function holdsPlace(sentence: string, pattern: RegExp, asked: ReadonlySet<string>): boolean {
  return (sentence.match(pattern) ?? []).some((name) => termsOf(name).some((term) => !asked.has(term)))
}

function holdsName(sentence: string, asked: ReadonlySet<string>): boolean {
  if (/[“"‘][^”"’]{2,40}[”"’]/.test(sentence)) return true
  return tagText(sentence).sentences.some(({ tokens }) =>
    tokens.some((token, index) => isNewName(tokens, token, index, asked)),
  )
}

// A capital that opens a sentence says nothing of a word that the lexicon knows.
function isNewName(tokens: Token[], token: Token, index: number, asked: ReadonlySet<string>): boolean {
  if (token.tag !== 'name') return false
  const opens = index === 0 || tokens[index - 1]?.tag === 'quote'
  if (opens && isKnownWord(token.lower) && tokens[index + 1]?.tag !== 'name') return false
  return termsOf(token.text).some((term) => !asked.has(term))
}
