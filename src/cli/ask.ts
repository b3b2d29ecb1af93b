import { z } from 'zod'
import { answerReply } from '../chat/answer-reply.ts'
import { isoDate } from '../domain/iso-date.ts'
import type { Store } from '../domain/store.ts'
import { answerStories } from '../pipeline/ask/answer-stories.ts'
import { renderReply } from '../terminal/render-reply.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { runLines } from './json-lines.ts'
import { nothingStored } from './nothing-stored.ts'
import { openWriting } from './open-writing.ts'
import { printJson } from './read-articles.ts'

/** A line of `ask --jsonl`. */
const askLineSchema = z.object({
  id: z.string(),
  question: z.string().refine((question) => question.trim() !== '', 'question is empty'),
  askedAt: z
    .string()
    .nullish()
    .refine(
      (date) => date === null || date === undefined || isoDate(date) !== null,
      'askedAt is no ISO date and no YYYY/MM/DD',
    ),
})

/** `ask QUESTION [--json]` or `--jsonl`: answer from the stored stories, cited, or decline. */
export async function runAsk(
  context: CommandContext,
  question: string,
  options: { json?: boolean; jsonl?: boolean },
): Promise<ExitCode> {
  const store = await context.openStore()
  try {
    const deps = { store, now: context.now, writing: await openWriting(context, store) }
    if (options.jsonl) {
      return await runLines(context, askLineSchema, ({ id, question, askedAt }) =>
        answerStories(deps, { id, question, askedAt: askedAt ? isoDate(askedAt) : null }),
      )
    }
    const answer = await answerStories(deps, { id: '1', question, askedAt: null })
    if (options.json) await printJson(context, [answer])
    else if ((await store.articles.count()) === 0) await context.write(nothingStored)
    else {
      const cited = [...answer.lines.flatMap(({ evidence }) => evidence), ...answer.nearest].map(
        ({ article }) => article,
      )
      await context.write(renderReply(answerReply(answer, await storedById(store, cited)), context.style))
    }
    return 0
  } finally {
    await store.close()
  }
}

async function storedById(store: Store, ids: string[]) {
  const stored = await store.articles.findMany([...new Set(ids)])
  return new Map(stored.map((article) => [article.article, article]))
}
