import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createFakePlatform } from '../pipeline/deliveries/fake-platform.ts'
import { ferryArticle, openChannel } from '../pipeline/deliveries/with-channel.ts'
import { runCommand } from './run-command.ts'

let folder = ''
let database = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nutgraf-deliveries-'))
  database = `sqlite:${join(folder, 'nutgraf.db')}`
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: string[]) => runCommand(args, '', database)

describe('deliveries', () => {
  it('are listed with where they went and why one did not, and an unsure one is sent or settled by hand', async () => {
    const fake = createFakePlatform({ canLook: false })
    const { wake, subscribe, ingest, store } = await openChannel(fake.poster, { url: database })
    await subscribe()
    await subscribe({ id: 's2', channel: 'C2' })
    await ingest(ferryArticle('a1', 'the winter timetable ends in March'))
    fake.faults.push('lost-after', 'lost-before')
    await wake('2026-05-18T08:00:05Z')
    await wake('2026-05-18T08:01:00Z')
    await store.close()
    const { out } = await run('deliveries', 'list', '--unsure')
    const ids = [...out.matchAll(/^(id\d+) /gm)].map(([, id]) => id ?? '')
    expect(out).toBe(
      ['C2', 'C1']
        .map(
          (channel, index) =>
            `${ids[index]}  2026-05-18 08:00 UTC  slack:T1/${channel}  “ferry”: unsure\n    I may not read that channel.\n`,
        )
        .join(''),
    )
    expect((await run('deliveries', 'settle', ids[1] ?? '')).out).toBe('“ferry” in slack:T1/C1. It counts as posted.\n')
    expect((await run('deliveries', 'send', ids[0] ?? '')).out).toContain(
      '“ferry” in slack:T1/C2. It is posted within seconds',
    )
    expect((await run('deliveries', 'list', '--unsure')).out).toBe('Nothing is unsure, and nothing failed.\n')
    expect((await run('deliveries', 'list', '--open')).out).toContain('slack:T1/C2  “ferry”: being posted')
    expect(await run('deliveries', 'send', ids[1] ?? '', 'nowhere')).toMatchObject({
      code: 1,
      err: `posted, so nothing is to be done by hand: ${ids[1]}. See: deliveries list\nThere is no delivery nowhere. See: deliveries list\n`,
    })
    expect(JSON.parse((await run('deliveries', 'list', '--json')).out)).toHaveLength(2)
  })

  it('are not sent where a later one holds the same, or their subscription is paused or ended, nor settled where nothing was posted', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, store } = await openChannel(fake.poster, { url: database })
    await subscribe()
    await ingest(ferryArticle('a1', 'the winter timetable ends in March'))
    fake.faults.push({ kind: 'unfit', problem: 'AutoMod blocked the post.' })
    await wake('2026-05-18T08:00:05Z')
    const [failed] = await store.deliveries.list({ limit: 1 })
    const id = failed?.id ?? ''
    await store.close()
    const refused = (why: string) => ({ code: 1, out: '', err: `${why} ${id}. See: deliveries list\n` })
    expect(await run('deliveries', 'settle', id)).toEqual(
      refused('None of it was posted, so it cannot count as posted:'),
    )
    const paused = await openChannel(fake.poster, { url: database })
    await paused.store.subscriptions.pause('s1', 'The channel is archived.')
    await paused.store.close()
    expect(await run('deliveries', 'send', id)).toEqual(
      refused('Its subscription is paused; subscribe again first. Not sent:'),
    )
    const later = await openChannel(fake.poster, { url: database })
    await later.subscribe({ nextAt: '2026-05-19T08:00:00Z' })
    expect((await run('deliveries', 'send', id)).code).toBe(0)
    // What is sent is composed anew.
    expect(await later.store.deliveries.find(id)).toMatchObject({ stage: 'due' })
    fake.faults.push({ kind: 'unfit', problem: 'AutoMod blocked the post.' })
    await later.wake('2026-05-18T09:00:00Z')
    await later.wake('2026-05-19T08:00:05Z')
    await later.store.close()
    expect(await run('deliveries', 'send', id)).toEqual(
      refused('A later digest holds what it would have held, so it is not sent:'),
    )
    const ended = await openChannel(fake.poster, { url: database })
    await ended.store.subscriptions.remove('s1')
    await ended.store.close()
    expect(await run('deliveries', 'send', id)).toEqual(refused('Its subscription was ended, so it is not sent:'))
  })

  it('are taken back once, where something of them stands', async () => {
    const fake = createFakePlatform()
    const { wake, subscribe, ingest, store } = await openChannel(fake.poster, { url: database })
    await subscribe()
    await ingest(ferryArticle('a1', 'the winter timetable ends in March'))
    fake.faults.push({ kind: 'unready', problem: 'The token is refused.' })
    const [waiting] = await wake('2026-05-18T08:00:05Z')
    const id = waiting?.id ?? ''
    expect(await run('deliveries', 'retract', id)).toMatchObject({
      code: 1,
      err: `It is not posted yet, or not all of it. Try again in a minute. Not taken back: ${id}\n`,
    })
    await wake('2026-05-18T08:01:00Z')
    expect(await run('deliveries', 'retract', id, '--note', ' ')).toMatchObject({
      code: 2,
      err: 'The note is empty. Write what shall stand there instead.\n',
    })
    expect((await run('deliveries', 'retract', id)).out).toContain('“ferry” in slack:T1/C1. It is taken back')
    expect((await run('deliveries', 'retract', id)).err).toContain('The command line took it back already.')
    expect((await run('deliveries', 'retract', 'nowhere')).err).toContain('There is no delivery nowhere.')
    await wake('2026-05-18T08:02:00Z')
    expect(fake.messages.map(({ text }) => text)).toEqual(['Retracted by an editor.'])
    await store.close()
  })

  it('say how to begin where there are none', async () => {
    expect((await run('deliveries', 'list')).out).toContain(
      'Nothing was delivered yet. Subscribe a channel: subscriptions add',
    )
  })
})
