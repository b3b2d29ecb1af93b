import { AppError } from '../../domain/app-error.ts'
import { type Schedule, type Weekday, weekdaySchema } from '../../domain/subscription.ts'
import { isWish } from './read-wishes.ts'

const week: readonly Weekday[] = weekdaySchema.options
const workdays = week.slice(0, 5)

/** When a digest comes where nobody says: every day at eight. */
const usualTime = '08:00'

/** More times a day than this are no digest any more. */
const mostTimes = 8

const dayWords: Record<string, readonly Weekday[]> = {
  daily: week,
  everyday: week,
  weekdays: workdays,
  weekday: workdays,
  workdays,
  weekends: ['sat', 'sun'],
  weekend: ['sat', 'sun'],
}
const dayNames: Record<string, Weekday> = {
  monday: 'mon',
  tuesday: 'tue',
  tues: 'tue',
  wednesday: 'wed',
  weds: 'wed',
  thursday: 'thu',
  thur: 'thu',
  thurs: 'thu',
  friday: 'fri',
  saturday: 'sat',
  sunday: 'sun',
}
/** Words between the others that say nothing of their own. */
const fillers = /^(?:at|on|and|every|each|in|day|of|the|week|&|,)$/

/**
 * Reads when a digest is wanted: `weekdays 08:00 Europe/Berlin`, `mon, thu at 7am and 17:30`, `daily`. Nothing at all is every
 * day at 08:00. `zone` is the asker's own time zone, used where none is named.
 * @throws AppError `usage` with one plain sentence: "08:61 is not a time."
 */
export function readSchedule(text: string, zone: string): Schedule {
  const days = new Set<Weekday>()
  const times = new Set<string>()
  let named: string | null = null
  for (const word of wordsOf(text)) {
    const some = daysOf(word)
    if (some !== null) for (const day of some) days.add(day)
    else if (looksLikeTime(word)) times.add(timeOf(word))
    else if (looksLikeZone(word)) named = zoneOf(word)
    else if (!fillers.test(word.toLowerCase())) {
      throw new AppError(
        'usage',
        `“${word}” is no day, time or time zone. Write for example: weekdays 08:00 Europe/Berlin`,
      )
    }
  }
  if (times.size > mostTimes) throw new AppError('usage', `A digest can come at most ${mostTimes} times a day.`)
  return {
    days: days.size === 0 ? [...week] : week.filter((day) => days.has(day)),
    times: times.size === 0 ? [usualTime] : [...times].sort(),
    zone: named ?? zoneOf(zone),
  }
}

/**
 * Parts a topic from the words at its end that say when: `energy budget weekdays 08:00` → the topic `energy budget`, when
 * `weekdays 08:00`. Words in quotes stay in the topic.
 */
export function splitSchedule(text: string): { topic: string; when: string } {
  const words = joinedHalves(text).trim().split(/\s+/)
  let first = words.length
  while (first > 0 && saysWhen(words[first - 1] ?? '')) first--
  // "on", "at" and the like belong to when only with something behind them.
  while (
    first < words.length &&
    fillers.test(words[first]?.toLowerCase() ?? '') &&
    !words.slice(first).some(isPlainWhen)
  )
    first++
  return { topic: words.slice(0, first).join(' '), when: words.slice(first).join(' ') }
}

/** A time in a topic, outside quote marks: `energy 08:00 EST` → `08:00`. Such a topic finds nothing; the words behind the time were not understood. */
export function timeInTopic(topic: string): string | null {
  const plain = topic.replace(/[“”„]/g, '"').replace(/"[^"]*"/g, ' ')
  return plain.split(/\s+/).find((word) => looksLikeTime(word)) ?? null
}

function saysWhen(word: string): boolean {
  return isPlainWhen(word) || fillers.test(word.toLowerCase())
}

function isPlainWhen(word: string): boolean {
  return (
    isWish(word) || wordsOf(word).some((part) => daysOf(part) !== null || looksLikeTime(part) || looksLikeZone(part))
  )
}

function wordsOf(text: string): string[] {
  return joinedHalves(text)
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
}

/** `5 pm` → `5pm` */
function joinedHalves(text: string): string {
  return text.replace(/(\d)\s+([ap])\.?m\.?(?![a-z])/gi, '$1$2m')
}

function daysOf(word: string): readonly Weekday[] | null {
  const text = word.toLowerCase().replace(/\.$/, '')
  const group = dayWords[text]
  if (group !== undefined) return group
  const [from, to] = text.split(/[-–]/)
  const first = dayOf(from ?? '')
  if (first === null) return null
  if (to === undefined) return [first]
  const last = dayOf(to)
  if (last === null) return null
  const [start, end] = [week.indexOf(first), week.indexOf(last)]
  return start <= end ? week.slice(start, end + 1) : [...week.slice(start), ...week.slice(0, end + 1)]
}

function dayOf(word: string): Weekday | null {
  const singular = word.replace(/(?<=day)s$/, '')
  return dayNames[singular] ?? week.find((day) => day === singular) ?? null
}

function looksLikeTime(word: string): boolean {
  return /^\d{1,2}[:.h]\d{1,3}(?:[ap]m)?$|^\d{1,2}[ap]m$|^(?:noon|midnight)$/i.test(word)
}

/** `7am` → `07:00`, `17:30`, `8.15`, `noon`. */
function timeOf(word: string): string {
  if (/^noon$/i.test(word)) return '12:00'
  if (/^midnight$/i.test(word)) return '00:00'
  const [, hourText = '', minuteText = '00', half] = /^(\d{1,2})(?:[:.h](\d{1,3}))?([ap]m)?$/i.exec(word) ?? []
  const isTwelve = half !== undefined
  const hour = isTwelve ? (Number(hourText) % 12) + (/p/i.test(half) ? 12 : 0) : Number(hourText)
  const isHour = isTwelve ? Number(hourText) >= 1 && Number(hourText) <= 12 : Number(hourText) <= 23
  if (!isHour || minuteText.length !== 2 || Number(minuteText) > 59) {
    throw new AppError('usage', `${word} is not a time. Write for example: 08:00 or 5:30pm`)
  }
  return `${String(hour).padStart(2, '0')}:${minuteText}`
}

function looksLikeZone(word: string): boolean {
  return /^[A-Za-z]+(?:_[A-Za-z]+)*\/[A-Za-z_/+-]+\d*$|^(?:UTC|GMT|Z)$|^(?:UTC|GMT)?[+-]\d{1,2}(?::?\d\d)?$/.test(word)
}

function zoneOf(word: string): string {
  const offset = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?$/.exec(word)
  const name = offset
    ? `${offset[1]}${(offset[2] ?? '').padStart(2, '0')}:${offset[3] ?? '00'}`
    : word === 'Z'
      ? 'UTC'
      : word
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId
  } catch {
    throw new AppError('usage', `${word} is not a time zone. Write for example: Europe/Berlin, America/New_York or UTC`)
  }
}
