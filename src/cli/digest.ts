import { digestReply } from '../chat/digest-reply.ts'
import { AppError } from '../domain/app-error.ts'
import { type ComposedDigest, composeDigest } from '../pipeline/compose-digest.ts'
import { renderReply } from '../terminal/render-reply.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { openWriting } from './open-writing.ts'
import { printJson } from './read-articles.ts'

/** How many stories a digest holds. */
const digestLimit = 8
/** A topic gets the briefs that a channel would get. */
const briefLimit = 3

/** `digest TOPIC… [--since 24h] [--json]`: what a digest would hold now; posts nothing. */
export async function runDigest(
  context: CommandContext,
  words: string[],
  options: { since?: string; json?: boolean },
): Promise<ExitCode> {
  const since = options.since === undefined ? null : sinceOf(options.since, context.now())
  return showTopic(context, words.join(' '), { limit: digestLimit, since }, options)
}

/** `brief TOPIC [--json]`: the briefs of the stored stories that fit a topic best. */
export async function runTopicBrief(
  context: CommandContext,
  topic: string,
  options: { json?: boolean },
): Promise<ExitCode> {
  return showTopic(context, topic, { limit: briefLimit, since: null }, options)
}

async function showTopic(
  context: CommandContext,
  topic: string,
  window: { limit: number; since: string | null },
  options: { json?: boolean },
): Promise<ExitCode> {
  const store = await context.openStore()
  try {
    const { digest, stories }: ComposedDigest = await composeDigest(
      { store, now: context.now, writing: await openWriting(context, store) },
      topic,
      window,
    )
    if (options.json) await printJson(context, [digest])
    else await context.write(renderReply(digestReply(digest, stories), context.style))
    return 0
  } finally {
    await store.close()
  }
}

const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** The instant so long before now: `sinceOf('24h', now)`; also `90m`, `7d`, `2w`. */
function sinceOf(text: string, now: Date): string {
  const match = /^(\d{1,4})([mhdw])$/.exec(text.trim())
  const ms = match?.[1] && match[2] ? Number(match[1]) * (unitMs[match[2]] ?? 0) : 0
  if (ms === 0) throw new AppError('usage', `--since takes a length of time such as 24h, 90m, 7d or 2w, not "${text}".`)
  return new Date(now.getTime() - ms).toISOString()
}
