import type { Command } from 'commander'
import { group } from './command-group.ts'
import type { CommandContext, ExitCode } from './context.ts'

/** Adds `feeds` and what stands below it to the program; `done` takes the exit code. */
export function addFeedCommands(program: Command, context: CommandContext, done: (code: ExitCode) => void): void {
  const load = () => import('./feeds.ts')
  const feeds = group(program, 'feeds', 'the feeds that are followed: add, list, remove, import, export, poll')

  feeds
    .command('add')
    .description('follow feeds, or the feeds of pages; each starts with its newest 10 articles')
    .argument('<address...>', 'the address of a feed, or of a page that names one')
    .action(async (addresses: string[]) => done(await (await load()).runFeedsAdd(context, addresses)))

  feeds
    .command('list')
    .description('when each was last read, what failed, when it is due')
    .option('--json', 'print one JSON document')
    .action(async (options) => done(await (await load()).runFeedsList(context, options)))

  feeds
    .command('remove')
    .description('no longer follow feeds; their articles stay stored')
    .argument('<feed...>', 'the address or id of a followed feed')
    .action(async (names: string[]) => done(await (await load()).runFeedsRemove(context, names)))

  feeds
    .command('import')
    .description('follow every feed of a list that another reader exported')
    .argument('<file>', 'an OPML file, or - for standard input')
    .action(async (file: string) => done(await (await load()).runFeedsImport(context, file)))

  feeds
    .command('export')
    .description('the followed feeds as a list that other readers take (OPML)')
    .argument('[file]', 'where to write it; else to standard output')
    .action(async (file: string | undefined) => done(await (await load()).runFeedsExport(context, file)))

  feeds
    .command('poll')
    .description('read the feeds that are due, and store what is new')
    .argument('[feed...]', 'only these, due or not')
    .option('--all', 'all feeds, due or not; never one that was read within five minutes')
    .option('--json', 'print one JSON document')
    .action(async (names: string[], options) => done(await (await load()).runFeedsPoll(context, names, options)))
}
