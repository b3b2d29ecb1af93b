import type { Command } from 'commander'
import { group } from './command-group.ts'
import type { CommandContext, ExitCode } from './context.ts'

/** Adds `subscriptions`, `deliveries`, `reports`, `changes`, `usage`, `purge` and `backup` to the program; `done` takes the exit code. */
export function addAdminCommands(program: Command, context: CommandContext, done: (code: ExitCode) => void): void {
  const subscriptions = group(program, 'subscriptions', 'the digests that channels asked for: list, add, remove')
  const loadSubscriptions = () => import('./subscriptions.ts')
  subscriptions
    .command('list')
    .description("every channel's, with the next date of each")
    .option('--json', 'print one JSON document')
    .action(async (options) => done(await (await loadSubscriptions()).runSubscriptionsList(context, options)))
  subscriptions
    .command('add')
    .description('a digest on a topic for a channel, at these days and times')
    .argument('<topic>', 'words, "phrases" and -exclusions, as one argument')
    .argument('[when...]', 'for example: weekdays 08:00 Europe/Berlin (else every day at 08:00 UTC)')
    .requiredOption('--channel <place>', 'slack:TEAM/CHANNEL or discord:SERVER/CHANNEL, by their ids')
    .action(async (topic: string, when: string[], options) =>
      done(await (await loadSubscriptions()).runSubscriptionsAdd(context, topic, when.join(' '), options)),
    )
  subscriptions
    .command('remove')
    .description('ends subscriptions')
    .argument('<id...>', 'as the list shows them')
    .action(async (ids: string[]) => done(await (await loadSubscriptions()).runSubscriptionsRemove(context, ids)))

  const deliveries = group(
    program,
    'deliveries',
    'what went where, and why something did not: list, send, settle, retract',
  )
  const loadDeliveries = () => import('./deliveries.ts')
  deliveries
    .command('list')
    .description('the last 100, newest first')
    .option('--open', 'only what is under way')
    .option('--unsure', 'only what is unsure or was not posted')
    .option('--json', 'print one JSON document')
    .action(async (options) => done(await (await loadDeliveries()).runDeliveriesList(context, options)))
  deliveries
    .command('send')
    .description('posts what is unsure or was not posted after all')
    .argument('<id...>', 'as the list shows them')
    .action(async (ids: string[]) => done(await (await loadDeliveries()).runDeliveriesSend(context, ids)))
  deliveries
    .command('settle')
    .description('you looked: what is unsure stands in its channel')
    .argument('<id...>', 'as the list shows them')
    .action(async (ids: string[]) => done(await (await loadDeliveries()).runDeliveriesSettle(context, ids)))

  deliveries
    .command('retract')
    .description('takes back what was posted, or puts a note in its place')
    .argument('<id>', 'as the list shows it')
    .option('--note <text>', 'what stands there instead')
    .action(async (id: string, options) =>
      done(await (await loadDeliveries()).runDeliveriesRetract(context, id, options)),
    )

  const reports = group(program, 'reports', 'what readers say is wrong: list, export')
  const loadReports = () => import('./reports.ts')
  reports
    .command('list')
    .description('newest first, each with what was asked')
    .option('--json', 'print one JSON document')
    .action(async (options) => done(await (await loadReports()).runReportsList(context, options)))
  reports
    .command('export')
    .description('each as a line of JSON that makes a test case')
    .action(async () => done(await (await loadReports()).runReportsExport(context)))

  program
    .command('changes')
    .description('who changed feeds and subscriptions from a chat')
    .option('--json', 'print one JSON document')
    .action(async (options) => done(await (await loadReports()).runChanges(context, options)))

  program
    .command('usage')
    .description('the tokens that models took, by day, purpose and model, and how the budget stands')
    .option('--since <length>', 'the last 30d, 4w, … (else 30d)')
    .option('--json', 'print one JSON document')
    .action(async (options) => done(await (await import('./usage.ts')).runUsage(context, options)))

  program
    .command('purge')
    .description('deletes what is old, or everything of one workspace or server')
    .option('--older-than <age>', 'what is older than 90d, 13w, … (else as NUTGRAF_KEEP_DAYS says)')
    .option('--space <place>', 'slack:TEAM or discord:SERVER, by its id')
    .option('--yes', 'really delete that workspace or server; without it only says what would go')
    .action(async (options) => done(await (await import('./purge.ts')).runPurge(context, options)))

  program
    .command('backup')
    .description('copies the store into a new file, also while start runs (SQLite)')
    .argument('<file>', 'the file to write')
    .action(async (file: string) => done(await (await import('./backup.ts')).runBackup(context, file)))
}
