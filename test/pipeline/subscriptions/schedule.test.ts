import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../../src/domain/subscription.ts'
import { describeSchedule, describeSlot } from '../../../src/pipeline/subscriptions/describe-schedule.ts'
import { nextSlots } from '../../../src/pipeline/subscriptions/next-slots.ts'
import { readSchedule, splitSchedule } from '../../../src/pipeline/subscriptions/read-schedule.ts'

const read = (text: string) => describeSchedule(readSchedule(text, 'Europe/Berlin'))

describe('readSchedule', () => {
  it.each([
    ['', 'every day at 08:00 (Europe/Berlin)'],
    ['daily', 'every day at 08:00 (Europe/Berlin)'],
    ['weekdays 08:15', 'weekdays at 08:15 (Europe/Berlin)'],
    ['mon, thu at 7am and 17:30', 'Mon and Thu at 07:00 and 17:30 (Europe/Berlin)'],
    ['Mondays', 'Mon at 08:00 (Europe/Berlin)'],
    ['every friday at 5 pm America/New_York', 'Fri at 17:00 (America/New_York)'],
    ['fri-mon noon UTC', 'Mon, Fri, Sat and Sun at 12:00 (UTC)'],
    ['weekends 12am', 'weekends at 00:00 (Europe/Berlin)'],
    ['08:00 08:00 8.00', 'every day at 08:00 (Europe/Berlin)'],
    ['07:00 +05:30', 'every day at 07:00 (+05:30)'],
    ['07:00 UTC+2', 'every day at 07:00 (+02:00)'],
  ])('reads %j as %s', (text, words) => {
    expect(read(text)).toBe(words)
  })

  it.each([
    ['08:61', '08:61 is not a time.'],
    ['25:00', '25:00 is not a time.'],
    ['13pm', '13pm is not a time.'],
    ['8:5', '8:5 is not a time.'],
    ['Europe/Atlantis', 'Europe/Atlantis is not a time zone.'],
    ['someday', '“someday” is no day, time or time zone.'],
    ['1:00 2:00 3:00 4:00 5:00 6:00 7:00 8:00 9:00', 'at most 8 times a day'],
  ])('says in plain words what is wrong with %j', (text, message) => {
    expect(() => readSchedule(text, 'UTC')).toThrow(message)
  })
})

describe('splitSchedule', () => {
  it.each([
    ['energy budget weekdays 08:00', 'energy budget', 'weekdays 08:00'],
    ['energy budget', 'energy budget', ''],
    ['"Monday night football"', '"Monday night football"', ''],
    ['ferry -sports on mon and thu at 7am Europe/Berlin', 'ferry -sports', 'on mon and thu at 7am Europe/Berlin'],
    ['storm 08:61', 'storm', '08:61'],
    ['war in the', 'war in the', ''],
    ['weekdays 08:00', '', 'weekdays 08:00'],
    ['ferry 5 pm', 'ferry', '5pm'],
  ])('parts %j', (text, topic, when) => {
    expect(splitSchedule(text)).toEqual({ topic, when })
  })
})

describe('nextSlots', () => {
  const schedule = (zone: string, times: string[], days = 'daily'): Schedule =>
    readSchedule(`${days} ${times.join(' ')}`, zone)
  const next = (one: Schedule, after: string, count: number) =>
    nextSlots(one, after, count).map(({ day, time, at }) => `${day} ${time} ${at}`)

  it('gives each slot at its local time, in summer as in winter', () => {
    expect(next(schedule('Europe/Berlin', ['08:00']), '2026-03-27T12:00:00Z', 3)).toEqual([
      '2026-03-28 08:00 2026-03-28T07:00:00Z',
      '2026-03-29 08:00 2026-03-29T06:00:00Z',
      '2026-03-30 08:00 2026-03-30T06:00:00Z',
    ])
  })

  it('gives a time that the clocks skip once, right after the gap', () => {
    expect(next(schedule('Europe/Berlin', ['02:30']), '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29 02:30 2026-03-29T01:30:00Z',
      '2026-03-30 02:30 2026-03-30T00:30:00Z',
    ])
  })

  it('gives a time that the clocks repeat once', () => {
    expect(next(schedule('America/New_York', ['01:30']), '2026-10-31T12:00:00Z', 2)).toEqual([
      '2026-11-01 01:30 2026-11-01T05:30:00Z',
      '2026-11-02 01:30 2026-11-02T06:30:00Z',
    ])
  })

  it('keeps to the days of the week in the zone, not in UTC', () => {
    expect(next(schedule('Pacific/Auckland', ['08:00'], 'mon'), '2026-05-06T00:00:00Z', 2)).toEqual([
      '2026-05-11 08:00 2026-05-10T20:00:00Z',
      '2026-05-18 08:00 2026-05-17T20:00:00Z',
    ])
  })

  it('never gives the instant that it starts from, and misses no slot of a year at any zone', () => {
    for (const zone of [
      'UTC',
      'Europe/London',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'America/St_Johns',
      'Africa/Casablanca',
    ]) {
      const one = schedule(zone, ['00:00', '02:15', '23:59'])
      let after = '2025-12-31T12:00:00Z'
      const seen = new Set<string>()
      for (let n = 0; n < 3 * 370; n++) {
        const [slot] = nextSlots(one, after, 1)
        if (slot === undefined) throw new Error('no slot')
        expect(slot.at > after).toBe(true)
        seen.add(`${slot.day} ${slot.time}`)
        after = slot.at
      }
      expect(seen.size).toBe(3 * 370)
    }
  })

  it('names a slot as people do', () => {
    const [slot] = nextSlots(schedule('UTC', ['08:00']), '2026-05-05T12:00:00Z', 1)
    expect(slot && describeSlot(slot)).toBe('Wed 6 May, 08:00')
  })
})
