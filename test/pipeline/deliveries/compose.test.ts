import { describe, expect, it } from 'vitest'
import { findAlerts } from '../../../src/pipeline/deliveries/find-alerts.ts'
import { createFakePlatform } from './fake-platform.ts'
import { ferryArticle, openChannel, subscriptionOf } from './with-channel.ts'

/** What was posted, one message a line of the list. */
const texts = (fake: ReturnType<typeof createFakePlatform>) =>
  fake.messages.map(({ channel, text }) => `${channel} ${text}`)

describe('what a channel gets', () => {
  it('holds what came in since its last digest, also what was published before that', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, clock, store } = await openChannel(fake.poster)
    await subscribe()
    await ingest(ferryArticle('a1', 'the winter timetable ends in March'))
    await wake('2026-05-18T08:00:05Z')
    clock.at = '2026-05-18T09:00:00Z'
    // Published at five, and only now in its feed.
    await ingest(ferryArticle('a2', 'two boats are sold to Norway'))
    await wake('2026-05-19T08:00:05Z')
    expect(texts(fake)).toEqual([
      'C1 ferry: 1 story since Sat 16 May, 12:00\n• Ferry the winter timetable ends in March',
      'C1 ferry: 1 story since Mon 18 May, 08:00\n• Ferry two boats are sold to Norway',
    ])
    await store.close()
  })

  it('shows nothing twice: not for a second subscription of the channel, not as a copy, not for a corrected comma', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, clock, store } = await openChannel(fake.poster)
    await subscribe()
    await subscribe({ id: 's2', topic: 'timetable' })
    await subscribe({ id: 's3', topic: 'timetable', channel: 'C2' })
    const first = ferryArticle('a1', 'the winter timetable ends in March')
    await ingest(first)
    await wake('2026-05-18T08:00:05Z')
    expect(texts(fake).map((text) => text.slice(0, 8))).toEqual(['C1 ferry', 'C2 timet'])
    clock.at = '2026-05-18T12:00:00Z'
    await ingest({ ...first, text: first.text.replace('The company,', 'The company ,') })
    await ingest(
      ferryArticle('a2', 'the winter timetable ends in March', {
        url: 'https://other.example/a2',
        publisher: 'The Gull',
      }),
    )
    await wake('2026-05-19T08:00:05Z')
    expect(fake.messages).toHaveLength(2)
    expect((await store.deliveries.list({ limit: 9 })).filter(({ stage }) => stage === 'quiet')).toHaveLength(4)
    await store.close()
  })

  it('shows a story again when it changed, and says so', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, clock, store } = await openChannel(fake.poster)
    await subscribe()
    const first = ferryArticle('a1', 'fares rise by 12 percent')
    await ingest(first)
    await wake('2026-05-18T08:00:05Z')
    clock.at = '2026-05-18T12:00:00Z'
    await ingest({
      ...first,
      title: 'Ferry fares rise by 21 percent',
      text: first.text.replaceAll('12 percent', '21 percent'),
    })
    await wake('2026-05-19T08:00:05Z')
    expect(texts(fake)[1]).toContain('• Ferry fares rise by 21 percent')
    const [last] = await store.deliveries.list({ limit: 1 })
    expect(JSON.stringify(last?.reply)).toContain('Changed since it was posted here.')
    await store.close()
  })

  it.each([
    ['word', 'Norway', ['• Ferry the winter timetable ends in March']],
    ['publisher', 'the gull', ['• Ferry the winter timetable ends in March']],
    ['story', 'a2', ['• Ferry the winter timetable ends in March']],
    ['word', 'orway', ['• Ferry two boats are sold to Norway', '• Ferry the winter timetable ends in March']],
  ] as const)('leaves out a muted %s (%s)', async (kind, value, shown) => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, store } = await openChannel(fake.poster)
    const { platform, space, channel } = await subscribe()
    await store.mutes.add({
      platform,
      space,
      channel,
      kind,
      value,
      label: value,
      createdBy: 'U1',
      createdAt: '2026-05-17T00:00:00.000Z',
    })
    await ingest(ferryArticle('a1', 'the winter timetable ends in March'))
    await ingest(ferryArticle('a2', 'two boats are sold to Norway', { publisher: 'The Gull' }))
    await wake('2026-05-18T08:00:05Z')
    expect(fake.messages[0]?.text.split('\n').slice(1).sort()).toEqual([...shown].sort())
    await store.close()
  })

  it('is nothing on a quiet day, or one line where that is wanted, or where no feed could be read', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, store, ingest } = await openChannel(fake.poster)
    await subscribe()
    await subscribe({ id: 's2', channel: 'C2', quietDays: 'line' })
    await ingest(ferryArticle('a1', 'the winter timetable ends in March', { publishedAt: '2026-05-10T05:00:00Z' }))
    await wake('2026-05-18T08:00:05Z')
    expect(texts(fake)).toEqual(['C2 ferry: nothing new since Sat 16 May, 12:00.'])
    const { feed } = await store.feeds.add({
      url: 'https://harbour.example/feed',
      title: 'The Harbour Post',
      siteUrl: null,
    })
    const { id, addedAt, ...state } = feed
    await store.feeds.recordPolls([{ feed: id, state: { ...state, failures: 4 }, entries: [] }])
    await wake('2026-05-19T08:00:05Z')
    expect(texts(fake).slice(1)).toEqual(
      ['C1', 'C2'].map(
        (channel) =>
          `${channel} ferry: nothing new since Mon 18 May, 08:00.\nNot read for now: The Harbour Post. The list of feeds says why.`,
      ),
    )
    await store.close()
  })

  it('holds five stories, those that more publishers carry first, and says how many more fit', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, store } = await openChannel(fake.poster)
    await subscribe()
    const events = [
      'boats are sold to Norway',
      'pilots strike at noon',
      'the pier reopens',
      'tickets go online',
      'a whale was seen',
      'the crew is honoured',
      'engines are replaced',
    ]
    for (const [index, event] of events.entries())
      await ingest(ferryArticle(`a${index}`, event, { publishedAt: '2026-05-18T05:00:00Z' }))
    for (const name of ['The Gull', 'Coast Daily', 'Bay Times'])
      await ingest(
        ferryArticle(`copy-${name}`, 'a whale was seen', {
          publisher: name,
          url: `https://${name.replace(' ', '')}.example/w`,
        }),
      )
    await wake('2026-05-18T08:00:05Z')
    const lines = fake.messages[0]?.text.split('\n') ?? []
    expect(lines[1]).toBe('• Ferry a whale was seen')
    expect(lines.filter((line) => line.startsWith('•'))).toHaveLength(5)
    expect(lines.at(-1)).toBe('2 more stories fit. Ask for ferry to see the newest.')
    await store.close()
  })

  it('is made up once after a stop, and says for what it stands', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, store } = await openChannel(fake.poster)
    await subscribe({ schedule: { ...subscriptionOf().schedule, times: ['08:00', '18:00'] } })
    await ingest(ferryArticle('a1', 'the winter timetable ends in March', { publishedAt: '2026-05-18T05:00:00Z' }))
    await wake('2026-05-20T10:00:00Z')
    expect(fake.messages).toHaveLength(1)
    expect(fake.messages[0]?.text).toContain(
      'I was not running. This stands for 5 digests, the last of them due Wed 20 May, 08:00.',
    )
    expect((await store.deliveries.list({ limit: 9 })).map(({ stage }) => stage)).toEqual([
      'done',
      'missed',
      'missed',
      'missed',
      'missed',
    ])
    await store.close()
  })
})

describe('an alert', () => {
  it('comes at once for a story that several publishers carry, not more often than wanted, and is not shown again', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, store, deps, clock } = await openChannel(fake.poster)
    await subscribe({ alerts: 1 })
    clock.at = '2026-05-18T10:00:00.000Z'
    await wake(clock.at)
    let id = 0
    const look = () => findAlerts({ ...deps, newId: () => `alert${id++}` })
    for (const [index, name] of ['The Gull', 'Coast Daily'].entries())
      await ingest(
        ferryArticle(`s${index}`, 'a boat ran aground', { publisher: name, url: `https://p${index}.example/s` }),
      )
    expect(await look()).toBe(0)
    for (const [index, name] of ['Bay Times', 'Isle Herald'].entries())
      await ingest(
        ferryArticle(`t${index}`, 'a boat ran aground', { publisher: name, url: `https://q${index}.example/s` }),
      )
    expect(await look()).toBe(1)
    expect(await look()).toBe(0)
    await wake('2026-05-18T10:00:10Z')
    expect(texts(fake)).toEqual(['C1 Alert: ferry\n• Ferry a boat ran aground'])
    for (let index = 0; index < 4; index++)
      await ingest(
        ferryArticle(`u${index}`, 'the harbour is closed', {
          publisher: `Paper ${index}`,
          url: `https://r${index}.example/s`,
        }),
      )
    expect(await look()).toBe(0)
    await wake('2026-05-19T08:00:05Z')
    expect(texts(fake)[1]).toBe('C1 ferry: 1 story since Mon 18 May, 10:00\n• Ferry the harbour is closed')
    await store.close()
  })
})
