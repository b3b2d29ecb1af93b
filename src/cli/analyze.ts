import { z } from 'zod'
import type { Analysis } from '../domain/analysis.ts'
import { longestArticle } from '../domain/longest-article.ts'
import { type AnalyzedArticle, analyzeText } from '../evidence/analyze-text.ts'
import { findLabel } from '../evidence/furniture/find-label.ts'
import { findCorrections, findDateline, findOrigin } from '../evidence/furniture/find-notes.ts'
import { evenText } from '../evidence/language/even-text.ts'
import { analysisText } from '../terminal/render-analysis.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { runLines } from './json-lines.ts'
import { eachArticle, printJson } from './read-articles.ts'

const optionalText = z.string().nullish()

/** A line of `analyze --jsonl`. Offsets in the answer refer to `text` as given. */
const analyzeLineSchema = z.object({
  id: z.string(),
  text: z
    .string()
    .min(1, 'text is empty')
    .max(longestArticle, `text is longer than ${longestArticle / 1_000_000} million characters`),
  title: optionalText,
  publisher: optionalText,
  publishedAt: optionalText,
  url: optionalText,
})

/** `analyze [TARGET… --json | --jsonl]`: what the article says and who says it. */
export async function runAnalyze(
  context: CommandContext,
  targets: string[],
  options: { json?: boolean; jsonl?: boolean },
): Promise<ExitCode> {
  if (options.jsonl) return runLines(context, analyzeLineSchema, (line) => analyzeText(asArticle(line)))
  const results: Analysis[] = []
  const failed = await eachArticle(context, targets, async (article) => {
    const analysis = analyzeText(article, context.now())
    if (options.json) results.push(analysis)
    else await context.write(`${analysisText(analysis, article.title, context.style.columns)}\n`)
  })
  if (options.json && (results.length > 0 || failed === 0)) await printJson(context, results)
  return failed > 0 ? 1 : 0
}

function asArticle({ id, text, title, publisher, publishedAt }: z.infer<typeof analyzeLineSchema>): AnalyzedArticle {
  const { text: even } = evenText(text)
  const credit = findDateline(even)?.credit ?? null
  return {
    id,
    text,
    title: title ?? null,
    publisher: publisher ?? null,
    origin: findOrigin(even)?.publisher ?? (credit === publisher ? null : credit),
    byline: null,
    publishedAt: publishedAt ?? null,
    label: findLabel(even, title ?? null),
    isExcerpt: false,
    corrections: findCorrections(even).map((note) => note.text),
  }
}
