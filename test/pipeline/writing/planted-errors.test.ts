import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { analyzeText } from '../../../src/evidence/analyze-text.ts'
import { type PreparedArticle, prepareArticle } from '../../../src/evidence/check/prepare-article.ts'
import type { Sentence } from '../../../src/evidence/language/tagged-text.ts'
import { extractBrief } from '../../../src/pipeline/extract-brief.ts'
import { type TextStory, writeBrief } from '../../../src/pipeline/writing/write-brief.ts'
import { plantErrors } from '../../evidence/check/plant-errors.ts'
import { plantWords, wordPool } from '../../evidence/check/plant-words.ts'
import { readSeedArticles } from '../../evidence/check/seed-articles.ts'
import { sampleArticle } from '../../storage/sample-article.ts'
import { scriptedWriter } from './scripted-writer.ts'

/** Lines shorter than this are headings and scraps. */
const fewestTokens = 7
const kinds =
  'number scale unit approximation subject name role date quote speaker attribution modality negation quantifier word'.split(
    ' ',
  )
const rewordings = readFileSync(new URL('../../evidence/check/rewordings.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): { seed: string; text: string } => JSON.parse(line))

type Sample = { article: PreparedArticle; story: TextStory }

const samples = new Map<string, Sample>()
beforeAll(async () => {
  for (const [name, prepared] of await readSeedArticles()) {
    const article = sampleArticle({ id: name, title: name, text: prepared.text })
    const analysis = analyzeText(article)
    samples.set(name, { article: prepared, story: { article, analysis, brief: extractBrief(article, analysis) } })
  }
})

type Line = { text: string; sentences: number[] }

/** What a reader sees of a brief whose first line is this one: a model that will not mend it, beside faithful lines. */
async function shownWith({ article, story }: Sample, line: Line): Promise<{ lines: string[]; isWritten: boolean }> {
  const faithful = article.tagged.sentences
    .filter(({ index, tokens }) => tokens.length >= fewestTokens && !line.sentences.includes(index + 1))
    .slice(0, 2)
    .map(({ index, text }) => ({ text, sentences: [index + 1] }))
  const writer = scriptedWriter(({ prompt }) =>
    prompt === 'brief' ? { lines: [line, ...faithful] } : { lines: [{ ...line, line: 1 }] },
  )
  const written = await writeBrief(writer, story)
  if (written.kind === 'failed') throw new Error(written.message)
  const { lines, writtenBy } = written.brief
  return { lines: lines.map(({ text }) => text), isWritten: writtenBy.kind === 'model' }
}

/** A planted line as a model would cite it, and whether it got through. */
type Tried = { kind: string; text: string; isStopped: boolean; shown: string[] }

async function tryPlants(): Promise<Tried[]> {
  const pools = [wordPool([...samples.values()].map(({ article }) => article))]
  const tried: Tried[] = []
  const attempt = async (sample: Sample, kind: string, text: string, sentences: number[]) => {
    const { lines } = await shownWith(sample, { text, sentences })
    tried.push({ kind, text, isStopped: !lines.includes(text), shown: lines })
  }
  const plant = async (sample: Sample, sentence: Sentence, by: PreparedArticle, cited: number[]) => {
    for (const { kind, planted } of plantErrors(by, sentence)) await attempt(sample, kind, planted, cited)
    for (const pool of [...pools, wordPool([sample.article])])
      for (const planted of plantWords(sentence, pool)) await attempt(sample, 'word', planted, cited)
  }
  for (const sample of samples.values()) {
    const { article } = sample
    for (const sentence of article.tagged.sentences.filter(({ tokens }) => tokens.length >= fewestTokens))
      await plant(sample, sentence, article, [sentence.index + 1])
  }
  for (const { seed, text } of rewordings) {
    const sample = samples.get(seed)
    if (sample === undefined) continue
    const cited = citedBy(sample, text)
    const { lines } = await shownWith(sample, { text, sentences: cited })
    if (!lines.includes(text)) continue
    const own = prepareArticle({ id: seed, text })
    const [only, ...more] = own.tagged.sentences
    if (only !== undefined && more.length === 0) await plant(sample, only, { ...sample.article, ...ofLine(own) }, cited)
  }
  return tried
}

/** The figures, dates and names are the line's, what they are changed into is the article's. */
function ofLine({ text, tagged, quantities, dates, quotes, attributions, predicates }: PreparedArticle) {
  return { text, tagged, quantities, dates, quotes, attributions, predicates }
}

/** The sentences that a faithful line rests on, as a careful model would name them: those that share most of its words. */
function citedBy({ article }: Sample, text: string): number[] {
  const wordsIn = (words: string) => new Set(words.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? [])
  let open = wordsIn(text)
  const cited: number[] = []
  while (cited.length < 3 && open.size > 0) {
    const best = article.tagged.sentences
      .map((sentence) => ({ sentence, shared: open.intersection(wordsIn(sentence.text)).size }))
      .sort((a, b) => b.shared - a.shared)[0]
    if (best === undefined || best.shared < (cited.length === 0 ? 1 : 2)) break
    cited.push(best.sentence.index + 1)
    open = open.difference(wordsIn(best.sentence.text))
  }
  return cited.sort((a, b) => a - b)
}

describe('a brief by a model that plants one error among faithful lines', () => {
  let tried: Tried[] = []
  beforeAll(async () => {
    tried = await tryPlants()
    const share = (some: Tried[]) => (some.filter(({ isStopped }) => isStopped).length / some.length).toFixed(3)
    const byKind = kinds.map((kind) => `${kind} ${share(tried.filter((one) => one.kind === kind))}`)
    process.stdout.write(`of ${tried.length} planted errors stopped: ${share(tried)}; ${byKind.join(', ')}\n`)
  })

  it('never shows 97 of 100 of them', () => {
    const through = tried.filter(({ isStopped }) => !isStopped)
    expect(tried.length).toBeGreaterThan(2_000)
    expect(through.length / tried.length, through.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(0.03)
  })

  it.each(kinds)('never shows 93 of 100 of the kind %s', (kind) => {
    const own = tried.filter((one) => one.kind === kind)
    const through = own.filter(({ isStopped }) => !isStopped)
    expect(own.length).toBeGreaterThanOrEqual(20)
    expect(through.length / own.length, through.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(0.07)
  })

  it('is a brief all the same, each time', () => {
    expect(tried.filter(({ shown }) => shown.length < 2)).toEqual([])
  })

  it('shows nine of ten faithful rewordings', async () => {
    const refused: string[] = []
    for (const { seed, text } of rewordings) {
      const sample = samples.get(seed)
      if (sample === undefined) throw new Error(`no sample ${seed}`)
      const { lines, isWritten } = await shownWith(sample, { text, sentences: citedBy(sample, text) })
      if (!lines.includes(text) || !isWritten) refused.push(text)
    }
    process.stdout.write(`of ${rewordings.length} faithful rewordings refused: ${refused.length}\n`)
    expect(refused.length / rewordings.length, refused.join('\n')).toBeLessThanOrEqual(0.1)
  })
})
