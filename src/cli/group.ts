import { z } from 'zod'
import { isoDate } from '../domain/iso-date.ts'
import { createGrouper } from '../pipeline/stories/create-grouper.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { runLineBatches } from './json-lines.ts'

/** A line of `group --jsonl`. */
const groupLineSchema = z.object({
  id: z.string(),
  title: z.string().nullish(),
  text: z.string().refine((text) => text.trim() !== '', 'text is empty'),
  publishedAt: z.string().nullish(),
})

/**
 * `group --jsonl`: puts articles into stories as they come, `{id, title, text, publishedAt}` a line, and answers each line with
 * `{id, story}` when all were read, since a later article can merge or split stories. A line that has an id again replaces the earlier.
 */
export async function runGroup(context: CommandContext): Promise<ExitCode> {
  return runLineBatches(context, groupLineSchema, Number.POSITIVE_INFINITY, async (lines) => {
    const grouper = createGrouper()
    for (const { id, title = null, text, publishedAt } of lines) {
      grouper.add({ id, title, text, publishedAt: isoDate(publishedAt ?? '') })
    }
    return lines.map(({ id }) => ({ id, story: grouper.storyOf(id) ?? id }))
  })
}
