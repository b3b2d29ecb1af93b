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
  let day = from.toZonedDateTimeISO(schedule.zone).toPlainDate().subtract({ days: 1 })
  for (let looked = 0; slots.length < count && looked <= count * longestGapDays + 2; looked++) {
    slots.push(
      ...slotsOf(schedule, day).filter(({ at }) => Temporal.Instant.compare(Temporal.Instant.from(at), from) > 0),
    )
    day = day.add({ days: 1 })
  }
  return slots.slice(0, count)
}

/** The slots of one local day. */
function slotsOf({ days, times, zone }: Schedule, day: Temporal.PlainDate): Slot[] {
  if (!days.includes(weekdayOf(day))) return []
  return times.map((time) => {
    const at = day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
    return { day: day.toString(), time, at: at.toInstant().toString() }
  })
}

function weekdayOf(day: Temporal.PlainDate): Weekday {
  return weekdaySchema.options[day.dayOfWeek - 1] ?? 'mon'
}
