import type { Article } from '../domain/article.ts'
import { analyzeText } from '../evidence/analyze-text.ts'
import { checkText } from '../evidence/check/check-text.ts'
import { type PreparedArticle, prepareArticle } from '../evidence/check/prepare-article.ts'
import { extractBrief } from '../pipeline/extract-brief.ts'
import { alterSentence } from './alter-sentence.ts'
import { interval, rowOf, shareInterval } from './interval.ts'
import type { EvalResult } from './read-set.ts'

/** Shorter sentences are headings and scraps. */
const fewestTokens = 7

/** A text about a sample with what became of it; `kind` says what it is. */
interface Judged {
  article: string
  kind: string
  text: string
  isStopped: boolean
  isWarned: boolean
}

/**
 * The samples, which carry no labels for this: their own sentences and the lines of their briefs are true by themselves, and become false where one thing
 * in them is altered. `now` gives milliseconds, for the time that a brief takes. Undefined where there is no sample in English.
 */
export function evaluateSeeds(
  samples: readonly Article[],
  now: () => number = () => performance.now(),
): EvalResult | undefined {
  const judged: Judged[] = []
  const spans: { article: string; isTrue: boolean; text: string }[] = []
  const times: { article: string; ms: number }[] = []
  for (const sample of samples) {
    const started = now()
    const analysis = analyzeText(sample)
    const brief = extractBrief(sample, analysis)
    times.push({ article: sample.id, ms: now() - started })
    const evidence = [...brief.lines, ...brief.keyFigures, ...brief.caveats].flatMap((one) => one.evidence)
    const stored = [...evidence, ...analysis.quotes, ...analysis.attributions.flatMap(({ content }) => content)]
    for (const { start, end, text } of stored) {
      spans.push({ article: sample.id, isTrue: text !== '' && sample.text.slice(start, end) === text, text })
    }
    const prepared = prepareArticle(sample)
    if (prepared.language !== 'en') continue
    for (const { text } of brief.lines) judged.push(judge(prepared, 'line', text.replace(/ …$/, '.')))
    for (const sentence of prepared.tagged.sentences) {
      if (sentence.tokens.length < fewestTokens) continue
      judged.push(judge(prepared, 'sentence', sentence.text))
      for (const { kind, text } of alterSentence(prepared, sentence)) judged.push(judge(prepared, kind, text))
    }
  }
  if (judged.length === 0) return undefined
  return { rows: rowsOf(judged, spans, times), errors: errorsOf(judged) }
}

function judge(article: PreparedArticle, kind: string, text: string): Judged {
  const isUnsupported = (isStrict: boolean) => checkText(article, text, { isStrict }).verdict !== 'supported'
  return { article: article.id, kind, text, isStopped: isUnsupported(true), isWarned: isUnsupported(false) }
}

function rowsOf(
  judged: Judged[],
  spans: { article: string; isTrue: boolean }[],
  times: { article: string; ms: number }[],
): EvalResult['rows'] {
  const share = <Item extends { article: string }>(measure: string, items: Item[], isSo: (item: Item) => boolean) =>
    rowOf(
      'seeds',
      measure,
      shareInterval(
        items,
        ({ article }) => article,
        (item) => (isSo(item) ? 1 : 0),
        () => 1,
      ),
    )
  const of = (...kinds: string[]) => judged.filter(({ kind }) => kinds.includes(kind))
  const median = interval(
    times,
    ({ article }) => article,
    (sample) =>
      sample.map(({ ms }) => ms).sort((one, other) => one - other)[Math.floor(sample.length / 2)] ?? Number.NaN,
  )
  return [
    share('spans whose words stand there', spans, ({ isTrue }) => isTrue),
    share('brief lines that strict passes', of('line'), ({ isStopped }) => !isStopped),
    share('sentences that strict passes', of('sentence'), ({ isStopped }) => !isStopped),
    share('sentences that draw a warning', of('sentence'), ({ isWarned }) => isWarned),
    ...(['number', 'negation', 'name'] as const).flatMap((kind) => [
      share(`strict: refused with another ${kind}`, of(kind), ({ isStopped }) => isStopped),
      share(`advisory: warned of another ${kind}`, of(kind), ({ isWarned }) => isWarned),
    ]),
    rowOf('seeds', 'ms to analyze and brief an article, median', median),
  ]
}

function errorsOf(judged: Judged[]): EvalResult['errors'] {
  const error = (kind: string, { article, kind: what, text }: Judged) => ({ kind, article, what, text })
  return judged.flatMap((one) => {
    const isTrue = one.kind === 'line' || one.kind === 'sentence'
    const name = isTrue ? 'false-alarm' : 'missed'
    return [
      ...(one.isStopped === isTrue ? [error(`seeds-strict-${name}`, one)] : []),
      ...(one.isWarned === isTrue ? [error(`seeds-${name}`, one)] : []),
    ]
  })
}
