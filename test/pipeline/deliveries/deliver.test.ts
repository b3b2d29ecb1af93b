import { describe, expect, it } from 'vitest'
import { deliver } from '../../../src/pipeline/deliveries/deliver.ts'
import { planSlots } from '../../../src/pipeline/deliveries/plan-slots.ts'
import { createFakePlatform, type FakeFault } from './fake-platform.ts'
import { fault, ferryArticle, openChannel, subscriptionOf } from './with-channel.ts'

const eight = '2026-05-18T08:00:05Z'

async function morning(fake: ReturnType<typeof createFakePlatform>) {
  const channel = await openChannel(fake.poster)
  await channel.subscribe()
  await channel.ingest(ferryArticle('a1', 'the winter timetable ends in March'))
  return channel
}

describe('a delivery', () => {
  it('is composed, posted and done, and written down with its message', async () => {
    const fake = createFakePlatform({ parts: 3 })
    const { wake, store } = await morning(fake)
    const [done] = await wake(eight)
    expect(done).toMatchObject({
      stage: 'done',
      kind: 'digest',
      posted: ['m1', 'm2', 'm3'],
      sending: null,
      problem: null,
    })
    expect(fake.messages.map(({ thread }) => thread)).toEqual([null, 'm1', 'm1'])
    expect(fake.messages[0]?.text).toBe(
      'ferry: 1 story since Sat 16 May, 12:00\n• Ferry the winter timetable ends in March',
    )
    expect((await store.replies.find(done?.reply?.id ?? ''))?.articles).toEqual(['a1'])
    expect(await wake('2026-05-18T08:30:00Z')).toEqual([])
    await store.close()
  })

  const faults: [what: string, faults: FakeFault[], messages: number][] = [
    ['the answer to the first part is lost after it stands there', ['lost-after'], 3],
    ['the first part never arrives and no answer comes', ['lost-before'], 3],
    ['the program dies right before the first part is sent', ['dies-before'], 3],
    ['the program dies right after the first part was sent', ['dies-after'], 3],
    ['the platform asks to wait', [{ kind: 'busy', problem: 'Wait.', retryMs: 1000, isEverywhere: false }], 3],
    ['the token is refused for a while', [{ kind: 'unready', problem: 'The token is refused.' }], 3],
    ['three answers in a row are lost', ['lost-after', 'lost-before', 'lost-after'], 3],
  ]
  it.each(faults)('comes once when %s', async (_what, planned, messages) => {
    const fake = createFakePlatform({ parts: 3 })
    const { wake, store } = await morning(fake)
    fake.faults.push(...planned)
    for (let second = 5; second < 900; second += 10) {
      // A process that died is another one when it is back, and the hold of the first runs out.
      await wake(new Date(Date.parse('2026-05-18T08:00:00Z') + second * 1000).toISOString()).catch(() => {})
    }
    const [only, ...others] = await store.deliveries.list({ limit: 9 })
    expect(others).toEqual([])
    expect(only?.stage).toBe('done')
    expect(fake.messages.map(({ mark }) => mark)).toEqual([0, 1, 2].map((part) => `${only?.id}-${part}`))
    expect(fake.messages).toHaveLength(messages)
    await store.close()
  })

  it('goes on where it stopped when a later part fails', async () => {
    const fake = createFakePlatform({ parts: 3 })
    const { wake, store } = await morning(fake)
    fake.faults.push(
      ...([undefined, { kind: 'busy', problem: 'Wait.', retryMs: 1000, isEverywhere: false }] as FakeFault[]),
    )
    const [waiting] = await wake(eight)
    expect(waiting).toMatchObject({ stage: 'posting', posted: ['m1'], problem: 'Wait.' })
    const [done] = await wake('2026-05-18T08:00:10Z')
    expect(done).toMatchObject({ stage: 'done', posted: ['m1', 'm2', 'm3'] })
    await store.close()
  })

  it('is unsure, and is not posted again, where nobody can tell whether it arrived', async () => {
    const fake = createFakePlatform({ canLook: false })
    const { wake, store, deps, ingest } = await morning(fake)
    fake.faults.push('lost-after')
    await wake(eight)
    const [unsure] = await wake('2026-05-18T08:01:00Z')
    expect(unsure).toMatchObject({ stage: 'unsure', problem: 'I may not read that channel.' })
    // What it showed counts as shown: the next digest does not bring it again.
    await ingest(ferryArticle('a2', 'two boats are sold to Norway', { publishedAt: '2026-05-18T12:00:00Z' }))
    await wake('2026-05-19T08:00:05Z')
    expect(fake.messages.map(({ text }) => text.split('\n').slice(1))).toEqual([
      ['• Ferry the winter timetable ends in March'],
      ['• Ferry two boats are sold to Norway'],
    ])
    // By hand it goes out after all.
    const again = { stage: 'posting', sending: null, problem: null, tryAt: deps.now().toISOString() } as const
    expect(await store.deliveries.reopen(unsure?.id ?? '', again)).toBe(true)
    expect((await wake('2026-05-19T09:00:00Z'))[0]).toMatchObject({ stage: 'done', posted: ['m3'] })
    await store.close()
  })

  it('pauses the subscription where the channel refuses for good, and tells its maker once', async () => {
    const fake = createFakePlatform()
    const { wake, store } = await morning(fake)
    fake.faults.push({ kind: 'refused', problem: 'That channel is archived, and nothing can be posted there.' })
    const [failed] = await wake(eight)
    expect(failed).toMatchObject({
      stage: 'failed',
      problem: 'That channel is archived, and nothing can be posted there.',
    })
    for (const day of [19, 20, 21]) expect(await wake(`2026-05-${day}T08:00:05Z`)).toEqual([])
    expect((await store.subscriptions.find('s1'))?.paused).toContain('archived')
    expect(fake.told).toEqual([
      'U1: The digest on “ferry” is paused. That channel is archived, and nothing can be posted there.',
    ])
    expect(await store.deliveries.list({ limit: 9 })).toHaveLength(1)
    await store.close()
  })

  it('gives way to the next digest, which holds what it would have held', async () => {
    const fake = createFakePlatform()
    const { wake, store, ingest } = await morning(fake)
    const unready: FakeFault = { kind: 'unready', problem: 'The token is refused.' }
    fake.faults.push(...Array.from({ length: 200 }, () => unready))
    for (let minute = 0; minute < 24 * 60; minute += 10)
      await wake(new Date(Date.parse(eight) + minute * 60_000).toISOString())
    expect(fake.messages).toEqual([])
    fake.faults.length = 0
    await ingest(ferryArticle('a2', 'two boats are sold to Norway', { publishedAt: '2026-05-19T05:00:00Z' }))
    fake.faults.push(unready)
    await wake('2026-05-19T08:00:05Z')
    await wake('2026-05-19T08:10:00Z')
    const rows = await store.deliveries.list({ limit: 9 })
    expect(rows.map(({ stage, problem }) => [stage, problem])).toEqual([
      ['done', null],
      ['missed', 'It could not be posted before the next one was due, which stands for it. The token is refused.'],
    ])
    expect(fake.messages[0]?.text).toContain('the winter timetable')
    expect(fake.messages[0]?.text).toContain('two boats')
    await store.close()
  })

  it('is overtaken by the next one where nothing could be done for it', async () => {
    const fake = createFakePlatform()
    const { wake, store, deps, clock } = await morning(fake)
    // For three mornings no process that delivers is there.
    for (const day of [18, 19, 20]) {
      clock.at = `2026-05-${day}T08:00:05.000Z`
      await planSlots({ store, newId: () => `d${day}`, fault }, clock.at)
    }
    expect(deps.posters.get('slack')).toBe(fake.poster)
    await wake('2026-05-20T11:00:00Z')
    const rows = (await store.deliveries.list({ limit: 9 })).map(({ id, stage }) => [id, stage])
    expect(rows).toEqual([
      ['d20', 'done'],
      ['d19', 'missed'],
      ['d18', 'missed'],
    ])
    expect(fake.messages.map(({ text }) => text)).toEqual([
      expect.stringMatching(/the winter timetable[\s\S]*This comes late: it was due Wed 20 May, 08:00\./),
    ])
    await store.close()
  })

  it('is given up with a word where its subscription was ended meanwhile', async () => {
    const fake = createFakePlatform()
    const { wake, store } = await morning(fake)
    fake.faults.push({ kind: 'busy', problem: 'Wait.', retryMs: 60_000, isEverywhere: false })
    await wake(eight)
    await store.subscriptions.remove('s1')
    expect(await wake('2026-05-18T08:05:00Z')).toMatchObject([
      { stage: 'failed', problem: 'The subscription was ended.' },
    ])
    expect(fake.messages).toEqual([])
    await store.close()
  })

  it('is left to the process that took it over', async () => {
    const fake = createFakePlatform()
    const { store, deps, wake, clock } = await morning(fake)
    clock.at = '2026-05-18T08:00:05.000Z'
    await planSlots({ store, newId: () => 'd1', fault }, clock.at)
    const [slow] = await store.deliveries.claim('slow', { at: clock.at, until: '2026-05-18T08:02:05.000Z', limit: 1 })
    if (slow === undefined) throw new Error('nothing was claimed')
    await wake('2026-05-18T08:03:00Z')
    expect(fake.messages).toHaveLength(1)
    await deliver({ ...deps, holder: 'slow' }, slow)
    expect(fake.messages).toHaveLength(1)
    await store.close()
  })

  it('that the platform does not take, for what is in it, fails alone: the next one of the channel comes, and its maker is told', async () => {
    const fake = createFakePlatform()
    const { wake, store, subscribe } = await morning(fake)
    await subscribe({ id: 's2', topic: 'timetable' })
    fake.faults.push({ kind: 'unfit', problem: 'AutoMod blocked the post.' })
    const ended = await wake(eight)
    expect(ended.map(({ stage, problem }) => [stage, problem])).toEqual([
      ['failed', 'AutoMod blocked the post.'],
      ['done', null],
    ])
    expect((await store.subscriptions.find('s1'))?.paused).toBeNull()
    expect(fake.told).toEqual(['U1: The digest on “ferry” could not be posted. AutoMod blocked the post.'])
    await store.close()
  })

  it('that fails through a fault of ours is tried some times and given up, and the channel goes on', async () => {
    const fake = createFakePlatform()
    const { wake, store, subscribe, deps } = await morning(fake)
    await subscribe({ id: 's2', topic: 'timetable' })
    const { write } = deps
    deps.write = (delivery, ...rest) =>
      delivery.topic === 'ferry' ? Promise.reject(new Error('it cannot be laid out')) : write(delivery, ...rest)
    for (let minute = 0; minute < 60; minute++)
      await wake(new Date(Date.parse(eight) + minute * 60_000).toISOString()).catch(() => {})
    const rows = await store.deliveries.list({ limit: 9 })
    expect(rows.map(({ topic, stage, problem }) => [topic, stage, problem]).sort()).toEqual([
      ['ferry', 'failed', 'Given up: Something went wrong on our side. The log says what, under this id.'],
      ['timetable', 'done', null],
    ])
    await store.close()
  })

  it('that fails after its first part stood there does not let its stories come again', async () => {
    const fake = createFakePlatform({ parts: 2 })
    const { wake, store, ingest } = await morning(fake)
    fake.faults.push(...([undefined, { kind: 'unfit', problem: 'The thread is locked.' }] as FakeFault[]))
    expect(await wake(eight)).toMatchObject([{ stage: 'failed', posted: ['m1'] }])
    await ingest(ferryArticle('a2', 'two boats are sold to Norway', { publishedAt: '2026-05-18T12:00:00Z' }))
    await wake('2026-05-19T08:00:05Z')
    expect(fake.messages.map(({ text }) => text.split('\n').slice(1))).toEqual([
      ['• Ferry the winter timetable ends in March'],
      ['• Ferry two boats are sold to Norway'],
      [],
    ])
    await store.close()
  })

  it('that waited for long is composed anew, with what came since, without what was muted since, and says that it is late', async () => {
    const fake = createFakePlatform()
    const { wake, store, ingest, clock } = await morning(fake)
    await ingest(ferryArticle('a3', 'a whale was seen'))
    fake.faults.push({ kind: 'busy', problem: 'Wait.', retryMs: 2 * 3_600_000, isEverywhere: false })
    await wake(eight)
    clock.at = '2026-05-18T09:00:00.000Z'
    await ingest(ferryArticle('a2', 'two boats are sold to Norway', { publishedAt: '2026-05-18T08:30:00Z' }))
    const place = { platform: 'slack', space: 'T1', channel: 'C1', kind: 'word' } as const
    await store.mutes.add({ ...place, value: 'whale', label: 'whale', createdBy: 'U1', createdAt: clock.at })
    expect(await wake('2026-05-18T10:30:00Z')).toMatchObject([{ stage: 'done' }])
    expect(fake.messages[0]?.text.split('\n').toSorted()).toEqual([
      'This comes late: it was due Mon 18 May, 08:00.',
      'ferry: 2 stories since Sat 16 May, 12:00',
      '• Ferry the winter timetable ends in March',
      '• Ferry two boats are sold to Norway',
    ])
    await store.close()
  })

  it('that is only ever told to wait is given up after a day', async () => {
    const fake = createFakePlatform()
    const { wake, store } = await morning(fake)
    await store.subscriptions.save(
      subscriptionOf({ nextAt: '2026-05-18T08:00:00Z', schedule: { days: ['mon'], times: ['08:00'], zone: 'UTC' } }),
    )
    const busy: FakeFault = { kind: 'busy', problem: 'Wait.', retryMs: 3_000_000, isEverywhere: false }
    fake.faults.push(...Array.from({ length: 200 }, () => busy))
    for (let minute = 0; minute < 26 * 60; minute += 20)
      await wake(new Date(Date.parse(eight) + minute * 60_000).toISOString())
    expect(await store.deliveries.list({ limit: 9 })).toMatchObject([{ stage: 'failed', problem: 'Given up: Wait.' }])
    await store.close()
  })

  it('lets go of its row while the platform wants none for long', async () => {
    const fake = createFakePlatform()
    const { wake, store, deps } = await morning(fake)
    const waits = [90_000]
    deps.pacer = { take: async () => waits.shift() ?? 0, rest: () => {} }
    expect(await wake(eight)).toMatchObject([{ stage: 'composed', tryAt: '2026-05-18T08:01:35.000Z', attempts: 0 }])
    expect(await wake('2026-05-18T08:01:00Z')).toEqual([])
    expect(await wake('2026-05-18T08:01:40Z')).toMatchObject([{ stage: 'done' }])
    await store.close()
  })
})

describe('what may have arrived', () => {
  it('and surely did not is composed anew where time went by, without what was muted since, and is overtaken by the next digest', async () => {
    const fake = createFakePlatform()
    const { wake, store, ingest, clock } = await morning(fake)
    fake.faults.push('dies-before')
    await wake(eight).catch(() => {})
    const place = { platform: 'slack', space: 'T1', channel: 'C1', kind: 'word' } as const
    await store.mutes.add({
      ...place,
      value: 'timetable',
      label: 'timetable',
      createdBy: 'U1',
      createdAt: '2026-05-18T09:00:00.000Z',
    })
    clock.at = '2026-05-19T10:00:00.000Z'
    await ingest(ferryArticle('a2', 'two boats are sold to Norway', { publishedAt: '2026-05-19T10:00:00Z' }))
    await wake('2026-05-20T11:00:00Z')
    expect((await store.deliveries.list({ limit: 9 })).map(({ stage }) => stage)).toEqual(['done', 'missed', 'missed'])
    expect(fake.messages.map(({ text }) => text.split('\n')[1])).toEqual(['• Ferry two boats are sold to Norway'])
    await store.close()
  })

  it('and cannot be looked up for a day is unsure, and holds up nothing any more', async () => {
    const fake = createFakePlatform()
    const { wake, store } = await morning(fake)
    fake.faults.push('lost-after')
    const look = fake.poster.findPart
    fake.poster.findPart = async () => ({ kind: 'busy', problem: 'Nobody answers.', retryMs: 15_000 })
    for (let minute = 0; minute < 26 * 60; minute += 10)
      await wake(new Date(Date.parse(eight) + minute * 60_000).toISOString())
    fake.poster.findPart = look
    const rows = await store.deliveries.list({ limit: 9 })
    expect(rows.at(-1)).toMatchObject({ stage: 'unsure', problem: 'Nobody answers.' })
    await store.close()
  })

  it('stays so where its subscription is ended meanwhile: its stories do not come again', async () => {
    const fake = createFakePlatform()
    const { wake, store, subscribe } = await morning(fake)
    fake.faults.push('lost-after')
    await wake(eight)
    await store.subscriptions.remove('s1')
    const schedule = { ...subscriptionOf().schedule, times: ['09:00'] }
    await subscribe({ id: 's2', topic: 'timetable', schedule, nextAt: '2026-05-18T09:00:00Z' })
    expect(await wake('2026-05-18T08:01:00Z')).toMatchObject([
      { stage: 'unsure', problem: 'The subscription was ended. Its last part may have arrived.' },
    ])
    await wake('2026-05-18T09:00:05Z')
    expect(fake.messages).toHaveLength(1)
    await store.close()
  })

  it('is not posted again where the clock was days ahead when it was sent, and keeps nobody waiting', async () => {
    const fake = createFakePlatform()
    const { wake, store, clock } = await morning(fake)
    fake.faults.push('lost-after')
    await wake('2026-05-21T08:00:05Z')
    clock.at = '2026-05-18T08:10:00.000Z'
    await store.deliveries.setBack()
    fake.poster.findPart = async () => ({ kind: 'absent' })
    expect(await wake(clock.at)).toMatchObject([{ stage: 'unsure' }])
    expect(fake.messages).toHaveLength(1)
    await store.close()
  })

  it('is sent by hand also a day later, when it is told to wait at first', async () => {
    const fake = createFakePlatform()
    const { wake, store, deps } = await morning(fake)
    fake.faults.push({ kind: 'unfit', problem: 'AutoMod blocked the post.' })
    const [failed] = await wake(eight)
    await store.subscriptions.save(subscriptionOf({ nextAt: '2026-06-01T08:00:00Z' }))
    const clock = deps.now
    await wake('2026-05-20T08:00:00Z')
    await store.deliveries.reopen(failed?.id ?? '', {
      stage: 'due',
      sending: null,
      problem: null,
      tryAt: clock().toISOString(),
    })
    fake.faults.push({ kind: 'busy', problem: 'Wait.', retryMs: 1000, isEverywhere: false })
    expect(await wake('2026-05-20T08:00:10Z')).toMatchObject([{ stage: 'posting', problem: 'Wait.' }])
    expect(await wake('2026-05-20T08:00:20Z')).toMatchObject([{ stage: 'done' }])
    await store.close()
  })

  it('four times told to wait is not given up for one fault of ours', async () => {
    const fake = createFakePlatform()
    const { wake, store } = await morning(fake)
    const busy: FakeFault = { kind: 'busy', problem: 'Wait.', retryMs: 1000, isEverywhere: false }
    fake.faults.push(busy, busy, busy, busy, 'dies-before')
    for (let second = 5; second < 600; second += 10)
      await wake(new Date(Date.parse('2026-05-18T08:00:00Z') + second * 1000).toISOString()).catch(() => {})
    expect(await store.deliveries.list({ limit: 9 })).toMatchObject([{ stage: 'done' }])
    expect(fake.messages).toHaveLength(1)
    await store.close()
  })
})

describe('planning', () => {
  it('pauses a subscription whose times cannot be computed, and plans the others', async () => {
    const fake = createFakePlatform()
    const { store, subscribe } = await openChannel(fake.poster)
    await subscribe({ schedule: { days: ['mon'], times: ['08:00'], zone: 'Mars/Olympus' } })
    await subscribe({ id: 's2', channel: 'C2' })
    const faults: string[] = []
    const deps = { store, newId: () => 'd1', fault: (message: string) => faults.push(message) }
    expect(await planSlots(deps, '2026-05-18T08:00:05.000Z')).toBe(1)
    expect(faults).toEqual(['the schedule of “ferry” (s1) cannot be computed, so it is paused'])
    expect((await store.subscriptions.find('s1'))?.paused).toBe(
      'Its times in Mars/Olympus cannot be computed. Subscribe again with other words.',
    )
    await store.close()
  })
})
