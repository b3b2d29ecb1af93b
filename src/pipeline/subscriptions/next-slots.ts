import { type Schedule, type Weekday, weekdaySchema } from '../../domain/subscription.ts'

/** One moment at which a digest is wanted: the local day and time that name it, and its instant (ISO 8601 UTC). */
export type Slot = { day: string; time: string; at: string }

/** No schedule has a longer gap than a week; a day more for a zone that skipped one. */
const longestGapDays = 9

/**
 * The next slots of a schedule after an instant (ISO 8601), in order. A time that a clock change skips comes right after the
 * gap; one that it repeats comes once, at its first turn.
 */
export function nextSlots(schedule: Schedule, after: string, count: number): Slot[] {
  const from = Temporal.Instant.from(after)
  const slots: Slot[] = []
  // A jump of the clocks may bring a slot of yesterday into today, not further.
  let day = from.toZonedDateTimeISO(schedule.zone).toPlainDate().subtract({ days: 1 })
  for (let looked = 0; slots.length < count && looked <= count * longestGapDays + 2; looked++) {
    for (const { atMs, ...slot } of slotsOf(schedule, day)) if (atMs > from.epochMilliseconds) slots.push(slot)
    day = day.add({ days: 1 })
  }
  return slots.slice(0, count)
}

/** The slots of one local day, in order. Where clocks jump, a skipped time can pass a later one, or meet it: then they are one. */
function slotsOf({ days, times, zone }: Schedule, day: Temporal.PlainDate): (Slot & { atMs: number })[] {
  if (!days.includes(weekdayOf(day))) return []
  const name = day.toString()
  const slots = times.map((time) => {
    const at = Temporal.PlainDateTime.from(`${name}T${time}`).toZonedDateTime(zone).toInstant()
    return { day: name, time, at: at.toString(), atMs: at.epochMilliseconds }
  })
  const ordered = slots.sort((a, b) => a.atMs - b.atMs)
  return ordered.filter(({ atMs }, index) => atMs !== ordered[index - 1]?.atMs)
}

function weekdayOf(day: Temporal.PlainDate): Weekday {
  return weekdaySchema.options[day.dayOfWeek - 1] ?? 'mon'
}
