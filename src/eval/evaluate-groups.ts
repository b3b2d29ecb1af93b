import { z } from 'zod'
import { isoDate } from '../domain/iso-date.ts'
import { createGrouper } from '../pipeline/stories/create-grouper.ts'
import { type StorySignature, signatureOf } from '../pipeline/stories/signature.ts'
import { interval, rowOf } from './interval.ts'
import { type Agreement, agreementOf, type GroupedLine, measureGroups } from './measure-groups.ts'
import { type EvalResult, readSet } from './read-set.ts'

const lineSchema = z.object({
  id: z.string(),
  story: z.string(),
  title: z.string().nullish(),
  text: z.string(),
  publishedAt: z.string().nullish(),
})
type Line = z.infer<typeof lineSchema>

const shuffles = 10
const baseline = 'TF-IDF with a tuned threshold 0.805'

/** Articles with the story that they belong to; for each story there is another of the same kind of event. */
export function evaluateGroups(folder: string): EvalResult | undefined {
  const lines = readSet(folder, 'group/ecbplus-topics-1-24.jsonl', lineSchema)
  if (!lines) return undefined
  const signatures = new Map(lines.map((line) => [line.id, signatureOfLine(line)]))
  const grouped = group(lines, signatures)
  const shuffled = Array.from(
    { length: shuffles },
    (_, seed) => measureGroups(group(shuffle(lines, seed + 1), signatures)).pairs.f1,
  )
  const row = (measure: string, value: number) => ({ set: 'group', measure, value, anchor: null })
  return {
    rows: [
      pairsRow(grouped, 'pairs in one story: F1', 'f1', baseline),
      pairsRow(grouped, 'pairs in one story: precision', 'precision'),
      pairsRow(grouped, 'pairs in one story: recall', 'recall'),
      row(`F1, least of ${shuffles} orders of arrival`, Math.min(...shuffled)),
      row(`F1, most of ${shuffles} orders of arrival`, Math.max(...shuffled)),
      articlesRow(grouped, 'B-cubed: F1', 'f1'),
      articlesRow(grouped, 'B-cubed: precision', 'precision'),
      articlesRow(grouped, 'B-cubed: recall', 'recall'),
    ],
    errors: [...mixedStories(grouped), ...brokenStories(grouped)],
  }
}

// Whole topics are drawn: the two stories of one are as hard to tell apart for all their articles.
function pairsRow(lines: readonly GroupedLine[], measure: string, part: keyof Agreement, anchor: string | null = null) {
  const topics = topicsOf(lines).map((some) => measureGroups(some).pairs)
  const sumOf = (sample: readonly (typeof topics)[number][], which: 'right' | 'found' | 'gold') =>
    sample.reduce((sum, counts) => sum + counts[which], 0)
  const share = interval(
    [...topics.entries()],
    ([topic]) => String(topic),
    (sample) => {
      const counts = sample.map(([, one]) => one)
      const [right, found, gold] = [sumOf(counts, 'right'), sumOf(counts, 'found'), sumOf(counts, 'gold')]
      return agreementOf({ right, found, gold })[part]
    },
  )
  return rowOf('group', measure, { ...share, value: measureGroups(lines).pairs[part], of: lines.length }, anchor)
}

function articlesRow(lines: readonly GroupedLine[], measure: string, part: keyof Agreement) {
  const topics = topicsOf(lines).map((some) => ({ size: some.length, ...measureGroups(some).articles }))
  const share = interval(
    [...topics.entries()],
    ([topic]) => String(topic),
    (sample) => {
      const size = sample.reduce((sum, [, one]) => sum + one.size, 0)
      return sample.reduce((sum, [, one]) => sum + one[part] * one.size, 0) / size
    },
  )
  return rowOf('group', measure, { ...share, value: measureGroups(lines).articles[part], of: lines.length })
}

/** The set names its stories "12_first" and "12_second": two events of one kind. */
function topicsOf(lines: readonly GroupedLine[]): GroupedLine[][] {
  return [...Map.groupBy(lines, ({ gold }) => gold.split('_')[0]).values()]
}

function signatureOfLine({ id, title = null, text, publishedAt }: Line): StorySignature {
  return signatureOf({ id, title, text, publishedAt: isoDate(publishedAt ?? '') })
}

function group(lines: readonly Line[], signatures: ReadonlyMap<string, StorySignature>): GroupedLine[] {
  const grouper = createGrouper()
  for (const { id } of lines) {
    const signature = signatures.get(id)
    if (signature) grouper.place(id, signature)
  }
  return lines.map(({ id, story }) => ({ id, gold: story, found: grouper.storyOf(id) ?? id }))
}

/** Fisher and Yates, with numbers that come the same for the same seed. */
function shuffle(lines: readonly Line[], seed: number): Line[] {
  const shuffled = [...lines]
  let state = seed
  for (let at = shuffled.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    const other = Math.floor((state / 0x80000000) * (at + 1))
    const held = shuffled[at]!
    shuffled[at] = shuffled[other]!
    shuffled[other] = held
  }
  return shuffled
}

function mixedStories(lines: readonly GroupedLine[]): EvalResult['errors'] {
  return [...Map.groupBy(lines, ({ found }) => found)].flatMap(([story, members]) => {
    const parts = [...Map.groupBy(members, ({ gold }) => gold)].map(([gold, some]) => `${gold}: ${idsOf(some)}`)
    return parts.length < 2 ? [] : [{ kind: 'group-mixed', story, parts }]
  })
}

function brokenStories(lines: readonly GroupedLine[]): EvalResult['errors'] {
  return [...Map.groupBy(lines, ({ gold }) => gold)].flatMap(([story, members]) => {
    const parts = [...Map.groupBy(members, ({ found }) => found)].map(([, some]) => idsOf(some))
    return parts.length < 2 ? [] : [{ kind: 'group-broken', story, parts }]
  })
}

function idsOf(lines: readonly GroupedLine[]): string {
  return lines.map(({ id }) => id).join(' ')
}
