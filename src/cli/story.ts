import { AppError } from '../domain/app-error.ts'
import type { VersionChange } from '../domain/version-change.ts'
import { describeStory, type StoryFile } from '../pipeline/stories/describe-story.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { asJson } from './read-articles.ts'
import { withStore } from './with-store.ts'

/** `story ID [--json]`: the articles of a story, where they come from, on what they conflict, and how they changed. ID: of the story, or of one of its articles. */
export async function runStory(context: CommandContext, id: string, options: { json?: boolean }): Promise<ExitCode> {
  return withStore(context, async (store) => {
    const found = await describeStory(store, id)
    if (found === null)
      throw new AppError('not-found', `There is no story or article ${id}. See the ids: brief TOPIC --json`)
    await context.write(options.json ? `${asJson(found, 2)}\n` : textOf(found))
    return 0
  })
}

function textOf({ id, articles, origins, conflicts, history }: StoryFile): string {
  const lines = [`Story ${id}: ${articles.length} ${articles.length === 1 ? 'article' : 'articles'}`]
  for (const { id: article, title, publisher, publishedAt, url, why } of articles) {
    lines.push(
      `  ${article}  ${publishedAt?.slice(0, 16).replace('T', ' ') ?? 'no date'}  ${publisher ?? 'publisher not given'}: ${title ?? 'without title'}`,
    )
    if (url !== null) lines.push(`      ${url}`)
    if (why !== null) lines.push(`      with the first: ${whyText(why)}`)
  }
  lines.push(`Origins: ${origins.length}`)
  for (const { name, articles: own, isCopied } of origins)
    lines.push(`  ${name ?? 'not said whose'}: ${own.join(', ')}${isCopied ? ' (one text)' : ''}`)
  lines.push(conflicts.length === 0 ? 'Conflicts: none found in figures' : 'Conflicts:')
  for (const { about, figures } of conflicts)
    lines.push(
      `  ${about ?? 'figures'}: ${figures.map(({ text, publisher }) => `${text} (${publisher ?? 'publisher not given'})`).join(', ')}`,
    )
  lines.push(history.length === 0 ? 'History: no article changed' : 'History:')
  for (const { article, from, to, at, verdict, changes } of history) {
    lines.push(
      `  ${article}, version ${from} to ${to}, ${at.slice(0, 16).replace('T', ' ')} UTC: ${verdict === 'none' ? 'wording only' : verdict}`,
    )
    for (const change of changes) lines.push(`      ${changeText(change)}`)
  }
  return `${lines.join('\n')}\n`
}

function whyText({ names, figures, words, dates }: NonNullable<StoryFile['articles'][number]['why']>): string {
  const parts = [names.slice(0, 4), dates.slice(0, 2), figures.slice(0, 3), words.slice(0, 5)].flat()
  return parts.length === 0 ? 'the same text' : parts.join(', ')
}

function changeText({ what, from, to }: VersionChange): string {
  if (from === null || from === '') return `${what}: new “${to}”`
  return to === null ? `${what}: no longer “${from}”` : `${what}: “${from}” became “${to}”`
}
