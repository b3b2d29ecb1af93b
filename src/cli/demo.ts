import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ingestArticles } from '../pipeline/ingest-articles.ts'
import { createStoryKeeper } from '../pipeline/stories/keep-stories.ts'
import { renderReply } from '../terminal/render-reply.ts'
import { createChat } from './chat.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { eachArticle } from './read-articles.ts'

const folder = new URL('../../seeds/', import.meta.url)

/** The samples are read as on this day, so that every run prints the same. */
const now = () => new Date('2026-05-20T08:00:00Z')

/** What a reader would type: a digest, a brief, two follow-ups, a question that the stories do not answer. */
const lines = [
  '/digest "warehouse fire"',
  '/brief guard',
  'who declined to comment?',
  'where does 20,000 come from?',
  'Who will pay for the uniforms?',
]

/** `demo`: the samples into a store in memory, then a conversation. Needs no key and no account; leaves no file behind. */
export async function runDemo(context: CommandContext): Promise<ExitCode> {
  const store = await context.openStore({ url: 'sqlite::memory:', now })
  try {
    let stored = 0
    const names = readdirSync(folder)
      .filter((name) => !name.endsWith('.expect.json'))
      .sort()
    const paths = names.map((name) => fileURLToPath(new URL(name, folder)))
    const failed = await eachArticle(context, paths, async (article) => {
      await ingestArticles(store, [article])
      stored++
    })
    await createStoryKeeper(store, now).keep('all')
    await context.write(`${stored} sample articles stored in memory.\n`)
    const say = createChat({ ...context, now }, store, null)
    for (const line of lines) await context.write(`\n> ${line}\n\n${renderReply(await say(line), context.style)}`)
    return failed > 0 ? 1 : 0
  } finally {
    await store.close()
  }
}
