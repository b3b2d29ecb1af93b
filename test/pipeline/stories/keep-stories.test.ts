import { afterEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../src/domain/store.ts'
import { ingestArticles } from '../../../src/pipeline/ingest-articles.ts'
import { createGrouper } from '../../../src/pipeline/stories/create-grouper.ts'
import { createStoryKeeper } from '../../../src/pipeline/stories/keep-stories.ts'
import { allEngines } from '../../storage/engines.ts'
import { sampleArticle } from '../../storage/sample-article.ts'
import { report, reportNames } from './reports.ts'

const now = () => new Date('2026-05-20T08:00:00Z')
const engines = await allEngines()

const quake = (id: string, publisher: string, toll: string) =>
  sampleArticle({
    id,
    url: `https://news.example/${id}`,
    publisher,
    title: `Earthquake near Ostrava Bay kills ${toll}`,
    publishedAt: '2026-05-19T06:00:00Z',
    text: `An earthquake struck the fishing town of Ostrava Bay on Tuesday, killing ${toll} people, Governor Lena Marsh said.\nRescue crews searched collapsed houses near the old harbor of Ostrava Bay through the night, and the Meridian hospital treated dozens.\nGovernor Marsh asked the national guard for tents and blankets. The earthquake had a magnitude of 6.4.`,
  })
const budget = sampleArticle({
  id: 'b1',
  url: 'https://news.example/b1',
  title: 'Council of Pelling passes its school budget',
  publishedAt: '2026-05-19T09:00:00Z',
  text: 'The council of Pelling passed a budget of $31 million for its schools on Tuesday after a debate of nine hours.\nMayor Ann Holt said that teachers would be paid more from September. The union of teachers called the vote a first step.',
})

describe.each(engines)('stories on $name', ({ open }) => {
  const opened: Store[] = []
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close()
  })
  const fresh = async () => {
    const store = await open?.(now)
    if (store === undefined) throw new Error('not open')
    opened.push(store)
    return store
  }

  it.skipIf(open === undefined)(
    'hold what is about one event, go on after a restart, and take a changed article with them',
    async () => {
      const store = await fresh()
      await ingestArticles(store, [quake('q1', 'The Gull', '31'), budget])
      expect(await createStoryKeeper(store, now).keep()).toBe(2)
      await ingestArticles(store, [quake('q2', 'Bay Times', '33')])
      const keeper = createStoryKeeper(store, now)
      expect(await keeper.keep()).toBe(1)
      const story = async () => {
        const found = await store.stories.of(['q1', 'q2', 'b1'])
        return ['q1', 'q2', 'b1'].map((id) => found.get(id))
      }
      expect(await story()).toEqual(['q1', 'q1', 'b1'])
      await ingestArticles(store, [quake('q1', 'The Gull', '35')])
      expect(await keeper.keep()).toBe(1)
      expect(await keeper.keep()).toBe(0)
      expect((await store.stories.find(['q1']))[0]?.version).toBe(2)
      expect(await story()).toEqual(['q1', 'q1', 'b1'])
    },
  )

  it.skipIf(open === undefined)(
    'are the same as in memory, in whatever order they come, also where it is begun again in the middle',
    async () => {
      const articles = reportNames.map((name, index) => {
        const { title, text } = report(name)
        const publishedAt = `2026-05-${String(12 + (index % 3)).padStart(2, '0')}T06:00:00Z`
        return sampleArticle({
          id: name,
          url: `https://news.example/${name}`,
          title,
          text,
          publishedAt,
          publisher: `Paper ${index}`,
        })
      })
      const grouper = createGrouper()
      for (const { id, title, text, publishedAt } of articles)
        grouper.add({ id, title, text, publishedAt, seenAt: now().toISOString() })
      const store = await fresh()
      for (const [index, article] of articles.entries()) {
        await ingestArticles(store, [article])
        // Every third article meets a process that has just begun.
        if (index % 3 === 0) await createStoryKeeper(store, now).keep()
        else await createStoryKeeper(store, now).keep('all')
      }
      const placed = await store.stories.of(reportNames)
      expect(Object.fromEntries(placed)).toEqual(
        Object.fromEntries(reportNames.map((name) => [name, grouper.storyOf(name)])),
      )
      expect(new Set(placed.values()).size).toBe(3)
    },
  )

  it.skipIf(open === undefined)('are the same for two processes that place at once', async () => {
    const store = await fresh()
    const [one, two] = [createStoryKeeper(store, now), createStoryKeeper(store, now)]
    for (let round = 0; round < 4; round++) {
      await ingestArticles(store, [quake(`q${round}`, `Paper ${round}`, String(30 + round))])
      await Promise.all([one.keep(), two.keep()])
    }
    expect(new Set((await store.stories.of(['q0', 'q1', 'q2', 'q3'])).values())).toEqual(new Set(['q0']))
    expect((await store.stories.members(['q0'])).get('q0')).toHaveLength(4)
  })
})
