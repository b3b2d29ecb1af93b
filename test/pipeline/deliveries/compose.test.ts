import { describe, expect, it } from 'vitest'
import { findAlerts } from '../../../src/pipeline/deliveries/find-alerts.ts'
import { setSlotsBack } from '../../../src/pipeline/deliveries/plan-slots.ts'
import { createFakePlatform } from './fake-platform.ts'
import { fault, ferryArticle, openChannel, subscriptionOf } from './with-channel.ts'

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

  it('holds what is new also where hundreds of older ones fit, and those that the channel does not want fit best', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, clock, store } = await openChannel(fake.poster)
    const { platform, space, channel } = await subscribe()
    const older = Array.from({ length: 320 }, (_, index) =>
      ferryArticle(`old${index}`, `a ferry, ferry number ${index} was late`, { publishedAt: '2026-05-17T20:00:00Z' }),
    )
    await ingest(...older)
    await wake('2026-05-18T08:00:05Z')
    const made = { createdBy: 'U1', createdAt: '2026-05-18T08:30:00.000Z', label: 'whale' }
    await store.mutes.add({ platform, space, channel, kind: 'word', value: 'whale', ...made })
    clock.at = '2026-05-18T20:00:00.000Z'
    const unwanted = Array.from({ length: 300 }, (_, index) =>
      ferryArticle(`whale${index}`, `the ferry met whale ${index}`, { publishedAt: '2026-05-19T04:00:00Z' }),
    )
    await ingest(
      ferryArticle('a1', 'two boats are sold to Norway', { publishedAt: '2026-05-18T20:00:00Z' }),
      ...unwanted,
    )
    await wake('2026-05-19T08:00:05Z')
    expect(texts(fake)[1]).toBe('C1 ferry: 1 story since Mon 18 May, 08:00\n• Ferry two boats are sold to Norway')
    await store.close()
  })

  it('tells a correction once that two outlets make one after the other', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, clock, store } = await openChannel(fake.poster)
    await subscribe({ schedule: { ...subscriptionOf().schedule, times: ['08:00', '18:00'] } })
    const first = ferryArticle('a1', 'fares rise by 12 percent')
    const copy = { ...first, id: 'a2', url: 'https://gull.example/2', publisher: 'The Gull' }
    await ingest(first, copy)
    await wake('2026-05-18T08:00:05Z')
    const mended = { title: 'Ferry fares rise by 21 percent', text: first.text.replaceAll('12 percent', '21 percent') }
    clock.at = '2026-05-18T12:00:00Z'
    await ingest({ ...first, ...mended })
    await wake('2026-05-18T18:00:05Z')
    clock.at = '2026-05-18T20:00:00Z'
    await ingest({ ...copy, ...mended })
    await wake('2026-05-19T08:00:05Z')
    expect(texts(fake)).toHaveLength(2)
    await store.close()
  })

  it('tells of an article that changed long after its date', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, clock, store } = await openChannel(fake.poster)
    await subscribe()
    const first = ferryArticle('a1', 'fares rise by 12 percent')
    await ingest(first)
    await wake('2026-05-18T08:00:05Z')
    for (const day of [19, 20, 21, 22]) await wake(`2026-05-${day}T08:00:05Z`)
    clock.at = '2026-05-22T12:00:00Z'
    await ingest({
      ...first,
      title: 'Ferry fares rise by 21 percent',
      text: first.text.replaceAll('12 percent', '21 percent'),
    })
    await ingest(ferryArticle('a2', 'of an old feed', { publishedAt: '2026-05-12T05:00:00Z' }))
    await wake('2026-05-23T08:00:05Z')
    expect(texts(fake).slice(1)).toEqual([expect.stringContaining('• Ferry fares rise by 21 percent')])
    await store.close()
  })

  it('does not bring a muted story back under another address', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, store } = await openChannel(fake.poster)
    const { platform, space, channel } = await subscribe()
    const made = { createdBy: 'U1', createdAt: '2026-05-17T00:00:00.000Z', label: 'Fares' }
    await store.mutes.add({ platform, space, channel, kind: 'story', value: 'a1', ...made })
    const first = ferryArticle('a1', 'fares rise by 12 percent')
    await ingest(first)
    await ingest({
      ...first,
      id: 'a2',
      url: 'https://gull.example/2',
      text: first.text.split('\n').slice(0, 2).join('\n'),
    })
    await ingest(ferryArticle('a3', 'two boats are sold to Norway'))
    await wake('2026-05-18T08:00:05Z')
    expect(texts(fake)).toEqual(['C1 ferry: 1 story since Sat 16 May, 12:00\n• Ferry two boats are sold to Norway'])
    await store.close()
  })

  it('loses nothing by a clock that was a day ahead', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, clock, store } = await openChannel(fake.poster)
    await subscribe()
    await ingest(ferryArticle('a1', 'the winter timetable ends in March'))
    await wake('2026-05-20T08:00:05Z')
    clock.at = '2026-05-18T09:00:00.000Z'
    expect(await setSlotsBack({ store, newId: () => 'never', fault }, clock.at)).toBe(1)
    await store.deliveries.setBack()
    await ingest(ferryArticle('a2', 'two boats are sold to Norway', { publishedAt: '2026-05-18T09:00:00Z' }))
    for (const day of [19, 20, 21]) await wake(`2026-05-${day}T08:00:05Z`)
    expect(texts(fake).map((text) => text.split('\n')[1])).toEqual([
      '• Ferry the winter timetable ends in March',
      '• Ferry two boats are sold to Norway',
    ])
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
    const look = () => findAlerts({ ...deps, newId: () => `alert${id++}`, fault })
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

  it('is found among many stories, with everyone who carries it, and not for what is muted or stands there already', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, store, deps, clock } = await openChannel(fake.poster)
    const { platform, space, channel } = await subscribe({ alerts: 3 })
    clock.at = '2026-05-18T10:00:00.000Z'
    await wake(clock.at)
    const outlets = ['The Gull', 'Coast Daily', 'Bay Times', 'Isle Herald']
    const everywhere = (what: string) =>
      outlets.map((name, index) =>
        ferryArticle(`${what}${index}`, what, {
          publisher: name,
          url: `https://p${index}.example/${what.replaceAll(' ', '-')}`,
        }),
      )
    const others = Array.from({ length: 60 }, (_, index) =>
      ferryArticle(`o${index}`, `ferry, ferry and ferry number ${index} is late`),
    )
    const made = { createdBy: 'U1', createdAt: '2026-05-17T00:00:00.000Z', label: 'whale' }
    await store.mutes.add({ platform, space, channel, kind: 'word', value: 'whale', ...made })
    await ingest(...others, ...everywhere('a boat ran aground'), ...everywhere('a whale was seen'))
    let id = 0
    const look = () => findAlerts({ ...deps, newId: () => `alert${id++}`, fault })
    expect(await look()).toBe(1)
    await wake('2026-05-18T10:00:10Z')
    const [alert] = await store.deliveries.list({ limit: 1 })
    expect(alert?.articles).toHaveLength(4)
    expect(JSON.stringify(alert?.reply)).toContain('The same text also stands in')
    // One more outlet with the text that stands there.
    await ingest(ferryArticle('z', 'a boat ran aground', { publisher: 'Late Post', url: 'https://late.example/z' }))
    expect(await look()).toBe(0)
    await store.close()
  })

  it('of one subscription that cannot be looked for holds up no other', async () => {
    const fake = createFakePlatform()
    const { subscribe, ingest, store, deps, clock } = await openChannel(fake.poster)
    clock.at = '2026-05-18T10:00:00.000Z'
    await subscribe({ alerts: 1, topic: '-only' })
    await subscribe({ alerts: 1, id: 's2', channel: 'C2' })
    for (const [index, name] of ['The Gull', 'Coast Daily', 'Bay Times'].entries())
      await ingest(
        ferryArticle(`s${index}`, 'a boat ran aground', { publisher: name, url: `https://p${index}.example/s` }),
      )
    const faults: string[] = []
    let id = 0
    const added = await findAlerts({ ...deps, newId: () => `alert${id++}`, fault: (message) => faults.push(message) })
    expect([added, faults]).toEqual([1, ['looking for alerts on “-only” (s1) failed']])
    await store.close()
  })
})
