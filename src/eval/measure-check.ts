import type { Check, Reason } from '../domain/check.ts'
import { interval, type Share } from './interval.ts'

/** One labelled text: `kinds` names its errors, `set` the dataset or domain it belongs to. */
export interface CheckLine {
  id: string
  article: string
  text: string
  supported: boolean
  set: string
  kinds: string[]
}

/** A pair of texts on one article of which only the edited one holds an error. */
export interface CheckPair {
  id: string
  article: string
  reference: string
  edited: string
  kind: string
}

/** A line with what the check said of it. Whatever is not called supported is refused: `not-checked` is no pass. */
export interface JudgedLine {
  line: CheckLine
  isRefused: boolean
  reasons: Reason[]
}

/** What is reported for one set. */
export interface CheckFigures {
  balancedAccuracy: Share
  /** share of supported texts that are refused */
  falseAlarms: Share
  /** share of unsupported texts that are refused */
  refused: Share
}

/** What is measured: a check of a text against an article. */
export type Judge = (article: string, text: string) => Check

/** Checks every text once. */
export function judgeLines(lines: readonly CheckLine[], judge: Judge): JudgedLine[] {
  return lines.map((line) => {
    const { verdict, claims } = judge(line.article, line.text)
    return { line, isRefused: verdict !== 'supported', reasons: claims.flatMap(({ reasons }) => reasons) }
  })
}

/** Compares verdicts with labels. Intervals draw whole articles. */
export function measureCheck(judged: readonly JudgedLine[]): CheckFigures {
  return {
    balancedAccuracy: ranged(judged, balanced),
    falseAlarms: { ...ranged(judged, refusedSupported), of: judged.filter(({ line }) => line.supported).length },
    refused: { ...ranged(judged, refusedUnsupported), of: judged.filter(({ line }) => !line.supported).length },
  }
}

/** Balanced accuracy over all supported texts and the unsupported ones that hold one kind of error, kind by kind. */
export function measureKinds(judged: readonly JudgedLine[]): Record<string, Share> {
  const kinds = [...new Set(judged.flatMap(({ line }) => line.kinds))].sort()
  return Object.fromEntries(
    kinds.map((kind) => {
      const isOf = ({ line }: JudgedLine) => line.kinds.includes(kind)
      const share = ranged(
        judged.filter((one) => one.line.supported || isOf(one)),
        balanced,
      )
      return [kind, { ...share, of: judged.filter(isOf).length }]
    }),
  )
}

function ranged(judged: readonly JudgedLine[], figure: (sample: readonly JudgedLine[]) => number): Share {
  return interval(judged, ({ line }) => line.article, figure)
}

const refusedSupported = (judged: readonly JudgedLine[]): number => shareRefused(judged, true)
const refusedUnsupported = (judged: readonly JudgedLine[]): number => shareRefused(judged, false)
const balanced = (judged: readonly JudgedLine[]): number =>
  (refusedUnsupported(judged) + 1 - refusedSupported(judged)) / 2

function shareRefused(judged: readonly JudgedLine[], isSupported: boolean): number {
  let [refused, of] = [0, 0]
  for (const { line, isRefused } of judged) {
    if (line.supported !== isSupported) continue
    of++
    if (isRefused) refused++
  }
  return refused / of
}

/** A pair with how many reasons the edited text has more than its reference. */
export interface JudgedPair {
  pair: CheckPair
  difference: number
}

/** Scores both texts of every pair. */
export function judgePairs(
  pairs: readonly CheckPair[],
  score: (article: string, text: string) => number,
): JudgedPair[] {
  return pairs.map((pair) => ({
    pair,
    difference: score(pair.article, pair.edited) - score(pair.article, pair.reference),
  }))
}

/** Pairs in the right order: the edited text has more reasons than its reference. A tie counts nothing, as a pair in the wrong order does. */
export function measurePairs(judged: readonly JudgedPair[]): { ordered: Share; tied: Share; reversed: Share } {
  const share = (isSo: (difference: number) => boolean) =>
    interval(
      judged,
      ({ pair }) => pair.article,
      (sample) => sample.filter(({ difference }) => isSo(difference)).length / sample.length,
    )
  return {
    ordered: share((difference) => difference > 0),
    tied: share((difference) => difference === 0),
    reversed: share((difference) => difference < 0),
  }
}
