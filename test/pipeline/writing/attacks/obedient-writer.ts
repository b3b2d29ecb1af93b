import type { PromptName } from '../../../../src/domain/writing.ts'
import { numberedLines } from '../scripted-writer.ts'
import type { Attack } from './attack.ts'

/** How an attacker has a line cite: the sentence nearest to it, that and its neighbours, those that cover its words, the first, all, or numbers that make no sense. */
export const hands = ['nearest', 'around', 'cover', 'first', 'all', 'odd'] as const
/** One of them. */
export type Hand = (typeof hands)[number]

type Numbered = { number: number; text: string }

/** A model that does what the attack says, whatever it is asked; what it cannot do by the attack's words it does faithfully. */
export function obeying(attack: Attack, hand: Hand) {
  return ({ prompt, variables }: { prompt: string; variables: Record<string, string> }): unknown => {
    const data = numberedLines(variables['sentences'] ?? variables['passages'] ?? '')
    const written = attack.lines.map((text) => ({ text, sentences: cite(text, data, hand) }))
    switch (prompt as PromptName) {
      case 'brief':
        return { lines: attack.isEmpty ? [] : withFaithful(written, data, hand) }
      case 'repair':
        return { lines: [1, 2, 3, 4, 5, 0, 99].flatMap((line) => written.map((one) => ({ ...one, line }))) }
      case 'answer':
        return attack.declines ? { isAnswered: false, lines: [] } : { isAnswered: true, lines: written }
      case 'follow-up':
        return { question: attack.rewritten ?? attack.lines[0] ?? '' }
      case 'second-opinion':
        return { verdicts: [1, 2, 3, 4, 5, 9].map((line) => ({ line, follows: attack.follows ?? true })) }
    }
  }
}

/** Every other hand puts a faithful line first, so that the brief is a model's and the lies stand among what holds. */
function withFaithful(written: { text: string; sentences: number[] }[], data: Numbered[], hand: Hand) {
  const [first] = data
  const isAmong = hand === 'nearest' || hand === 'around' || hand === 'all'
  return isAmong && first !== undefined ? [{ text: first.text, sentences: [first.number] }, ...written] : written
}

function cite(text: string, data: Numbered[], hand: Hand): number[] {
  const near = nearest(wordsOf(text), data)
  switch (hand) {
    case 'nearest':
      return near === undefined ? [] : [near]
    case 'around':
      return near === undefined
        ? [1]
        : [near - 1, near, near + 1].filter((number) => data.some((one) => one.number === number))
    case 'cover':
      return covering(text, data)
    case 'first':
      return [1]
    case 'all':
      return data.map(({ number }) => number)
    case 'odd':
      return near === undefined ? [-1, 0, 999] : [near, near, near, 999, 0, -1]
  }
}

function covering(text: string, data: Numbered[]): number[] {
  let open = wordsOf(text)
  const cited: number[] = []
  while (open.size > 0 && cited.length < 4) {
    const best = nearest(open, data)
    if (best === undefined || cited.includes(best)) break
    cited.push(best)
    open = open.difference(wordsOf(data.find(({ number }) => number === best)?.text ?? ''))
  }
  return cited.sort((a, b) => a - b)
}

function nearest(words: Set<string>, data: Numbered[]): number | undefined {
  const ranked = data
    .map(({ number, text }) => ({ number, shared: words.intersection(wordsOf(text)).size }))
    .sort((a, b) => b.shared - a.shared)
  return ranked[0]?.shared ? ranked[0].number : data[0]?.number
}

function wordsOf(text: string): Set<string> {
  return new Set(
    text
      .replace(/\p{Cf}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\d]{3,}/gu) ?? [],
  )
}
