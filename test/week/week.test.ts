import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftReply } from '../../src/chat/draft-reply.ts'
import { noteReply } from '../../src/chat/note-reply.ts'
import { beginUnder, writeDelivery } from '../../src/chat/write-delivery.ts'
import type { Poster } from '../../src/domain/adapter.ts'
import type { Store } from '../../src/domain/store.ts'
import { type DeliverDeps, deliver } from '../../src/pipeline/deliveries/deliver.ts'
import { findNotes } from '../../src/pipeline/deliveries/find-notes.ts'
import { planSlots } from '../../src/pipeline/deliveries/plan-slots.ts'
import { pollFeeds } from '../../src/pipeline/feeds/poll-feeds.ts'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'
import { prepareArticles } from '../../src/pipeline/prepare-articles.ts'
import { createStoryKeeper } from '../../src/pipeline/stories/keep-stories.ts'
import { nextSlots } from '../../src/pipeline/subscriptions/next-slots.ts'
import { createTargetReader, type TargetReader } from '../../src/reading/target-reader.ts'
import { openStore } from '../../src/storage/open.ts'
import { sampleDocuments } from '../chat-conversations/sample-store.ts'
import { withNutgraf } from '../discord/with-nutgraf.ts'
import { fault, subscriptionOf } from '../pipeline/deliveries/with-channel.ts'
import { entryOf, type FeedServer, startFeedServer } from '../pipeline/feeds/changing-feeds.ts'
import { startRunning } from '../slack/with-slack.ts'
import { ferryNews } from './ferry-news.ts'

/*
 * Seven days of two channels on each platform, hour by hour: samples come in on three days, a feed brings its entries, gives new dates and
 * addresses to old ones, changes one and falls silent; nothing runs from Thursday noon to Saturday morning. Each file of `transcripts/` is what one
 * platform's channels show at the end. To write them anew: TRANSCRIPT=week.
 */
const monday = Date.parse('2026-06-01T00:00:00Z')
const hour = 3_600_000
const outage = { from: monday + 3.5 * 24 * hour, to: monday + 5 * 24 * hour + 6 * hour }
const clock = { at: monday }
const now = () => new Date(clock.at)

let feeds: FeedServer
let reader: TargetReader
beforeAll(async () => {
  feeds = await startFeedServer()
  reader = createTargetReader({ stdin: Readable.from([]), now, userAgent: 'Nutgraf/0.1.0 (test)', env: feeds.env })
})
afterAll(async () => {
  await reader.close()
  await feeds.close()
})

/** What each day brings: a sample's file, and how many entries the feed has grown to. */
const samples: Record<number, string[]> = {
  0: ['warehouse-fire-corrected.txt', 'storm-ellin-county.txt'],
  2: ['warehouse-fire-courier.html', 'herring-season.txt'],
  4: ['tram-strike-dispute.txt'],
}
const entries = [2, 3, 3, 4, 6, 6, 6]

/** Lives the week hour by hour with one platform. */
async function live(
  store: Store,
  poster: Poster,
  channels: { space: string; channel: string }[],
  tick: (ms: number) => unknown,
): Promise<void> {
  clock.at = monday
  feeds.served.set('/feed', { entries: [] })
  let id = 0
  const newId = () => `w${++id}`
  const deps: DeliverDeps = {
    ...{ store, now, random: () => 0.5, holder: 'one', posters: new Map([[poster.platform, poster]]) },
    pacer: { take: async () => 0, rest: () => {} },
    write: async (delivery, subscription, composed) =>
      writeDelivery({ store, now }, { delivery, subscription, composed, feeds: await store.feeds.list() }),
    writeNote: noteReply,
    writeDraft: draftReply,
    begin: async (reply, { message, ...place }) => {
      if (reply.id !== null) await beginUnder(store, reply.id, { ...place, message })
    },
  }
  const keeper = createStoryKeeper(store, now)
  const [first, second] = channels
  const wants = [
    {
      ...first,
      topic: 'berth',
      schedule: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], times: ['08:00'], zone: 'UTC' },
    },
    {
      ...second,
      topic: 'fire',
      quietDays: 'line',
      schedule: { days: ['mon', 'wed', 'fri', 'sun'], times: ['07:30', '18:00'], zone: 'Europe/Berlin' },
    },
    {
      ...second,
      topic: 'warehouse',
      schedule: { days: ['mon', 'wed', 'fri'], times: ['20:00'], zone: 'Europe/Berlin' },
    },
    {
      ...first,
      topic: 'ferry',
      schedule: { days: ['mon', 'tue', 'wed'], times: ['09:00'], zone: 'UTC' },
    },
  ] as const
  for (const [index, want] of wants.entries()) {
    const made = subscriptionOf({
      ...want,
      ...{ id: `s${index}`, platform: poster.platform, createdAt: now().toISOString() },
      schedule: { ...want.schedule, days: [...want.schedule.days], times: [...want.schedule.times] },
    })
    await store.subscriptions.save({ ...made, nextAt: nextSlots(made.schedule, now().toISOString(), 1)[0]?.at ?? null })
  }
  await store.feeds.add({ url: `${feeds.origin}/feed`, title: null, siteUrl: null })
  for (; clock.at < monday + 7 * 24 * hour; clock.at += hour / 2) {
    const day = Math.floor((clock.at - monday) / (24 * hour))
    if ((clock.at - monday) % (24 * hour) === 5 * hour) await bringNews(day, store)
    await tick(hour / 2)
    if (clock.at >= outage.from && clock.at < outage.to) continue
    await poll(store)
    await keeper.keep('all')
    await findNotes({ store, now, newId }, new Date(clock.at - 24 * hour).toISOString())
    await planSlots({ store, newId, fault }, now().toISOString())
    for (;;) {
      const until = new Date(clock.at + 120_000).toISOString()
      const claimed = await store.deliveries.claim('one', { at: now().toISOString(), until, limit: 10 })
      if (claimed.length === 0) break
      for (const one of claimed) await deliver(deps, one)
    }
  }
}

async function bringNews(day: number, store: Store): Promise<void> {
  await ingestArticles(store, ferryNews(day, new Date(clock.at - hour).toISOString()))
  const isAway = clock.at >= outage.from && clock.at < outage.to
  for (const name of isAway ? [] : (samples[day] ?? [])) {
    const documents = await sampleDocuments(name)
    const dated = documents.map((document) => ({ ...document, publishedAt: new Date(clock.at - hour).toISOString() }))
    await ingestArticles(store, dated.map(makeArticle))
  }
  const start = (monday - Date.UTC(2026, 3, 1)) / hour
  const list = Array.from({ length: entries[day] ?? 0 }, (_, index) => entryOf(start + index * 24 + 3))
  // On Wednesday a new system gives every entry a new id, a new date and tracking parameters; on Thursday a figure is corrected.
  const moved =
    day < 2
      ? list
      : list.map((entry, index) => ({
          ...entry,
          id: `new-${index}`,
          link: `${entry.link}?utm_source=feed`,
          date: new Date(clock.at).toISOString(),
        }))
  const served = moved.map((entry, index) =>
    day >= 3 && index === 2
      ? { ...entry, title: `${entry.title} at last`, text: entry.text.replace(/\$\d+,000/, '$9,000,000') }
      : entry,
  )
  feeds.served.set('/feed', { entries: served })
}

async function poll(store: Store): Promise<void> {
  const due = await store.feeds.due(now().toISOString(), 10)
  const prepare = async (articles: Parameters<typeof prepareArticles>[0]) => prepareArticles(articles)
  await pollFeeds({ store, reader: await reader.openFeedReader(), prepare, now, random: () => 0 }, due, () => {})
}

function expectTranscript(name: string, text: string): void {
  const file = new URL(`transcripts/${name}.txt`, import.meta.url)
  if (process.env['TRANSCRIPT'] === 'week' || process.env['TRANSCRIPT'] === 'all' || !existsSync(file))
    writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
}

/** Titles stand once, unless the story changed, and what each slot came to; of the corrected article there is one word. */
async function expectOnce(store: Store): Promise<void> {
  const all = (await store.deliveries.list({ limit: 100 })).reverse()
  const rows = all.filter(({ kind }) => kind !== 'note')
  const notes = all.filter(({ kind, stage }) => kind === 'note' && stage === 'done')
  expect(notes.map(({ reply }) => reply?.heading)).toContain('Corrected since it was shown here')
  expect(rows.every(({ stage }) => ['done', 'quiet', 'missed'].includes(stage))).toBe(true)
  for (const [channel, own] of Map.groupBy(rows, (row) => row.channel)) {
    const shown = own.flatMap(({ reply }) => reply?.cards ?? []).map(({ title }) => title.replace(' at last', ''))
    const changed = own
      .flatMap(({ reply }) => reply?.cards ?? [])
      .filter((card) => JSON.stringify(card).includes('Changed since'))
    expect(shown.length - new Set(shown).size, `twice in ${channel}`).toBe(changed.length)
  }
  expect(
    rows.filter(({ kind }) => kind === 'made-up').map(({ subscription, missed }) => [subscription, missed]),
  ).toEqual([
    ['s1', 1],
    ['s0', 0],
    ['s2', 0],
  ])
}

describe('a week of digests', () => {
  it('in Slack brings nothing twice, keeps quiet days quiet, and makes up an outage once', {
    timeout: 60_000,
  }, async () => {
    const store = await openStore({ url: 'sqlite::memory:', now })
    const running = await startRunning(store, { startAt: new Date(monday).toISOString(), isNewApp: false })
    try {
      await running.adapter.start()
      await live(
        store,
        running.adapter,
        ['C0NEWS', 'C0DESK'].map((channel) => ({ space: 'T0HARBOR', channel })),
        (ms) => running.slack.clock.advance(ms),
      )
      await expectOnce(store)
      expect(running.slack.faults).toEqual([])
      expectTranscript(
        'slack',
        ['C0NEWS', 'C0DESK'].map((channel) => running.slack.transcript('U0ANA', channel)).join('\n'),
      )
    } finally {
      await running.close()
      await store.close()
    }
  })

  it('in Discord brings nothing twice, keeps quiet days quiet, and makes up an outage once', {
    timeout: 60_000,
  }, async () => {
    const store = await openStore({ url: 'sqlite::memory:', now })
    await withNutgraf({ store }, async ({ server, adapter }) => {
      const channels = ['general', 'news'].map((name) => server.channel(name))
      await live(
        store,
        adapter,
        channels.map(({ id, guildId }) => ({ space: guildId ?? '', channel: id })),
        (ms) => server.world.clock.advance(ms),
      )
      await expectOnce(store)
      expectTranscript('discord', ['general', 'news'].map((name) => server.transcript('ana', name)).join('\n'))
    })
    await store.close()
  })
})
