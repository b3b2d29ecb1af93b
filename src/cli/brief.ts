import { existsSync } from 'node:fs'
import { briefCard, evidenceSection } from '../chat/brief-reply.ts'
import { makeReply } from '../chat/make-reply.ts'
import type { Brief } from '../domain/brief.ts'
import { analyzeText } from '../evidence/analyze-text.ts'
import { extractBrief } from '../pipeline/extract-brief.ts'
import type { TextStory } from '../pipeline/writing/write-brief.ts'
import { renderReply } from '../terminal/render-reply.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { eachArticle, printJson } from './read-articles.ts'
import { withStore } from './with-store.ts'

/** `brief TARGET… [--json] [--evidence]`: read, analyze, brief, check, print. Words that name no file are a topic of the stored stories. */
export async function runBrief(
  context: CommandContext,
  targets: string[],
  options: { json?: boolean; evidence?: boolean },
): Promise<ExitCode> {
  if (areTopic(targets)) return (await import('./digest.ts')).runTopicBrief(context, targets.join(' '), options)
  const { endpoints } = await context.modelSettings()
  // Only what is paid for needs a store: there it is found again.
  if (endpoints.length === 0) return briefTargets(context, targets, options, async ({ brief }) => brief)
  const [{ openWriting }, { writeBriefOf }] = await Promise.all([
    import('./open-writing.ts'),
    import('../pipeline/writing/write-briefs.ts'),
  ])
  return withStore(context, async (store) => {
    const deps = { store, now: context.now, writing: await openWriting(context, store) }
    return briefTargets(context, targets, options, (story) => writeBriefOf(deps, story))
  })
}

async function briefTargets(
  context: CommandContext,
  targets: string[],
  options: { json?: boolean; evidence?: boolean },
  write: (story: TextStory) => Promise<Brief>,
): Promise<ExitCode> {
  const briefs: Brief[] = []
  let isFirst = true
  const failed = await eachArticle(context, targets, async (article) => {
    const analysis = analyzeText(article, context.now())
    const brief = await write({ article, analysis, brief: extractBrief(article, analysis) })
    if (options.json) {
      briefs.push(brief)
      return
    }
    const card = briefCard(brief, analysis)
    if (options.evidence) {
      const text = { numbered: analysis, text: article.text, publisher: article.publisher }
      card.sections.push(evidenceSection(brief, [text]))
    }
    const text = renderReply(makeReply({ cards: [card] }), context.style)
    await context.write(isFirst ? text : `\n${text}`)
    isFirst = false
  })
  if (options.json && (briefs.length > 0 || failed === 0)) await printJson(context, briefs)
  return failed > 0 ? 1 : 0
}

// "immigration" is a topic; what has a folder, an ending or an address, or is there, is a target.
function areTopic(targets: string[]): boolean {
  return targets.every((target) => target !== '-' && !/[/\\]|\.\w{1,5}$|^\w+:/.test(target) && !existsSync(target))
}
