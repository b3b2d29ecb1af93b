import type { CommandContext, ExitCode } from './context.ts'
import { withStore } from './with-store.ts'

/** `backup FILE`: a consistent copy of a SQLite store, also while `start` runs. Says how much is in it, since a copy of the wrong store looks alike. */
export function runBackup(context: CommandContext, file: string): Promise<ExitCode> {
  return withStore(context, async (store) => {
    await store.backUp(file)
    const articles = counted(await store.articles.count(), 'article')
    const feeds = counted((await store.feeds.list()).length, 'feed')
    const subscriptions = counted((await store.subscriptions.list()).length, 'subscription')
    await context.write(`Backed up to ${file}: ${articles}, ${feeds}, ${subscriptions}.\n`)
    return 0
  })
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
