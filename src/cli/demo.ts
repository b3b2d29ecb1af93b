import { fileURLToPath } from 'node:url'
import { runBrief } from './brief.ts'
import type { CommandContext, ExitCode } from './context.ts'

/** The samples that the demo briefs: a conflict of figures, a release, and a text that gives orders to software. */
const samples = ['guard-request-retelling.md', 'warehouse-fire-tv.html', 'clinic-records-injection.html']

/** The samples are read as on this day, so that every run prints the same. */
const samplesDay = new Date('2026-05-01T08:00:00Z')

/** `demo`: three briefs of the samples in `seeds/`. Needs no key, no account and no store; leaves no file behind. */
export async function runDemo(context: CommandContext): Promise<ExitCode> {
  const paths = samples.map((name) => fileURLToPath(new URL(`../../seeds/${name}`, import.meta.url)))
  return runBrief({ ...context, now: () => samplesDay }, paths, {})
}
