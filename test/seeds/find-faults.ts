import type { Analysis } from '../../src/domain/analysis.ts'
import type { Article } from '../../src/domain/article.ts'
import type { Brief } from '../../src/domain/brief.ts'
import type { Caveat } from '../../src/domain/caveat.ts'
import type { ArticleExpectation } from './expectation.ts'

/**
 * Compares what was made of an article with what a person listed for it. Returns one sentence a fault: something
 * listed that is missing, something forbidden that is there, an evidence text that is not the stored text.
 */
export function findFaults(expected: ArticleExpectation, article: Article, analysis: Analysis, brief: Brief): string[] {
  return [
    ...readFaults(expected, article),
    ...(expected.language !== undefined && expected.language !== analysis.language
      ? [`language ${analysis.language}`]
      : []),
    ...figureFaults(expected, brief),
    ...caveatFaults(expected, brief, article.text),
    ...lineFaults(expected, brief),
    ...evidenceFaults(article, brief),
  ]
}

function readFaults(expected: ArticleExpectation, article: Article): string[] {
  const faults: string[] = []
  for (const [field, value] of Object.entries(expected.read ?? {})) {
    const found = article[field as keyof Article]
    if (found !== value) faults.push(`${field} is ${JSON.stringify(found)}, not ${JSON.stringify(value)}`)
  }
  for (const text of expected.textIncludes ?? []) if (!article.text.includes(text)) faults.push(`text lacks "${text}"`)
  for (const text of expected.textExcludes ?? []) if (article.text.includes(text)) faults.push(`text holds "${text}"`)
  return faults
}

function figureFaults(expected: ArticleExpectation, brief: Brief): string[] {
  const faults: string[] = []
  for (const figure of expected.keyFigures ?? []) {
    const sameText = brief.keyFigures.filter((found) => same(found.text, figure.text))
    const near =
      sameText.length > 0
        ? sameText
        : brief.keyFigures.filter((found) => found.value === figure.value && found.text.includes(figure.text))
    if (near.length === 0) {
      faults.push(`no key figure "${figure.text}"`)
      continue
    }
    const wrong = near.map((found) => {
      const fields: string[] = []
      for (const field of ['value', 'high', 'unit', 'approximation', 'direction'] as const) {
        if (figure[field] !== undefined && found[field] !== figure[field])
          fields.push(`${field} ${found[field]} not ${figure[field]}`)
      }
      for (const field of ['measures', 'period', 'attribution'] as const) {
        const wanted = figure[field]
        if (wanted === undefined) continue
        if (wanted === null ? found[field] !== null && field === 'attribution' : !holdsWords(found[field], wanted)) {
          fields.push(`${field} "${found[field]}" not "${wanted}"`)
        }
      }
      return fields
    })
    const best = wrong.sort((a, b) => a.length - b.length)[0] ?? []
    faults.push(...best.map((fault) => `"${figure.text}": ${fault}`))
  }
  for (const text of expected.figuresForbidden ?? []) {
    if (brief.keyFigures.some((found) => same(found.text, text))) faults.push(`forbidden figure "${text}"`)
  }
  return faults
}

function caveatFaults(expected: ArticleExpectation, brief: Brief, stored: string): string[] {
  const faults: string[] = []
  for (const caveat of expected.caveats ?? []) {
    const sameKind = brief.caveats.filter(({ kind }) => kind === caveat.kind)
    if (sameKind.length === 0) {
      faults.push(`no caveat ${caveat.kind}`)
      continue
    }
    const best =
      sameKind.map((found) => caveatDifferences(caveat, found, stored)).sort((a, b) => a.length - b.length)[0] ?? []
    faults.push(...best.map((difference) => `${caveat.kind}: ${difference}`))
  }
  const listed = new Set((expected.caveats ?? []).map(({ kind }) => kind))
  if (expected.caveatsAreComplete) {
    // `stale` depends on the day on which it is asked.
    for (const { kind, text } of brief.caveats)
      if (!listed.has(kind) && kind !== 'stale') faults.push(`caveat ${kind} is not listed: ${text}`)
  }
  return faults
}

function caveatDifferences(
  expected: NonNullable<ArticleExpectation['caveats']>[number],
  found: Caveat,
  stored: string,
): string[] {
  const differences: string[] = []
  for (const text of expected.evidence ?? []) {
    if (!overlapsWords(found, text, stored)) differences.push(`evidence lacks "${text}"`)
  }
  for (const field of ['party', 'source', 'reason'] as const) {
    const wanted = expected[field]
    if (wanted !== undefined && wanted !== null && !holdsWords(found[field], wanted))
      differences.push(`${field} "${found[field]}" not "${wanted}"`)
  }
  if (expected.count !== undefined && expected.count !== found.count)
    differences.push(`count ${found.count} not ${expected.count}`)
  if (expected.leadRestsOnIt !== undefined && expected.leadRestsOnIt !== found.leadRestsOnIt)
    differences.push(`leadRestsOnIt ${found.leadRestsOnIt}`)
  return differences
}

function lineFaults(expected: ArticleExpectation, brief: Brief): string[] {
  const faults: string[] = []
  const lines = brief.lines.map(({ text }) => text)
  if (lines.length < 1 || lines.length > 5) faults.push(`${lines.length} lines`)
  for (const text of expected.linesInclude ?? [])
    if (!lines.some((line) => line.includes(text))) faults.push(`no line holds "${text}"`)
  for (const text of expected.linesExclude ?? [])
    if (lines.some((line) => line.includes(text))) faults.push(`a line holds "${text}"`)
  return faults
}

function evidenceFaults(article: Article, brief: Brief): string[] {
  const spans = [brief.lines, brief.keyFigures, brief.caveats].flat().flatMap(({ evidence }) => evidence)
  return spans
    .filter(
      (span) =>
        article.text.slice(span.start, span.end) !== span.text || span.article !== article.id || span.text === '',
    )
    .map((span) => `evidence at ${span.start} is not "${span.text}"`)
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

function holdsWords(text: string | null, words: string): boolean {
  const folded = (text ?? '').toLowerCase().replaceAll('’', "'")
  return words
    .toLowerCase()
    .replaceAll('’', "'")
    .split(/\s+/)
    .every((word) => folded.includes(word))
}

// The words stand somewhere in the article where one of the spans stands too.
function overlapsWords({ evidence }: Caveat, words: string, stored: string): boolean {
  for (let at = stored.indexOf(words); at !== -1; at = stored.indexOf(words, at + 1)) {
    if (evidence.some((span) => span.start < at + words.length && at < span.end)) return true
  }
  return false
}
