import { z } from 'zod'
import { AppError } from '../domain/app-error.ts'
import type { Check } from '../domain/check.ts'
import { checkText } from '../evidence/check/check-text.ts'
import { checkReportText } from '../terminal/render-check.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { runLines } from './json-lines.ts'
import { printJson, readTargets } from './read-articles.ts'

/** A line of `check --jsonl`: an article's text, and the text that is to be checked against it. */
const checkLineSchema = z.object({
  id: z.string(),
  article: z.string().refine((text) => text.trim() !== '', 'article is empty'),
  text: z.string().refine((text) => text.trim() !== '', 'text is empty'),
})

/** `check [--strict] (--article TARGET --text TARGET [--json] | --jsonl)`: is this text supported by that article? "Unsupported" is a result, not a failure. */
export async function runCheck(
  context: CommandContext,
  options: { strict?: boolean; article?: string; text?: string; json?: boolean; jsonl?: boolean },
): Promise<ExitCode> {
  const isStrict = options.strict === true
  if (options.jsonl) {
    return runLines(context, checkLineSchema, ({ id, article, text }) =>
      withId(id, checkText({ id, text: article }, text, { isStrict })),
    )
  }
  if (options.article === undefined || options.text === undefined) {
    throw new AppError('usage', 'check takes --article and --text, or --jsonl with lines on standard input.')
  }
  const article = await textOf(context, options.article)
  const text = await textOf(context, options.text)
  if (article === undefined || text === undefined) return 1
  const check = withId(article.id, checkText(article, text.text, { isStrict }))
  if (options.json) await printJson(context, [check])
  else await context.write(checkReportText(check, context.style.columns))
  return 0
}

function withId(id: string, check: Check): Check {
  return { ...check, id }
}

async function textOf(context: CommandContext, target: string): Promise<{ id: string; text: string } | undefined> {
  for await (const result of readTargets(context, [target])) {
    if (result.kind === 'article') return { id: result.article.id, text: result.article.text }
    context.complain(result.kind === 'failed' ? result.message : `${target} is a feed; name one article.`)
  }
  return undefined
}
