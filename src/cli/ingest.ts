import { z } from 'zod'
import { AppError } from '../domain/app-error.ts'
import type { Article } from '../domain/article.ts'
import { isoDate } from '../domain/iso-date.ts'
import { longestArticle } from '../domain/longest-article.ts'
import type { Store } from '../domain/store.ts'
import type { SavedArticle } from '../domain/stored.ts'
import { ingestArticles } from '../pipeline/ingest-articles.ts'
import { makeArticle } from '../pipeline/make-article.ts'
import { createStoryKeeper } from '../pipeline/stories/keep-stories.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { runLineBatches } from './json-lines.ts'
import { eachArticle } from './read-articles.ts'

/** So many articles are saved in one transaction: enough to be quick, few enough to lose little time after a crash. */
const batchSize = 64

const optionalText = z.string().nullish()

/** A line of `ingest --jsonl`. */
const ingestLineSchema = z.object({
  id: optionalText,
  url: optionalText,
  title: optionalText,
  text: z
    .string()
    .max(longestArticle, `text is longer than ${longestArticle / 1_000_000} million characters`)
    .refine((text) => text.trim() !== '', 'text is empty'),
  publisher: optionalText,
  publishedAt: z
    .string()
    .nullish()
    .refine(
      (date) => date === null || date === undefined || isoDate(date) !== null,
      'publishedAt is no ISO date and no YYYY/MM/DD',
    ),
})
type IngestLine = z.infer<typeof ingestLineSchema>

/** `ingest TARGET… | --jsonl`: read and store; a summary of new, changed, unchanged, failed, and of reposts where there are any. */
export async function runIngest(
  context: CommandContext,
  targets: string[],
  options: { jsonl?: boolean },
): Promise<ExitCode> {
  const store = await context.openStore()
  try {
    const code = options.jsonl ? await ingestLines(context, store) : await ingestTargets(context, store, targets)
    await createStoryKeeper(store, context.now).keep('all')
    return code
  } finally {
    await store.close()
  }
}

async function ingestLines(context: CommandContext, store: Store): Promise<ExitCode> {
  return runLineBatches(context, ingestLineSchema, batchSize, async (lines) => {
    const saved = await ingestArticles(store, lines.map(articleOf))
    return lines.map((line, index) => ({
      id: saved[index]?.article ?? null,
      url: line.url ?? null,
      outcome: saved[index]?.outcome,
      repostOf: saved[index]?.repostOf ?? null,
      error: null,
    }))
  })
}

async function ingestTargets(context: CommandContext, store: Store, targets: string[]): Promise<ExitCode> {
  const counts = { new: 0, changed: 0, unchanged: 0 }
  let reposts = 0
  let waiting: Article[] = []
  const save = async () => {
    const saved: SavedArticle[] = await ingestArticles(store, waiting)
    for (const { outcome, repostOf } of saved) {
      counts[outcome]++
      if (repostOf !== null && outcome !== 'unchanged') reposts++
    }
    waiting = []
  }
  const failed = await eachArticle(context, targets, async (article) => {
    waiting.push(article)
    if (waiting.length >= batchSize) await save()
  })
  await save()
  const found = reposts === 0 ? '' : `, ${reposts} ${reposts === 1 ? 'repost' : 'reposts'}`
  await context.write(
    `${counts.new} new, ${counts.changed} changed, ${counts.unchanged} unchanged, ${failed} failed${found}\n`,
  )
  return failed > 0 ? 1 : 0
}

function articleOf(line: IngestLine): Article {
  const article = makeArticle({
    url: line.url ?? null,
    title: line.title ?? null,
    publisher: line.publisher ?? null,
    byline: null,
    publishedAt: line.publishedAt ? isoDate(line.publishedAt) : null,
    updatedAt: null,
    label: null,
    isExcerpt: false,
    text: line.text,
  })
  if (article.text === '') throw new AppError('no-article', 'nothing of the text is an article')
  return line.id ? { ...article, id: line.id } : article
}
