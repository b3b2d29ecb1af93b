import { describe, expect, it } from 'vitest'
import { beginUnder } from '../../../src/chat/write-delivery.ts'
import { findNotes } from '../../../src/pipeline/deliveries/find-notes.ts'
import { createFakePlatform } from './fake-platform.ts'
import { ferryArticle, openChannel, subscriptionOf } from './with-channel.ts'

/** A channel in which a digest with one story was posted, and its thread began. */
async function shownMorning() {
  const fake = createFakePlatform()
  const channel = await openChannel(fake.poster)
  const { store, deps, clock } = channel
  deps.begin = async (reply, { message, ...place }) => {
    if (reply.id !== null) await beginUnder(store, reply.id, { ...place, message })
  }
  await channel.subscribe()
  const first = ferryArticle('a1', 'about 20,000 seats were sold')
  await channel.ingest(first)
  await channel.wake('2026-05-18T08:00:05Z')
  let id = 0
  const look = () => findNotes({ store, now: deps.now, newId: () => `note${id++}` }, '2026-05-18T00:00:00.000Z')
  const change = (at: string, from: string, to: string, base = first.text) => {
    clock.at = at
    const text = base.replaceAll(from, to)
    return channel.ingest({ ...first, text }).then(() => text)
  }
  return { ...channel, fake, first, look, change }
}

describe('an article that changed after it was shown', () => {
  it('is corrected in the thread that showed it, once, and does not come again in the digest', async () => {
    const { fake, look, change, wake, store } = await shownMorning()
    await change('2026-05-18T10:00:00.000Z', 'about 20,000', 'about 2,000')
    expect(await look()).toBe(1)
    expect(await look()).toBe(0)
    await wake('2026-05-18T10:00:30Z')
    const [, note] = fake.messages
    expect(note).toMatchObject({
      channel: 'C1',
      thread: 'm1',
      text: expect.stringContaining('Corrected since it was shown here'),
    })
    const [row] = await store.deliveries.list({ limit: 1 })
    expect(row).toMatchObject({ kind: 'note', stage: 'done', under: 'm1' })
    expect(JSON.stringify(row?.reply)).toContain('about 2,000 seats, not about 20,000')
    await wake('2026-05-19T08:00:05Z')
    expect(fake.messages).toHaveLength(2)
    await store.close()
  })

  it('is no news to a channel that does not want to hear of it', async () => {
    const { fake, look, change, wake, store } = await shownMorning()
    const place = { platform: 'slack', space: 'T1', channel: 'C1', kind: 'word' } as const
    const made = { label: 'seats', createdBy: 'U1', createdAt: '2026-05-18T09:00:00.000Z' }
    await store.mutes.add({ ...place, value: 'seats', ...made })
    await change('2026-05-18T10:00:00.000Z', 'about 20,000', 'about 2,000')
    expect(await look()).toBe(1)
    expect(await wake('2026-05-18T10:00:30Z')).toMatchObject([{ stage: 'quiet' }])
    expect(fake.messages).toHaveLength(1)
    await store.close()
  })

  it('is nobody’s business where only its wording changed', async () => {
    const { fake, look, change, wake, store } = await shownMorning()
    await change('2026-05-18T10:00:00.000Z', 'The company, which runs', 'The firm, which runs')
    expect(await look()).toBe(1)
    expect(await wake('2026-05-18T10:00:30Z')).toMatchObject([
      { stage: 'quiet', problem: 'Nothing that matters changed.' },
    ])
    expect(fake.messages).toHaveLength(1)
    await store.close()
  })

  it('is told of at most once a day where something was added, and at once where something is taken back', async () => {
    const { fake, look, change, wake, store } = await shownMorning()
    const more = (line: string) => ['Passengers were', `${line}\nPassengers were`] as const
    const one = await change(
      '2026-05-18T10:00:00.000Z',
      ...more('By noon the company had cancelled 31 crossings to Port Alden.'),
    )
    await look()
    await wake('2026-05-18T10:00:30Z')
    const two = await change(
      '2026-05-18T11:00:00.000Z',
      ...more('Ella Marsh, the mayor, said the town would pay for 12 buses.'),
      one,
    )
    await look()
    await wake('2026-05-18T11:00:30Z')
    await change('2026-05-18T12:00:00.000Z', 'about 20,000', 'about 2,000', two)
    await look()
    await wake('2026-05-18T12:00:30Z')
    expect(fake.messages.slice(1).map(({ text }) => text.split('\n')[0])).toEqual([
      'New since it was shown here',
      'Corrected since it was shown here',
    ])
    await store.close()
  })

  it('is told of only under what showed it, and not to who saw it as it is now', async () => {
    const { fake, look, change, wake, store, subscribe } = await shownMorning()
    await change('2026-05-18T10:00:00.000Z', 'about 20,000', 'about 2,000')
    const schedule = { ...subscriptionOf().schedule, times: ['10:30'] }
    await subscribe({ id: 's2', channel: 'C2', schedule, nextAt: '2026-05-18T10:30:00Z' })
    await wake('2026-05-18T10:30:05Z')
    expect(fake.messages.map(({ channel }) => channel)).toEqual(['C1', 'C2'])
    expect(await look()).toBe(1)
    await wake('2026-05-18T10:31:00Z')
    expect(fake.messages.map(({ channel, thread }) => [channel, thread])).toEqual([
      ['C1', null],
      ['C2', null],
      ['C1', 'm1'],
    ])
    await store.close()
  })

  it('is nobody’s business where a part of it is now read whole', async () => {
    const { look, wake, store, clock, ingest, subscribe, fake } = await shownMorning()
    const part = {
      isExcerpt: true,
      text: 'The ferry company said on Monday that 14 boats were sold to Norway in the spring.',
    }
    const article = ferryArticle('p1', 'boats are sold to Norway', part)
    clock.at = '2026-05-18T09:00:00.000Z'
    await ingest(article)
    const schedule = { ...subscriptionOf().schedule, times: ['09:30'] }
    await subscribe({ id: 's3', channel: 'C3', schedule, nextAt: '2026-05-18T09:30:00Z' })
    await wake('2026-05-18T09:30:05Z')
    clock.at = '2026-05-18T11:00:00.000Z'
    await ingest({
      ...article,
      isExcerpt: false,
      text: `${part.text}\nElla Marsh, the mayor, said that 300 people would lose their work.`,
    })
    const before = fake.messages.length
    await look()
    await wake('2026-05-18T11:00:30Z')
    expect(fake.messages).toHaveLength(before)
    await store.close()
  })
})
