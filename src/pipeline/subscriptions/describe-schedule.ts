import { type Schedule, type Subscription, type Weekday, weekdaySchema } from '../../domain/subscription.ts'
import type { Slot } from './next-slots.ts'

const names: Record<Weekday, string> = {
  mon: 'Mon',
  tue: 'Tue',
  wed: 'Wed',
  thu: 'Thu',
  fri: 'Fri',
  sat: 'Sat',
  sun: 'Sun',
}
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** A schedule in words: `weekdays at 08:00 and 17:30 (Europe/Berlin)`. */
export function describeSchedule({ days, times, zone }: Schedule): string {
  return `${daysInWords(days)} at ${joined(times)} (${zone})`
}

/** All that a subscription asks for: `weekdays at 08:00 (Europe/Berlin), up to 2 alerts a day, a line on quiet days`. */
export function describeWishes({
  schedule,
  alerts,
  quietDays,
}: Pick<Subscription, 'schedule' | 'alerts' | 'quietDays'>): string {
  return [
    describeSchedule(schedule),
    ...(alerts > 0 ? [`up to ${alerts} ${alerts === 1 ? 'alert' : 'alerts'} a day`] : []),
    ...(quietDays === 'line' ? ['a line on quiet days'] : []),
  ].join(', ')
}

/** A slot as people write it, with its weekday: `Wed 6 May, 08:00`. */
export function describeSlot({ day, time }: Slot): string {
  const date = Temporal.PlainDate.from(day)
  const weekday = weekdaySchema.options[date.dayOfWeek - 1] ?? 'mon'
  return `${names[weekday]} ${date.day} ${months[date.month - 1]}, ${time}`
}

function daysInWords(days: Weekday[]): string {
  const all = days.join(' ')
  if (days.length === 7) return 'every day'
  if (all === 'mon tue wed thu fri') return 'weekdays'
  if (all === 'sat sun') return 'weekends'
  return joined(days.map((day) => names[day]))
}

function joined(parts: string[]): string {
  const last = parts.at(-1) ?? ''
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`
}
