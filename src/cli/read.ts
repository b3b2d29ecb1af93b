import type { Article } from '../domain/article.ts'
import { wrapText } from '../terminal/wrap-text.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { printJson, readTargets } from './read-articles.ts'

/** `read TARGET… [--json]`: what reading saw: an article's fields, or a feed's entries. */
export async function runRead(
  context: CommandContext,
  targets: string[],
  options: { json?: boolean },
): Promise<ExitCode> {
  const results: unknown[] = []
  let failed = 0
  for await (const result of readTargets(context, targets)) {
    if (result.kind === 'failed') {
      failed++
      context.complain(result.message)
    } else if (options.json) {
      results.push(result.kind === 'feed' ? { feed: result.feed, entries: result.entries } : result.article)
    } else if (result.kind === 'feed') {
      await context.write(`${result.feed.title ?? 'Feed without a title'}: ${result.entries.length} entries\n\n`)
      for (const entry of result.entries) await context.write(`${articleText(entry, context.style.columns)}\n`)
    } else await context.write(`${articleText(result.article, context.style.columns)}\n`)
  }
  if (options.json && (results.length > 0 || failed === 0)) await printJson(context, results)
  return failed > 0 ? 1 : 0
}

function articleText(article: Article, columns: number): string {
  const fields: [string, string | null][] = [
    ['Title', article.title],
    ['Publisher', article.publisher],
    ['Origin', article.origin],
    ['Byline', article.byline],
    ['Dateline', article.dateline],
    ['Published', article.publishedAt],
    ['Updated', article.updatedAt],
    ['Label', article.label],
    ['Address', article.url],
    ['Part only', article.isExcerpt ? 'yes' : null],
    ['Credits', article.credits.join(' · ') || null],
  ]
  const width = Math.max(40, Math.min(columns, 100))
  const head = fields.map(([name, value]) =>
    wrapText(`${`${name}:`.padEnd(11)} ${value ?? 'not found'}`, width, ' '.repeat(12)),
  )
  const shown = head.filter((line) => !/^(?:Origin|Updated|Label|Part only|Credits|Address):\s+not found$/.test(line))
  return [...shown, '', ...article.text.split('\n').map((line) => wrapText(line, width, '')), ''].join('\n')
}
