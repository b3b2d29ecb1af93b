import { readFileSync } from 'node:fs'
import type { VersionComparison } from '../../../src/domain/version-change.ts'
import { type AnalyzedArticle, analyzeText } from '../../../src/evidence/analyze-text.ts'
import { compareVersions } from '../../../src/evidence/comparing/compare-versions.ts'
import { type FigureConflict, findConflicts } from '../../../src/evidence/comparing/find-conflicts.ts'

type Text = { title: string; text: string; publishedAt: string }
type ConflictCase = {
  name: string
  kind: string
  articles: (Text & { publisher: string })[]
  expected: { figures: string[]; about: string }[]
}
type ChangeCase = {
  name: string
  kind: string
  publisher: string
  before: Text
  after: Text
  expected: { verdict: string; changes: { what: string; from: string | null; to: string | null }[] }
}

/** A case and whether it came out as a careful editor would have it; what was found, to read. */
export type Scored = { name: string; kind: string; isRight: boolean; isFalseCorrection: boolean; found: string }

const read = <Case>(file: string): Case[] =>
  JSON.parse(readFileSync(new URL(`cases/${file}`, import.meta.url), 'utf8')) as Case[]

/** Figures of several articles: every expected conflict is found with all of its figures, and no other. */
export function scoreConflicts(): Scored[] {
  return read<ConflictCase>('conflicts.json').map(({ name, kind, articles, expected }) => {
    const found = findConflicts(
      articles.map((one, index) => ({
        id: String(index),
        desk: null,
        text: one.text,
        publishedAt: one.publishedAt,
        quantities: analyzeText(articleOf(String(index), one, one.publisher)).quantities,
      })),
    )
    const isMet = expected.every(({ figures }) => found.some((conflict) => holdsAll(conflict, figures)))
    const isRight = isMet && found.length === expected.length
    const shown = found.map(({ figures }) => figures.map(({ quantity }) => quantity.text).join(' / ')).join(' | ')
    return { name, kind, isRight, isFalseCorrection: false, found: shown }
  })
}

/** Two versions of one article: the verdict is the same. */
export function scoreChanges(): Scored[] {
  return read<ChangeCase>('corrections.json').map(({ name, kind, publisher, before, after, expected }) => {
    const { verdict, changes } = compareVersions(articleOf('a', before, publisher), articleOf('a', after, publisher))
    const isFalseCorrection = verdict === 'correction' && expected.verdict !== 'correction'
    return {
      name,
      kind,
      isRight: verdict === expected.verdict,
      isFalseCorrection,
      found: shownOf({ verdict, changes }),
    }
  })
}

/** How many of the listed changes are told: by what is said now, or was before. */
export function recallOfChanges(): { told: number; listed: number } {
  let [told, listed] = [0, 0]
  for (const { publisher, before, after, expected } of read<ChangeCase>('corrections.json')) {
    const { changes } = compareVersions(articleOf('a', before, publisher), articleOf('a', after, publisher))
    const texts = changes.flatMap(({ from, to, sentence }) => [from, to, sentence]).join('\n')
    for (const { from, to } of expected.changes) {
      listed++
      if (texts.includes(to ?? from ?? '')) told++
    }
  }
  return { told, listed }
}

function shownOf({ verdict, changes }: VersionComparison): string {
  return `${verdict}: ${changes.map(({ what, kind, from, to }) => `${what} ${kind} ${from} → ${to}`).join('; ')}`
}

function holdsAll({ figures }: FigureConflict, expected: string[]): boolean {
  return expected.every((text) =>
    figures.some(({ quantity }) => quantity.text.includes(text) || text.includes(quantity.text)),
  )
}

function articleOf(id: string, { title, text, publishedAt }: Text, publisher: string): AnalyzedArticle {
  const unknown = { origin: null, byline: null, label: null, isExcerpt: false, corrections: [] }
  return { ...unknown, id, title, text, publishedAt, publisher }
}
