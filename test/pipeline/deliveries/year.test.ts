import { afterEach, describe, expect, it } from 'vitest'
import type { Delivery } from '../../../src/domain/delivery.ts'
import type { Store } from '../../../src/domain/store.ts'
import { type Subscription, weekdaySchema } from '../../../src/domain/subscription.ts'
import { planSlots } from '../../../src/pipeline/deliveries/plan-slots.ts'
import { nextSlots } from '../../../src/pipeline/subscriptions/next-slots.ts'
import { openStore } from '../../../src/storage/open.ts'
import { seededRandom } from '../../storage/generated-articles.ts'
import { instantOf, offsetsOf } from './local-clock.ts'
import { fault } from './with-channel.ts'

const zones = [
  'America/New_York',
  'Europe/London',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Santiago',
  'Africa/Casablanca',
  'UTC',
]
/** Among them the hours at which clocks change. */
const times = [
  '00:00',
  '00:30',
  '01:15',
  '01:30',
  '02:00',
  '02:15',
  '02:30',
  '03:00',
  '06:45',
  '08:00',
  '12:00',
  '17:30',
  '23:45',
]
const start = Date.UTC(2026, 0, 1)
const end = Date.UTC(2027, 0, 1)
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000]
const offsets = new Map(zones.map((zone) => [zone, offsetsOf(zone, start - 3 * day, end + 3 * day)]))

let store: Store
afterEach(() => store.close())

describe('a year of 200 subscriptions in eight zones', () => {
  it('has every slot due exactly once, at the hour that the clocks there show', { timeout: 120_000 }, async () => {
    const subscriptions = await subscribe(seededRandom(11))
    await live(seededRandom(12), () => false)
    const rows = await ledger()
    for (const subscription of subscriptions) {
      const own = rows.get(subscription.id) ?? []
      expect(
        own.map(({ dueAt }) => dueAt),
        inWords(subscription),
      ).toEqual(expectedSlots(subscription))
      expect(own.every(({ stage, kind, missed }) => stage === 'due' && kind === 'digest' && missed === 0)).toBe(true)
    }
  })

  it('makes up once for every stop of up to three days, and loses no slot without a word', {
    timeout: 120_000,
  }, async () => {
    const random = seededRandom(21)
    const stops: [from: number, to: number][] = []
    for (let at = start + random() * 10 * day; at < end; at += (3 + random() * 20) * day)
      stops.push([at, at + random() * 3 * day])
    const subscriptions = await subscribe(random)
    const wakes = await live(random, (ms) => stops.some(([from, to]) => ms >= from && ms < to))
    // What comes between the last wake before a stop and the first one after it is for that first one to make up.
    const gaps = stops.map(
      ([from, to]) => [wakes.findLast((at) => at < from) ?? 0, wakes.find((at) => at >= to) ?? 0] as const,
    )
    const rows = await ledger()
    let madeUp = 0
    for (const subscription of subscriptions) {
      const own = rows.get(subscription.id) ?? []
      const slots = expectedSlots(subscription)
      // The last stop may reach beyond the year.
      expect(
        own.map(({ dueAt }) => dueAt),
        inWords(subscription),
      ).toEqual(slots.slice(0, own.length))
      expect(slots.length - own.length).toBeLessThan(3 * 3)
      for (const [from, to] of gaps) {
        const inside = own.filter(({ dueAt }) => Date.parse(dueAt) > from && Date.parse(dueAt) <= to)
        const sent = inside.filter(({ stage }) => stage === 'due')
        expect(sent.length, `${inWords(subscription)} in a stop`).toBe(inside.length === 0 ? 0 : 1)
        const [last] = sent
        if (last === undefined) continue
        expect(last).toBe(inside.at(-1))
        expect(last.missed).toBe(inside.length - 1)
        // One slot that came less than an hour before we are back is simply its digest.
        expect(last.kind).toBe(inside.length > 1 || to - Date.parse(last.dueAt) > hour ? 'made-up' : 'digest')
        if (last.kind === 'made-up') madeUp++
        for (const other of inside.slice(0, -1)) expect(other.problem).toContain('Nothing ran then.')
      }
    }
    expect(madeUp).toBeGreaterThan(500)
  })
})

async function subscribe(random: () => number): Promise<Subscription[]> {
  store = await openStore({ url: 'sqlite::memory:', now: () => new Date(start) })
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const subscriptions: Subscription[] = []
  for (let number = 0; number < 200; number++) {
    const zone = zones[number % zones.length] ?? 'UTC'
    const days = random() < 0.5 ? weekdaySchema.options : weekdaySchema.options.filter(() => random() < 0.4)
    const schedule = {
      days: days.length === 0 ? [pick(weekdaySchema.options)] : [...days],
      times: [...new Set(Array.from({ length: random() < 0.8 ? 1 : 3 }, () => pick(times)))].sort(),
      zone,
    }
    const nextAt = nextSlots(schedule, new Date(start - 1).toISOString(), 1)[0]?.at ?? null
    const place = { platform: 'slack', space: 'T1', channel: `C${number}`, topic: 'ferry' }
    const rest = {
      alerts: 0,
      quietDays: 'nothing' as const,
      createdBy: 'U1',
      createdAt: new Date(start).toISOString(),
      paused: null,
      nextAt,
    }
    subscriptions.push(await store.subscriptions.save({ id: `s${number}`, ...place, schedule, ...rest }))
  }
  return subscriptions
}

/** Wakes at the minutes at which something can be due, some seconds late, as a busy program does. */
async function live(random: () => number, isStopped: (ms: number) => boolean): Promise<number[]> {
  let id = 0
  const wakes: number[] = []
  for (let ms = start; ms < end; ms += 15 * minute) {
    const at = ms + Math.floor(random() * 50_000)
    if (isStopped(at)) continue
    wakes.push(at)
    await planSlots({ store, newId: () => `d${id++}`, fault }, new Date(at).toISOString())
  }
  return wakes
}

async function ledger(): Promise<Map<string, Delivery[]>> {
  const all = await store.deliveries.list({ limit: 1_000_000 })
  return Map.groupBy(all.reverse(), ({ subscription }) => subscription)
}

function expectedSlots({ schedule: { days, times: wanted, zone } }: Subscription): string[] {
  const offsetAt = offsets.get(zone) ?? (() => 0)
  const slots: number[] = []
  for (let local = start - 2 * day; local < end + 2 * day; local += day) {
    const weekday = weekdaySchema.options[(new Date(local).getUTCDay() + 6) % 7] ?? 'mon'
    if (!days.includes(weekday)) continue
    for (const time of wanted) {
      const [hours = 0, minutes = 0] = time.split(':').map(Number)
      slots.push(instantOf(local + hours * hour + minutes * minute, offsetAt))
    }
  }
  // Two times that a jump of the clocks brings together are one slot.
  const due = [...new Set(slots)].filter((ms) => ms >= start && ms < end).sort((a, b) => a - b)
  return due.map((ms) => new Date(ms).toISOString())
}

function inWords({ id, schedule: { days, times: at, zone } }: Subscription): string {
  return `${id}: ${days.join(' ')} ${at.join(' ')} ${zone}`
}
