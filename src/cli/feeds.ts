import { readFile, writeFile } from 'node:fs/promises'
import { feedsReply } from '../chat/feeds-reply.ts'
import { AppError } from '../domain/app-error.ts'
import type { StoredFeed } from '../domain/feed.ts'
import type { Store } from '../domain/store.ts'
import type { PollOutcome } from '../pipeline/feeds/commit-polls.ts'
import { findFeed, followFeed } from '../pipeline/feeds/follow-feed.ts'
import { pollFeeds } from '../pipeline/feeds/poll-feeds.ts'
import { createStoryKeeper } from '../pipeline/stories/keep-stories.ts'
import { readStreamBytes } from '../reading/read-bytes.ts'
import { renderReply } from '../terminal/render-reply.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { createPreparingThread } from './preparing-thread.ts'
import { asJson, printJson } from './read-articles.ts'
import { withStore } from './with-store.ts'

/** A list of feeds above this many bytes is something else. */
const maxListBytes = 10 * 1024 * 1024

/** `feeds add ADDRESS…`: follow feeds, or the feeds of pages; each starts with its newest articles. */
export async function runFeedsAdd(context: CommandContext, addresses: string[]): Promise<ExitCode> {
  return withStore(context, async (store) => {
    const reader = await context.openFeedReader()
    const added: StoredFeed[] = []
    let failed = 0
    for (const address of addresses) {
      try {
        const { feed, isNew, others } = await followFeed({ feeds: store.feeds, reader }, address)
        if (isNew) added.push(feed)
        else await context.write(`Already followed: ${nameOf(feed)}\n`)
        for (const other of others) await context.write(`  also offered there: ${other.url}\n`)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        failed++
        context.complain(error.message)
      }
    }
    failed += await poll(context, store, added, 'Now followed: ')
    return failed > 0 ? 1 : 0
  })
}

/** `feeds list [--json]`: when each feed was last read, what failed, when it is due. */
export async function runFeedsList(context: CommandContext, options: { json?: boolean }): Promise<ExitCode> {
  return withStore(context, async (store) => {
    const feeds = await store.feeds.list()
    if (options.json) await context.write(`${asJson(feeds, 2)}\n`)
    else await context.write(renderReply(feedsReply(feeds, context.now(), howToAdd), context.style))
    return 0
  })
}

/** `feeds remove ADDRESS|ID…`: stop following; what was stored of them stays. */
export async function runFeedsRemove(context: CommandContext, names: string[]): Promise<ExitCode> {
  return withStore(context, async (store) => {
    let failed = 0
    for (const name of names) {
      const feed = await findFeed(store.feeds, name)
      if (feed !== undefined && (await store.feeds.remove(feed.id))) {
        await context.write(`No longer followed: ${nameOf(feed)}. Its articles stay stored.\n`)
      } else {
        failed++
        context.complain(`No feed ${name} is followed. See: feeds list`)
      }
    }
    return failed > 0 ? 1 : 0
  })
}

/** `feeds import FILE`: follow every feed of an OPML list (`-` for standard input). */
export async function runFeedsImport(context: CommandContext, file: string): Promise<ExitCode> {
  const { readOpml } = await import('../reading/opml.ts')
  const name = file === '-' ? 'Standard input' : file
  const { feeds, others } = await readOpml(await listBytes(context, file, name), name)
  return withStore(context, async (store) => {
    let added = 0
    for (const feed of feeds) if ((await store.feeds.add(feed)).isNew) added++
    const parts = [`${added} added`, `${feeds.length - added} followed already`]
    if (others > 0) parts.push(`${others} without a web address passed over`)
    await context.write(`${parts.join(', ')}. Read them now with: feeds poll\n`)
    return 0
  })
}

/** `feeds export [FILE]`: every followed feed as an OPML list. */
export async function runFeedsExport(context: CommandContext, file: string | undefined): Promise<ExitCode> {
  const { writeOpml } = await import('../reading/opml.ts')
  return withStore(context, async (store) => {
    const feeds = await store.feeds.list()
    if (feeds.length === 0) throw new AppError('not-found', `No feeds are followed yet. Follow one with: ${howToAdd}`)
    const list = writeOpml(feeds, context.now())
    if (file === undefined || file === '-') await context.write(list.endsWith('\n') ? list : `${list}\n`)
    else await writeList(file, list)
    return 0
  })
}

/** `feeds poll [ADDRESS|ID…] [--all] [--json]`: read the feeds that are due; named ones and `--all` also before they are due, never within five minutes. */
export async function runFeedsPoll(
  context: CommandContext,
  names: string[],
  options: { all?: boolean; json?: boolean },
): Promise<ExitCode> {
  return withStore(context, async (store) => {
    const { feeds, failed: unknown } = await chosenFeeds(context, store, names, options.all === true)
    const failed = await poll(context, store, feeds, '', options)
    return failed + unknown > 0 ? 1 : 0
  })
}

const howToAdd = 'npm run -s nutgraf -- feeds add https://…'

async function chosenFeeds(
  context: CommandContext,
  store: Store,
  names: string[],
  isAll: boolean,
): Promise<{ feeds: StoredFeed[]; failed: number }> {
  const at = context.now().toISOString()
  const followed = await store.feeds.list()
  if (followed.length === 0) context.complain(`No feeds are followed yet. Follow one with: ${howToAdd}`)
  if (names.length === 0 && !isAll) return { feeds: await store.feeds.due(at, followed.length), failed: 0 }
  const named = names.length === 0 ? followed : await Promise.all(names.map((name) => findFeed(store.feeds, name)))
  const known = named.filter((feed) => feed !== undefined)
  for (const [index, name] of names.entries()) {
    if (named[index] === undefined) context.complain(`No feed ${name} is followed. See: feeds list`)
  }
  const resting = known.filter((feed) => feed.restUntil > at)
  for (const feed of resting)
    context.complain(`${nameOf(feed)} was read lately or asked for rest: not before ${minute(feed.restUntil)}.`)
  return {
    feeds: known.filter((feed) => feed.restUntil <= at && (feed.stopped === null || names.length > 0)),
    failed: named.length - known.length,
  }
}

async function poll(
  context: CommandContext,
  store: Store,
  feeds: StoredFeed[],
  prefix: string,
  options: { json?: boolean } = {},
): Promise<number> {
  const outcomes: PollOutcome[] = []
  if (feeds.length > 0) {
    const reader = await context.openFeedReader()
    const { prepare, close } = createPreparingThread()
    const deps = { store, reader, prepare, now: context.now, random: context.random }
    const done = async (outcome: PollOutcome) => {
      outcomes.push(outcome)
      if (outcome.error !== null) context.complain(`${prefix}${nameOf(outcome.feed)}: ${outcome.error.message}`)
      else if (!options.json) await context.write(`${prefix}${nameOf(outcome.feed)}: ${countsOf(outcome)}\n`)
    }
    await pollFeeds(deps, feeds, done).finally(close)
    await createStoryKeeper(store, context.now).keep()
  }
  if (options.json)
    await printJson(context, [
      outcomes.map(({ feed, ...rest }) => ({ id: feed.id, url: feed.url, dueAt: feed.dueAt, ...rest })),
    ])
  else if (feeds.length === 0 && prefix === '') await context.write('No feed is due. See: feeds list\n')
  return outcomes.filter(({ error }) => error !== null).length
}

function countsOf({ added, changed, excerpts }: PollOutcome): string {
  const parts = [`${added} new`, `${changed} changed`]
  if (excerpts > 0) parts.push(`${excerpts} in part only`)
  return parts.join(', ')
}

function nameOf({ title, url }: StoredFeed): string {
  return title === null ? url : `${title} (${url})`
}

function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`
}

async function listBytes(context: CommandContext, file: string, name: string): Promise<Uint8Array> {
  if (file === '-') return readStreamBytes(context.stdin, maxListBytes, name)
  try {
    return await readFile(file)
  } catch (cause) {
    throw new AppError('not-found', `${file} cannot be read as a list of feeds.`, { cause })
  }
}

async function writeList(file: string, list: string): Promise<void> {
  try {
    await writeFile(file, list)
  } catch (cause) {
    throw new AppError('not-readable', `${file} cannot be written.`, { cause })
  }
}
