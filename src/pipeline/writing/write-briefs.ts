import { hash } from 'node:crypto'
import { AppError } from '../../domain/app-error.ts'
import type { Article } from '../../domain/article.ts'
import type { Brief } from '../../domain/brief.ts'
import type { Clock } from '../../domain/ports.ts'
import type { BriefKey, Store } from '../../domain/store.ts'
import type { Writer } from '../../domain/writing.ts'
import { type AnalyzedStory, type BriefedStory, briefAnalyzed } from '../brief-stored.ts'
import { briefPrompts, isForWriting, type TextStory, writeBrief } from './write-brief.ts'

/** A model that writes, and a way to wait (ms) for what another process is writing. */
export type Writing = { writer: Writer; wait: (ms: number) => Promise<void> }

/** What writing briefs needs; `writing` is null where no model is set. */
export type BriefDeps = { store: Pick<Store, 'briefs'>; now: Clock; writing?: Writing | null }

/** A brief is written for at most so long, with its repair; after that another process may take it over. */
const longestMs = 4 * 60_000
/** Whoever waits for another process looks this often, and not longer than this. */
const lookMs = 500
const longestWaitMs = 90_000

/**
 * The brief of each story: what was shown before is shown again; else a model writes it, once for each version of an article and of the prompts, over all
 * processes; else it is extracted, and says why. Resolves in the order given.
 */
export async function writeBriefs<Story extends AnalyzedStory>(
  deps: BriefDeps,
  stories: Story[],
): Promise<(Story & BriefedStory)[]> {
  const extracted = await briefAnalyzed(deps.store, stories)
  const { writing } = deps
  if (!writing) return extracted
  return Promise.all(
    extracted.map(async (story) =>
      isForWriting(story.analysis)
        ? { ...story, brief: await writtenOnce({ ...deps, writing }, textOf(story), story.stored.version) }
        : story,
    ),
  )
}

/** The brief of an article that is not stored: as for `writeBriefs`, once for each wording. */
export async function writeBriefOf(deps: BriefDeps, story: TextStory): Promise<Brief> {
  const { writing } = deps
  return writing && isForWriting(story.analysis)
    ? writtenOnce({ ...deps, writing }, story, wordingOf(story.article))
    : story.brief
}

/** A number for a wording, far from those by which stored versions are counted. */
function wordingOf({ title, text }: Article): number {
  return (
    1_000_000 + (Number.parseInt(hash('sha256', JSON.stringify([title, text]), 'hex').slice(0, 8), 16) % 1_000_000_000)
  )
}

async function writtenOnce(deps: BriefDeps & { writing: Writing }, story: TextStory, version: number): Promise<Brief> {
  const { store, now, writing } = deps
  const keys = keysOf(writing.writer, story.article.id, version)
  for (let waited = 0; waited <= longestWaitMs; waited += lookMs) {
    for (const key of [...keys, ofToday(keys[0], now())]) {
      const known = await store.briefs.findByKey(key)
      if (known !== undefined) return known
    }
    try {
      const until = new Date(now().getTime() + longestMs).toISOString()
      if (await store.briefs.claim(keys[0], until)) return await pay(deps, story, keys)
    } catch (error) {
      // What cannot be kept would be paid for each time.
      if (isFull(error)) return withReason(story.brief, 'The store is full, so nothing was asked of the model.')
      throw error
    }
    await writing.wait(lookMs)
  }
  return withReason(story.brief, 'The model is still writing: ask again in a minute.')
}

async function pay(
  { store, now, writing: { writer } }: BriefDeps & { writing: Writing },
  story: TextStory,
  keys: [BriefKey, ...BriefKey[]],
): Promise<Brief> {
  const [first] = keys
  try {
    const written = await writeBrief(writer, story)
    if (written.kind === 'failed' && !written.isFinal) return withReason(story.brief, written.message)
    const brief = written.kind === 'written' ? written.brief : withReason(story.brief, written.message)
    const isWritten = brief.writtenBy.kind === 'model'
    const key = isWritten ? (keys.find(({ model }) => model === brief.writtenBy.model) ?? first) : ofToday(first, now())
    const later = isWritten ? {} : { unwritten: `${brief.unwritten ?? ''} It is asked again tomorrow.`.trim() }
    return await store.briefs.save(key, { ...brief, ...later, id: briefId(key) })
  } finally {
    // Saved under the name of the fallback, or not at all: nobody waits for it any more.
    await store.briefs.release(first)
  }
}

/** What was paid for and came to nothing is kept for a day (UTC): by then the model may be mended. */
function ofToday(key: BriefKey, now: Date): BriefKey {
  return { ...key, promptHash: `${key.promptHash} ${now.toISOString().slice(0, 10)}` }
}

function withReason(brief: Brief, reason: string): Brief {
  return { ...brief, unwritten: reason }
}

/** One key for each model that may have written it, the preferred first. */
function keysOf(writer: Writer, article: string, version: number): [BriefKey, ...BriefKey[]] {
  const promptHash = writer.promptHash(...briefPrompts(writer))
  const [first = '', ...others] = writer.models
  const keyOf = (model: string): BriefKey => ({ article, version, promptHash, model })
  return [keyOf(first), ...others.map(keyOf)]
}

function briefId({ article, version, promptHash, model }: BriefKey): string {
  return `${article}-${version}-${promptHash} ${model ?? ''}`.replace(/[^\w.]+/g, '-')
}

function isFull(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'store-full' || error.code === 'store-read-only')
}

function textOf({ stored, analysis, brief }: BriefedStory): TextStory {
  return { article: { ...stored.value, id: stored.article }, analysis, brief }
}
