import { AppError } from '../domain/app-error.ts'
import type { Space, SpaceCounts } from '../domain/retention.ts'
import type { Store } from '../domain/store.ts'
import { purgeOld } from '../pipeline/retention/purge-old.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { withStore } from './with-store.ts'

/** What `purge` takes. */
export type PurgeOptions = { olderThan?: string; space?: string; yes?: boolean }

/**
 * `purge [--older-than 90d]`: deletes what is old, as `start` does once a day; without an age what `NUTGRAF_KEEP_DAYS` says.
 * `purge --space slack:TEAM [--yes]`: deletes everything of one workspace or server; without `--yes` only says what that is.
 */
export async function runPurge(context: CommandContext, options: PurgeOptions): Promise<ExitCode> {
  const { olderThan, space, yes = false } = options
  if (olderThan !== undefined && space !== undefined) {
    throw new AppError('usage', 'purge takes --older-than or --space, not both: a workspace or server goes whole.')
  }
  if (yes && space === undefined) {
    throw new AppError(
      'usage',
      '--yes belongs to --space slack:TEAM or discord:SERVER; what is old is deleted without it.',
    )
  }
  const place = space === undefined ? null : spaceOf(space)
  const days = olderThan === undefined ? null : daysOf(olderThan)
  return withStore(context, async (store) => {
    if (place !== null) await context.write(`${await purgeSpace(store, place, yes)}\n`)
    else await context.write(`${await purgeAge(context, store, days)}\n`)
    return 0
  })
}

async function purgeAge(context: CommandContext, store: Store, days: number | null): Promise<string> {
  const keepDays = days ?? (await context.openAdapters(store)).keepDays
  const counts = await purgeOld({ store, now: context.now, keepDays })
  if (counts === null)
    return 'NUTGRAF_KEEP_DAYS is 0, which keeps everything. Name an age to delete by: --older-than 90d'
  const { articles, deliveries, shown, replies, threads } = counts
  const said = listed([
    [articles, 'article', 'articles'],
    [deliveries, 'delivery', 'deliveries'],
    [shown, 'mark of what was shown', 'marks of what was shown'],
    [replies, 'reply', 'replies'],
    [threads, 'thread', 'threads'],
  ])
  const age = `${keepDays} ${keepDays === 1 ? 'day' : 'days'}`
  return said === null ? `Nothing is older than ${age}.` : `Deleted what is older than ${age}: ${said}.`
}

async function purgeSpace(store: Store, place: Space, isMeant: boolean): Promise<string> {
  const name = `${place.platform}:${place.space}`
  const counts = isMeant ? await store.retention.purgeSpace(place) : await store.retention.countSpace(place)
  const said = spaceSaid(counts)
  if (said === null) return `Nothing is stored of ${name}.`
  return isMeant
    ? `Deleted everything of ${name}: ${said}.`
    : `This would delete of ${name}: ${said}. Add --yes to do it.`
}

function spaceSaid(counts: SpaceCounts): string | null {
  return listed([
    [counts.subscriptions, 'subscription', 'subscriptions'],
    [counts.deliveries, 'delivery', 'deliveries'],
    [counts.shown, 'mark of what was shown', 'marks of what was shown'],
    [counts.mutes, 'mute', 'mutes'],
    [counts.approvals, 'approval setting', 'approval settings'],
    [counts.replies, 'reply', 'replies'],
    [counts.reports, 'report', 'reports'],
    [counts.threads, 'thread', 'threads'],
    [counts.changes, 'noted change', 'noted changes'],
  ])
}

/** `[[1, 'reply', 'replies'], [0, 'thread', 'threads']]` → `1 reply`; null where there is nothing. */
function listed(counts: [number: number, one: string, several: string][]): string | null {
  const some = counts.filter(([number]) => number > 0)
  return some.length === 0
    ? null
    : some.map(([number, one, several]) => `${number} ${number === 1 ? one : several}`).join(', ')
}

function spaceOf(text: string): Space {
  const [, platform, space] = /^(slack|discord):([\w-]+)$/.exec(text) ?? []
  if (platform !== undefined && space !== undefined) return { platform, space }
  throw new AppError('usage', `--space takes slack:TEAM or discord:SERVER by its id, not “${text}”.`)
}

/** Whole days: what a channel was shown today must not be forgotten by a slip. `90d` and `13w` → 90 and 91. */
function daysOf(text: string): number {
  const [, number = '0', unit] = /^(\d{1,5})([dw])$/.exec(text.trim()) ?? []
  const days = Number(number) * (unit === 'w' ? 7 : 1)
  if (days > 0 && days <= 36_500) return days
  throw new AppError('usage', `--older-than takes days or weeks, such as 90d or 13w, not “${text}”.`)
}
