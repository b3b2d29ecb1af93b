import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { converse } from '../../../src/chat/conversation.ts'
import { terminalWording } from '../../../src/chat/wording.ts'
import type { Asker } from '../../../src/domain/asker.ts'
import type { Store } from '../../../src/domain/store.ts'
import { composeDigest } from '../../../src/pipeline/compose-digest.ts'
import { ingestArticles } from '../../../src/pipeline/ingest-articles.ts'
import { describeStory } from '../../../src/pipeline/stories/describe-story.ts'
import { createStoryKeeper } from '../../../src/pipeline/stories/keep-stories.ts'
import { openStore } from '../../../src/storage/open.ts'
import { ferryNews } from '../../week/ferry-news.ts'

const now = () => new Date('2026-06-03T10:00:00.000Z')
let store: Store
beforeEach(async () => {
  store = await openStore({ url: 'sqlite::memory:', now })
  for (const [day, at] of ['2026-06-01', '2026-06-02'].entries())
    await ingestArticles(store, ferryNews(day, `${at}T04:00:00.000Z`))
  await createStoryKeeper(store, now).keep('all')
})
afterEach(() => store.close())

describe('a story of several articles', () => {
  it('is shown once, led by the newest report of a desk, with what others give otherwise, each line with its own evidence', async () => {
    const { stories } = await composeDigest({ store, now }, 'ferry', { limit: 5, since: null })
    expect(stories).toHaveLength(1)
    const [{ brief, desks, copies } = { brief: null, desks: 0, copies: [] }] = stories
    expect(brief?.title).toBe('Captain of the Marta Vale is suspended after grounding')
    expect(desks).toBe(2)
    expect(copies.map(({ article }) => article).sort()).toEqual(['bay', 'courier', 'lowland'])
    expect(brief?.notes[0]).toBe('4 articles, 2 origins (The Alden Courier; Bay Radio News).')
    const texts = new Map(
      (await store.articles.findMany(['bay', 'courier', 'lowland', 'second'])).map(({ article, value }) => [
        article,
        value.text,
      ]),
    )
    const spans = [brief?.lines, brief?.others, brief?.keyFigures, brief?.caveats].flatMap((some) =>
      (some ?? []).flatMap(({ evidence }) => evidence),
    )
    expect(spans.length).toBeGreaterThan(3)
    for (const { article, start, end, text } of spans) expect(texts.get(article)?.slice(start, end)).toBe(text)
    const conflict = brief?.caveats.find(({ kind }) => kind === 'conflicting-figures')
    expect(conflict?.text).toContain('“31” (The Alden Courier, the coast guard)')
    expect(conflict?.text).toContain('“52” (Bay Radio News, the hospital of Port Alden)')
    expect(brief?.articles.map(({ id }) => id)).toEqual(expect.arrayContaining(['second', 'courier', 'bay']))
  })

  it('tells on the command line of origins, conflicts and why they are together', async () => {
    const file = await describeStory(store, 'lowland')
    expect(file?.articles.map(({ id }) => id).sort()).toEqual(['bay', 'courier', 'lowland', 'second'])
    expect(file?.origins.map(({ name, articles }) => [name, articles.length])).toEqual([
      ['The Alden Courier', 3],
      ['Bay Radio News', 1],
    ])
    expect(file?.conflicts[0]?.figures.map(({ text }) => text).sort()).toEqual(['31', '52'])
    expect(file?.articles[1]?.why?.names.join()).toContain('Marta Vale')
    expect(await describeStory(store, 'nothing')).toBeNull()
  })

  it('is what a question in its thread is asked of, with a word on the figures that others give', async () => {
    let id = 0
    const thread = { platform: 'slack', space: 'T1', channel: 'C1', message: 'm1' }
    const asker: Asker = {
      ...{ platform: 'slack', space: 'T1', channel: 'C1', user: 'U1' },
      isAdmin: false,
      isGuest: false,
      zone: null,
    }
    await store.threads.start(thread, ['second'])
    const deps = {
      ...{ store, now, newId: () => `r${++id}`, random: () => 0, web: null, writing: null, limiter: null, turns: null },
      policy: { feeds: 'anyone', subscriptions: 'anyone' } as const,
      wording: terminalWording,
    }
    const question = 'How many passengers were hurt?'
    const reply = await converse(deps, { kind: 'ask', question, about: null }, { asker, thread })
    expect(JSON.stringify(reply.cards)).toMatch(/31 passengers|52 passengers/)
    expect(reply.notes.join(' ')).toContain('4 articles, 2 origins')
    expect(reply.notes.join(' ')).toContain('“52” (Bay Radio News)')
    expect(reply.notes.join(' ')).toContain('“31” (The Alden Courier)')
  })
})
