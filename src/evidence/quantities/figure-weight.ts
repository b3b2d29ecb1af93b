import type { Quantity } from '../../domain/quantity.ts'
import type { Sentence } from '../language/tagged-text.ts'
import { isCurrencyCode, isDuration } from './amount.ts'
import words from './key-figure-words.json' with { type: 'json' }

const harm = new Set(words.harm.split(' '))
const votes = new Set(words.votes.split(' '))
const speakers = new Set(words.speakers.split(' '))

/** A quantity in its sentence: the words on either side, in lower case, and whether quote marks stand around it. */
export interface FigureSetting {
  before: string[]
  after: string[]
  isQuoted: boolean
}

/**
 * How much a quantity matters: `kind` by what it is (0 for ages, durations in passing, small counts), `total` with its place in
 * the article, change and what it measures. Below 3 it is no key figure.
 */
export function figureWeight(quantity: Quantity, setting: FigureSetting): { kind: number; total: number } {
  const kind = kindWeight(quantity, setting)
  if (kind === 0 || isTakenBack(setting)) return { kind, total: 0 }
  const lead = quantity.sentence === 0 ? 3 : quantity.sentence < 3 ? 2 : quantity.sentence < 6 ? 1 : 0
  const change = quantity.direction === 'none' ? 0 : 1
  const named = quantity.measures === null ? 0 : 1
  return {
    kind,
    total: kind + lead + change + named - (isInPassing(quantity, setting) ? 2 : 0) - (setting.isQuoted ? 1 : 0),
  }
}

/** The settings of all quantities of one sentence, in one pass over its tokens. Quantities in the order of the text. */
export function settingsOf(sentence: Sentence, quantities: Quantity[]): FigureSetting[] {
  const { tokens } = sentence
  const settings: FigureSetting[] = []
  let at = 0
  let isOpen = false
  for (const { start, end } of quantities) {
    for (; at < tokens.length && tokens[at]!.start < start; at++) {
      const { text } = tokens[at]!
      if (text === '“' || text === '”') isOpen = text === '“'
      else if (text === '"') isOpen = !isOpen
    }
    let to = at
    while (to < tokens.length && tokens[to]!.start < end) to++
    settings.push({
      before: tokens.slice(Math.max(0, at - 8), at).map((token) => token.lower),
      after: tokens.slice(to, to + 8).map((token) => token.lower),
      isQuoted: isOpen,
    })
  }
  return settings
}

function kindWeight(quantity: Quantity, setting: FigureSetting): number {
  const { unit, value, measures } = quantity
  if (measures === 'age') return 0
  if (isDuration(unit))
    return quantity.sentence === 0 && !/^(?:ago|earlier|later|before|after)$/.test(setting.after[0] ?? '') ? 2 : 0
  if (isCurrencyCode(unit) || unit === 'cents' || unit === 'pence') return 4
  if (unit === 'times') return 1
  if (unit === 'percent') return 3.5
  if (unit !== null) return 3
  if (value < 1) return 3
  if (measures !== null && votes.has(lastWord(measures))) return 3
  if (measures !== null && speakers.has(lastWord(measures)) && value < 20) return 0
  if (isToll(setting)) return value < 10 ? 2.5 : 4
  // A small count matters where the story opens with it: "plans to close eight counters".
  if (value < 10) return quantity.sentence === 0 && value > 2 && measures !== null ? 1 : 0
  return value >= 1000 ? 4 : value >= 100 ? 3 : 2
}

/** The head of what is counted, in lower case: "immigrants" of "undocumented immigrants from Florida". */
export function lastWord(text: string): string {
  const head = text.toLowerCase().split(/ (?:of|from) /)[0]!
  return head.slice(head.lastIndexOf(' ') + 1)
}

// "killed 12 people", "three firefighters were treated", "14 are missing".
function isToll({ before, after }: FigureSetting): boolean {
  return [...before.slice(-3), ...after.slice(0, 6)].some((word) => harm.has(word))
}

// "about 1,900, not 1,400": the writer takes the second back.
function isTakenBack({ before }: FigureSetting): boolean {
  const [first, last] = before.slice(-2)
  return before.at(-1) === 'not' || (last === 'than' && first === 'rather') || (last === 'of' && first === 'instead')
}

// "said the farmer, who milks 90 cows": about a person, not the story.
function isInPassing(quantity: Quantity, { before }: FigureSetting): boolean {
  return quantity.sentence > 0 && quantity.unit === null && before.includes('who')
}
