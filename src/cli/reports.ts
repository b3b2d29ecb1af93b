import type { Store } from '../domain/store.ts'
import type { Report } from '../domain/stored.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { asJson } from './read-articles.ts'
import { withStore } from './with-store.ts'

const faults: Record<Report['fault'], string> = {
  'wrong-figure': 'wrong figure',
  'wrong-attribution': 'wrong attribution',
  'missing-caveat': 'missing caveat',
  other: 'other',
}

/** `reports list [--json]`: what readers say is wrong, newest first, each with what was asked. */
export async function runReportsList(context: CommandContext, options: { json?: boolean }): Promise<ExitCode> {
  return withStore(context, async (store) => {
    const reports = await store.replies.reports()
    if (options.json) await context.write(`${asJson(reports, 2)}\n`)
    else if (reports.length === 0) await context.write('No reader has reported anything.\n')
    else for (const report of reports) await context.write(`${await lineOf(store, report)}\n`)
    return 0
  })
}

/**
 * `reports export`: each report as one line of JSON that makes a test case: what was asked, what was given, what is said to be
 * wrong, and the articles as they are stored.
 */
export async function runReportsExport(context: CommandContext): Promise<ExitCode> {
  return withStore(context, async (store) => {
    for (const { id, fault, note, reply, at } of await store.replies.reports()) {
      const given = await store.replies.find(reply)
      const articles = await store.articles.findMany(given?.articles ?? [])
      const line = {
        id,
        at,
        fault,
        note,
        asked: given?.asked ?? null,
        reply: given?.reply ?? null,
        articles: articles.map(({ value }) => value),
      }
      await context.write(`${asJson(line)}\n`)
    }
    return 0
  })
}

/** `changes [--json]`: who changed feeds and subscriptions, the last 200, newest first. */
export async function runChanges(context: CommandContext, options: { json?: boolean }): Promise<ExitCode> {
  return withStore(context, async (store) => {
    const changes = await store.changes.list(200)
    if (options.json) await context.write(`${asJson(changes, 2)}\n`)
    else if (changes.length === 0) await context.write('Nothing was changed from a chat yet.\n')
    else
      for (const { at, platform, space, user, what } of changes) {
        await context.write(`${minute(at)}  ${platform}${space === '' ? '' : `:${space}`}  ${user} ${what}\n`)
      }
    return 0
  })
}

async function lineOf(store: Store, { at, fault, note, reply, user, platform, space }: Report): Promise<string> {
  const given = await store.replies.find(reply)
  const said = note === '' ? '' : `: ${note}`
  return `${minute(at)}  ${faults[fault]}${said}\n    on the reply to “${given?.asked ?? 'what is no longer kept'}”, by ${user} (${platform}:${space})`
}

function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`
}
