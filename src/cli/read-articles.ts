import type { Article } from '../domain/article.ts'
import type { FeedHead } from '../domain/ports.ts'
import { makeArticle } from '../pipeline/make-article.ts'
import type { CommandContext } from './context.ts'

/** What one target held, cleaned: an article, or a feed with its articles. */
export type ReadTarget =
  | { kind: 'article'; target: string; article: Article }
  | { kind: 'feed'; target: string; feed: FeedHead; entries: Article[] }
  | { kind: 'failed'; target: string; message: string }

/** Reads targets one after the other: files, folders, `-`. A target that fails does not stop the rest. */
export async function* readTargets(context: CommandContext, targets: string[]): AsyncGenerator<ReadTarget> {
  for (const target of targets) {
    for await (const result of context.documents.read(target)) {
      if (result.kind === 'failed') yield { kind: 'failed', target: result.target, message: result.error.message }
      else if (result.kind === 'document')
        yield { kind: 'article', target: result.target, article: makeArticle(result.document) }
      else yield { kind: 'feed', target: result.target, feed: result.feed, entries: result.entries.map(makeArticle) }
    }
  }
}

/**
 * Calls `use` for every article of the targets, feeds entry by entry; failures go to standard error, one sentence each.
 * Returns how many targets failed.
 */
export async function eachArticle(
  context: CommandContext,
  targets: string[],
  use: (article: Article, target: string) => Promise<void>,
): Promise<number> {
  let failed = 0
  for await (const result of readTargets(context, targets)) {
    if (result.kind === 'failed') {
      failed++
      context.complain(result.message)
    } else if (result.kind === 'article') await use(result.article, result.target)
    else for (const entry of result.entries) await use(entry, result.target)
  }
  return failed
}

/** One result is printed alone, several as a list: `--json` prints one JSON document. */
export async function printJson(context: CommandContext, results: unknown[]): Promise<void> {
  await context.write(`${asJson(results.length === 1 ? results[0] : results, 2)}\n`)
}

/** JSON in which control characters are escaped, also those that JSON allows as they are and a terminal obeys (U+007F to U+009F). */
export function asJson(value: unknown, indent = 0): string {
  return JSON.stringify(value, null, indent).replace(/[^\P{Cc}\n]/gu, escaped)
}

function escaped(character: string): string {
  return `\\u00${character.charCodeAt(0).toString(16)}`
}
