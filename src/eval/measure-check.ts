import type { Check, Gate } from '../domain/check.ts'

/** One labelled text: `kinds` names its errors, `group` the article or domain by which texts belong together. */
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

/** A share with its 95 % interval by bootstrap over articles. */
export interface Share {
  value: number
  low: number
  high: number
  of: number
}

/** What `measureCheck` reports for one set. */
export interface CheckFigures {
  set: string
  lines: number
  balancedAccuracy: Share
  /** share of supported texts that are called unsupported */
  falseAlarms: Share
  /** share of unsupported texts that are called unsupported (in the strict check: refused) */
  refused: Share
  refusedByKind: Record<string, Share>
  /** for each gate: texts stopped by it, and how many of those are supported */
  byGate: Partial<Record<Gate, { stopped: number; wrongly: number }>>
}

type Judge = (article: string, text: string) => Check

interface Judged {
  line: CheckLine
  isRefused: boolean
}

/** Checks every text and compares the verdicts with the labels, a set at a time. */
export function measureCheck(lines: readonly CheckLine[], judge: Judge): CheckFigures[] {
  const sets = Map.groupBy(lines, (line) => line.set)
  return [...sets].map(([set, members]) => figuresOf(set, members, judge))
}

function figuresOf(set: string, lines: readonly CheckLine[], judge: Judge): CheckFigures {
  const byGate: CheckFigures['byGate'] = {}
  const judged = lines.map((line): Judged => {
    const check = judge(line.article, line.text)
    for (const gate of new Set(check.claims.flatMap(({ reasons }) => reasons.map((reason) => reason.gate)))) {
      const count = byGate[gate] ?? { stopped: 0, wrongly: 0 }
      byGate[gate] = count
      count.stopped++
      if (line.supported) count.wrongly++
    }
    return { line, isRefused: check.verdict !== 'supported' }
  })
  const kinds = new Set(lines.flatMap((line) => line.kinds))
  return {
    set,
    lines: lines.length,
    balancedAccuracy: interval(judged, (sample) => (shareOf(sample, false) + 1 - shareOf(sample, true)) / 2),
    falseAlarms: interval(judged, (sample) => shareOf(sample, true)),
    refused: interval(judged, (sample) => shareOf(sample, false)),
    refusedByKind: Object.fromEntries(
      [...kinds].map((kind) => [
        kind,
        interval(
          judged.filter(({ line }) => line.kinds.includes(kind)),
          (sample) => shareOf(sample, false),
        ),
      ]),
    ),
    byGate,
  }
}

function shareOf(judged: readonly Judged[], isSupported: boolean): number {
  const members = judged.filter(({ line }) => line.supported === isSupported)
  return members.length === 0 ? Number.NaN : members.filter(({ isRefused }) => isRefused).length / members.length
}

/**
 * Pairs in the right order: the edited text has more reasons than its reference. A tie counts nothing, as a pair in the wrong order does.
 */
export function measurePairs(
  pairs: readonly CheckPair[],
  score: (article: string, text: string) => number,
): { ordered: Share; tied: number } {
  const judged = pairs.map((pair) => {
    const difference = score(pair.article, pair.edited) - score(pair.article, pair.reference)
    return { line: { article: pair.article }, isRight: difference > 0, isTied: difference === 0 }
  })
  const share = (sample: typeof judged): number => sample.filter(({ isRight }) => isRight).length / sample.length
  return { ordered: interval(judged, share), tied: judged.filter(({ isTied }) => isTied).length }
}

const rounds = 500

/** A figure with the range in which 95 of 100 samples of the same size lie; whole articles are drawn, as their texts are alike. */
export function interval<Item extends { line: { article: string } }>(
  items: readonly Item[],
  figure: (sample: Item[]) => number,
): Share {
  const groups = [...Map.groupBy(items, ({ line }) => line.article).values()]
  const draw = seededDraw(20_260_101)
  const values: number[] = []
  for (let round = 0; round < rounds && groups.length > 0; round++) {
    const value = figure(Array.from(groups, () => groups[draw(groups.length)]!).flat())
    if (!Number.isNaN(value)) values.push(value)
  }
  values.sort((one, other) => one - other)
  return {
    value: figure([...items]),
    low: values[Math.floor(values.length * 0.025)] ?? Number.NaN,
    high: values[Math.floor(values.length * 0.975)] ?? Number.NaN,
    of: items.length,
  }
}

// The same draws at every run (a linear congruential generator with the constants of Numerical Recipes).
function seededDraw(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** One line of SummEdits as given in the sets: the domain is the middle part of its id. */
export function readSummEdits(line: {
  id: string
  article: string
  text: string
  supported: boolean
  editTypes: string[]
}): CheckLine {
  const domain = line.id.split('-').slice(0, 2).join('-')
  return {
    id: line.id,
    article: line.article,
    text: line.text,
    supported: line.supported,
    set: domain,
    kinds: line.editTypes,
  }
}

/** One line of FRANK as given in the sets. */
export function readFrank(line: {
  id: string
  dataset: string
  article: string
  text: string
  supported: boolean
  errors: Record<string, unknown>
}): CheckLine {
  return {
    id: line.id,
    article: line.article,
    text: line.text,
    supported: line.supported,
    set: `frank-${line.dataset}`,
    kinds: Object.keys(line.errors),
  }
}
