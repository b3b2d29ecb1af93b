import type { Check } from '../domain/check.ts'
import { checkText } from '../evidence/check/check-text.ts'
import { type PreparedArticle, prepareArticle } from '../evidence/check/prepare-article.ts'
import { readBump, readFrank, readGated, readSummEdits } from './check-sets.ts'
import { interval, rowOf } from './interval.ts'
import {
  type CheckLine,
  type JudgedLine,
  judgeLines,
  judgePairs,
  measureCheck,
  measureKinds,
  measurePairs,
} from './measure-check.ts'
import type { EvalResult, EvalRow } from './read-set.ts'

/** What others reach: on news, and without a model on other domains. */
const anchors = {
  summEdits: 'goal 0.72 at 0.15; rules 0.70 at 0.20, learned 0.67 at 0.15, on news GPT-4 0.833, SummaC 0.619',
  cnn: 'goal 0.73 at 0.20; learned on overlap 0.70 at 0.32',
  bump: 'goal 0.80; learned 0.72',
}

/**
 * The sets of texts that an article supports or not: SummEdits, FRANK, BUMP, and hand-made texts about one article. Each is checked
 * in both strengths; the advisory check is judged by balanced accuracy, the strict one by what it refuses. Undefined where none of the sets is there.
 */
export function evaluateChecks(folder: string): EvalResult | undefined {
  const results = [summEdits(folder), frank(folder), bump(folder), gated(folder)].filter((one) => one !== undefined)
  if (results.length === 0) return undefined
  return { rows: results.flatMap(({ rows }) => rows), errors: results.flatMap(({ errors }) => errors) }
}

function summEdits(folder: string): EvalResult | undefined {
  const lines = readSummEdits(folder)
  if (!lines) return undefined
  const { advisory, strict } = judgeBoth(lines)
  return {
    rows: [
      ...advisoryRows('summedits', advisory, '', anchors.summEdits),
      ...[...Map.groupBy(advisory, ({ line }) => line.set)].flatMap(([domain, members]) =>
        advisoryRows('summedits', members, `, ${domain}`),
      ),
      ...kindRows('summedits', advisory),
      ...strictRows('summedits', strict, 'goal 0.97'),
    ],
    errors: [...errorsOf('summedits', advisory), ...errorsOf('summedits-strict', strict)],
  }
}

function frank(folder: string): EvalResult | undefined {
  const lines = readFrank(folder)
  if (!lines) return undefined
  const { advisory, strict } = judgeBoth(lines)
  const cnn = advisory.filter(({ line }) => line.set === 'cnndm')
  // Summaries of one system hold the token UNK for words that it does not know, which no article has.
  const whole = cnn.filter(({ line }) => !/\bunk\b/i.test(line.text))
  return {
    rows: [
      ...advisoryRows('frank', cnn, ', CNN/DM', anchors.cnn),
      ...advisoryRows('frank', whole, ', CNN/DM without UNK'),
      ...advisoryRows(
        'frank',
        advisory.filter(({ line }) => line.set === 'bbc'),
        ', BBC',
      ),
      ...kindRows('frank', advisory),
      ...strictRows('frank', strict, 'goal 0.95'),
    ],
    errors: [...errorsOf('frank', advisory), ...errorsOf('frank-strict', strict)],
  }
}

function bump(folder: string): EvalResult | undefined {
  const pairs = readBump(folder)
  if (!pairs) return undefined
  const judge = createJudge(false)
  const judged = judgePairs(pairs, (article, text) => judge(article, text).claims.flatMap((one) => one.reasons).length)
  const { ordered, tied, reversed } = measurePairs(judged)
  const lines = pairs.flatMap(({ id, article, reference, edited, kind }): CheckLine[] => [
    { id: `${id} reference`, article, text: reference, supported: true, set: 'bump', kinds: [] },
    { id: `${id} edited`, article, text: edited, supported: false, set: 'bump', kinds: [kind] },
  ])
  const strict = judgeLines(lines, createJudge(true))
  const kinds = [...Map.groupBy(judged, ({ pair }) => pair.kind)].sort(([one], [other]) => one.localeCompare(other))
  return {
    rows: [
      rowOf('bump', 'pairs in the right order', ordered, anchors.bump),
      rowOf('bump', 'pairs with the same number of warnings', tied),
      rowOf('bump', 'pairs in the wrong order', reversed),
      ...kinds.map(([kind, members]) =>
        rowOf('bump', `pairs in the right order, ${kind}`, measurePairs(members).ordered),
      ),
      ...strictRows('bump', strict, 'goal 0.90'),
    ],
    errors: [
      ...judged
        .filter(({ difference }) => difference <= 0)
        .map(({ pair: { article: _, ...shown }, difference }) => ({
          ...shown,
          kind: difference === 0 ? 'bump-tied' : 'bump-reversed',
          error: shown.kind,
        })),
      ...errorsOf('bump-strict', strict),
    ],
  }
}

/** Right is a text that passes where it is supported, and else is stopped by the gate that is named for it. */
function gated(folder: string): EvalResult | undefined {
  const lines = readGated(folder)
  if (!lines) return undefined
  const judge = createJudge(false)
  const judged = lines.map(({ article, ...line }) => {
    const { verdict, claims } = judge(article, line.text)
    const reasons = claims.flatMap((claim) => claim.reasons)
    const isStopped = verdict !== 'supported' && (line.gate === null || reasons.some(({ gate }) => gate === line.gate))
    return { line, reasons, isRight: line.supported ? verdict === 'supported' : isStopped }
  })
  const share = interval(
    judged,
    ({ line }) => line.id,
    (sample) => sample.filter(({ isRight }) => isRight).length / sample.length,
  )
  const wrong = judged.filter(({ isRight }) => !isRight)
  return {
    rows: [rowOf('checks', 'texts judged right, by the gate named there', share, 'goal 1')],
    errors: wrong.map(({ line, reasons }) => ({ kind: 'checks-wrong', ...line, reasons })),
  }
}

function judgeBoth(lines: CheckLine[]): { advisory: JudgedLine[]; strict: JudgedLine[] } {
  return { advisory: judgeLines(lines, createJudge(false)), strict: judgeLines(lines, createJudge(true)) }
}

// Many texts share an article, which is prepared once.
function createJudge(isStrict: boolean): (article: string, text: string) => Check {
  let last: { text: string; prepared: PreparedArticle } | undefined
  return (article, text) => {
    if (last?.text !== article) last = { text: article, prepared: prepareArticle({ id: 'article', text: article }) }
    return checkText(last.prepared, text, { isStrict })
  }
}

function advisoryRows(set: string, judged: JudgedLine[], where: string, anchor: string | null = null): EvalRow[] {
  const { balancedAccuracy, falseAlarms } = measureCheck(judged)
  return [
    rowOf(set, `balanced accuracy${where}`, balancedAccuracy, anchor),
    rowOf(set, `false alarms${where}`, falseAlarms),
  ]
}

function kindRows(set: string, judged: JudgedLine[]): EvalRow[] {
  const kinds = Object.entries(measureKinds(judged))
  return kinds.map(([kind, share]) => rowOf(set, `balanced accuracy, ${kind}`, share))
}

function strictRows(set: string, judged: JudgedLine[], anchor: string): EvalRow[] {
  const { refused, falseAlarms } = measureCheck(judged)
  return [
    rowOf(set, 'strict: unsupported texts refused', refused, anchor),
    rowOf(set, 'strict: supported texts refused', falseAlarms),
  ]
}

function errorsOf(set: string, judged: JudgedLine[]): EvalResult['errors'] {
  return judged
    .filter(({ line, isRefused }) => line.supported === isRefused)
    .map(({ line: { article: _, kinds, supported, ...line }, reasons }) => ({
      ...line,
      kind: supported ? `${set}-false-alarm` : `${set}-missed`,
      errors: kinds,
      reasons,
    }))
}
