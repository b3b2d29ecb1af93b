import { measureGroups } from '../../src/eval/measure-groups.ts'
import { createGrouper } from '../../src/pipeline/stories/create-grouper.ts'
import frequencies from '../../src/pipeline/stories/document-frequencies.json' with { type: 'json' }
import type { GroupedArticle } from '../../src/pipeline/stories/signature.ts'
import { seededRandom, wordOf } from '../storage/generated-articles.ts'

/*
 * What grouping costs as articles arrive one by one: `node --expose-gc test/bench/stories.ts [articles] [weeks]`, else 100,000 over
 * eight virtual weeks. Each article is made, reduced to its signature and put into a story; only the last two are timed. An event
 * has its names, figures and words, and one to a hundred articles over some days; all share ordinary words as often as news does.
 */
const goals = { medianMs: 5, p99Ms: 20 }
const dayMs = 86_400_000
const from = Date.UTC(2026, 0, 1)
const [count = 100_000, weeks = 8] = process.argv.slice(2).map(Number)

type Made = { article: GroupedArticle; event: string }
interface Event {
  id: string
  names: string[]
  figures: string[]
  words: string[]
}

// Words of news, each as often as it counts, and those that few articles hold.
const counted = Object.entries(frequencies.terms).flatMap(([documents, terms]) =>
  terms.split(' ').map((term) => ({ term, documents: Number(documents) })),
)
const words = counted.filter(({ term }) => /^[a-z]{3,}$/.test(term))
const rare = words.filter(({ documents }) => documents <= 20).map(({ term }) => term)
const common = words.filter(({ documents }) => documents > 20).map(({ term }) => term)
const sums: number[] = []
for (const { documents } of words) sums.push((sums.at(-1) ?? 0) + documents)

function ordinaryWord(random: () => number): string {
  const sought = random() * (sums.at(-1) ?? 0)
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle] ?? 0) < sought) low = middle + 1
    else high = middle
  }
  return words[low]?.term ?? 'news'
}

function pick<One>(random: () => number, list: readonly One[]): One {
  return list[Math.floor(random() * list.length)]!
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

function eventOf(number: number): Event {
  const random = seededRandom(number + 1)
  const many = <One>(length: number, make: (at: number) => One) => Array.from({ length }, (_, at) => make(at))
  return {
    id: `event-${number}`,
    // Names come again in other events: some of those that the news always names, and others that it names for weeks.
    names: many(7, (at) => capital(at < 2 ? pick(random, common) : wordOf(Math.floor(40_000 * random() ** 2)))),
    figures: many(4, () => String(Math.floor(random() * 5_000))),
    words: many(14, () => pick(random, rare)),
  }
}

function articleOf(event: Event, number: number, at: number): Made {
  const random = seededRandom(number * 7 + 3)
  // Each report tells a part of the event.
  const part = <One>(list: readonly One[]) => list.filter((_, at) => at === 0 || random() < 0.5)
  const [names, figures, told] = [part(event.names.toReversed()), part(event.figures), part(event.words)]
  const own = () => {
    const kind = random()
    return pick(random, kind < 0.5 ? names : kind < 0.62 ? figures : told)
  }
  const sentence = () => {
    const said = Array.from({ length: 12 + Math.floor(random() * 14) }, () =>
      random() < 0.22 ? own() : random() < 0.4 ? pick(random, ['the', 'of', 'to', 'and', 'in']) : ordinaryWord(random),
    )
    return `${capital(said.join(' '))}.`
  }
  const text = Array.from({ length: 15 + Math.floor(random() * 30) }, sentence).join('\n')
  const title = [pick(random, names), ...Array.from({ length: 6 }, own)].join(' ')
  const seenAt = new Date(at).toISOString()
  return { article: { id: `a${number}`, title, text, publishedAt: seenAt, seenAt }, event: event.id }
}

/** When each article comes and of which event it is, in the order of time. */
function schedule(): { event: number; at: number }[] {
  const random = seededRandom(42)
  const arrivals: { event: number; at: number }[] = []
  for (let event = 0; arrivals.length < count; event++) {
    const size = Math.min(Math.ceil(1 / (random() + 0.01)), count - arrivals.length)
    const start = random() * weeks * 7 * dayMs
    const length = (0.5 + random() * 5) * dayMs
    for (let one = 0; one < size; one++) arrivals.push({ event, at: from + start + random() * length })
  }
  return arrivals.sort((a, b) => a.at - b.at)
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function memoryMb(): number {
  // Only with --expose-gc; without, garbage is counted too.
  ;(globalThis as { gc?: () => void }).gc?.()
  return process.memoryUsage().heapUsed / 2 ** 20
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

const grouper = createGrouper()
const arrivals = schedule()
const times = new Float64Array(arrivals.length)
const events = new Map<string, string>()
const found = new Map<string, string>()
let moves = 0
let week = 0
const sizes: number[] = []
print(
  `${arrivals.length.toLocaleString('en-US')} articles of ${new Set(arrivals.map(({ event }) => event)).size} events over ${weeks} weeks`,
)
for (const [number, { event, at }] of arrivals.entries()) {
  if (at - from > (week + 1) * 7 * dayMs) report(number)
  const { article, event: own } = articleOf(eventOf(event), number, at)
  const started = performance.now()
  const placement = grouper.add(article)
  times[number] = performance.now() - started
  moves += placement.moves.length
  events.set(article.id, own)
  found.set(article.id, placement.story)
  for (const { id, to } of placement.moves) found.set(id, to)
}
report(arrivals.length)
const sorted = times.toSorted()
const [median, p99] = [quantile(sorted, 0.5), quantile(sorted, 0.99)]
const { pairs } = measureGroups([...events].map(([id, gold]) => ({ id, gold, found: found.get(id) ?? id })))
print(
  `signature and story: median ${median.toFixed(2)} ms (goal ${goals.medianMs}), p99 ${p99.toFixed(2)} ms (goal ${goals.p99Ms}), most ${(sorted.at(-1) ?? 0).toFixed(0)} ms`,
)
print(
  `${moves} articles moved; pairs of one event: precision ${pairs.precision.toFixed(3)}, recall ${pairs.recall.toFixed(3)}`,
)
const isBounded = Math.max(...sizes) < 4 * (arrivals.length / weeks)
process.exitCode = median < goals.medianMs && p99 < goals.p99Ms && isBounded ? 0 : 1

function report(number: number): void {
  week++
  sizes.push(grouper.size)
  const own = times.slice(0, number).slice(-5_000).toSorted()
  const figures = `median ${quantile(own, 0.5).toFixed(2)} ms, p99 ${quantile(own, 0.99).toFixed(2)} ms`
  print(
    `week ${week}: ${number} in all, ${grouper.size} remembered, ${memoryMb().toFixed(0)} MB, the last ones ${figures}`,
  )
}
