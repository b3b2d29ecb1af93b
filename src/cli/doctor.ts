import type { Finding } from '../domain/adapter.ts'
import { AppError } from '../domain/app-error.ts'
import type { Approval } from '../domain/approval.ts'
import type { Store } from '../domain/store.ts'
import type { CommandContext, ExitCode } from './context.ts'

/** `doctor`: looks at the store, the settings, tokens, scopes, intents, channels and models, and says what to do. Exit 1 where something is wrong. */
export async function runDoctor(context: CommandContext): Promise<ExitCode> {
  const findings: Finding[] = []
  const store = await tried(findings, 'the store', () => context.openStore())
  if (store !== null) {
    try {
      findings.push(...(await storeFindings(store)))
      const opened = await tried(findings, 'the settings', () => context.openAdapters(store))
      if (opened !== null) {
        const subscriptions = await store.subscriptions.list()
        const editors = editorsOf(await store.approvals.list())
        if (opened.adapters.length === 0)
          findings.push({
            what: 'no platform is set',
            isFine: false,
            advice: 'Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or DISCORD_TOKEN: the README shows where to click.',
          })
        for (const adapter of opened.adapters) {
          const channels = [...subscriptions, ...editors].filter(({ platform }) => platform === adapter.platform)
          findings.push(...(await adapter.check(channels)))
        }
      }
      findings.push(...((await tried(findings, 'the settings of the model', () => context.checkModel(store))) ?? []))
    } finally {
      await store.close()
    }
  }
  for (const { what, isFine, advice } of findings) {
    await context.write(`${isFine ? 'ok   ' : 'look '} ${what}${advice === null ? '' : `\n      ${advice}`}\n`)
  }
  return findings.every(({ isFine }) => isFine) ? 0 : 1
}

/** The channels that show drafts, each once. */
function editorsOf(approvals: Approval[]): Pick<Approval, 'platform' | 'space' | 'channel'>[] {
  const byId = approvals.map(
    ({ platform, space, editors }) => [editors, { platform, space, channel: editors }] as const,
  )
  return [...new Map(byId).values()]
}

async function storeFindings(store: Store): Promise<Finding[]> {
  const [articles, feeds] = [await store.articles.count(), await store.feeds.list()]
  const failing = feeds.filter(({ stopped, lastError }) => stopped !== null || lastError !== null).length
  return [
    { what: `the store: ${articles} ${articles === 1 ? 'article' : 'articles'}`, isFine: true, advice: null },
    feeds.length === 0
      ? {
          what: 'no feeds are followed yet',
          isFine: true,
          advice: 'Follow one: npm run -s nutgraf -- feeds add https://…, or press the button under /brief latest',
        }
      : { what: feeds.length === 1 ? '1 feed followed' : `${feeds.length} feeds followed`, isFine: true, advice: null },
    ...(failing === 0
      ? []
      : [{ what: `${failing} of them fail`, isFine: false, advice: 'See why: npm run -s nutgraf -- feeds list' }]),
  ]
}

async function tried<T>(findings: Finding[], what: string, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    for (const advice of error.message.split('\n')) {
      // What is wrong with a model is wrong with the settings as a whole, and is told once.
      if (!findings.some((one) => one.advice === advice)) findings.push({ what, isFine: false, advice })
    }
    return null
  }
}
