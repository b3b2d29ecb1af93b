import { z } from 'zod'

/** The days of the week, Monday first. */
export const weekdaySchema = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])
export type Weekday = z.infer<typeof weekdaySchema>

/** When a digest is wanted: on these days (in the order of the week), at these times (`HH:MM`, in order), in an IANA time zone. */
export const scheduleSchema = z.object({
  days: z.array(weekdaySchema).min(1),
  times: z.array(z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)).min(1),
  zone: z.string(),
})
export type Schedule = z.infer<typeof scheduleSchema>

/** What is posted on a day without news: nothing, or a line that says so. */
export const quietDaySchema = z.enum(['nothing', 'line'])

/** A channel's standing request for digests on a topic. `paused` says in one sentence why none are posted, or is null. */
export type Subscription = {
  id: string
  platform: string
  space: string
  channel: string
  topic: string
  schedule: Schedule
  /** how many stories a day may be posted at once when they weigh much; 0 for none */
  alerts: number
  quietDays: z.infer<typeof quietDaySchema>
  createdBy: string
  createdAt: string
  paused: string | null
  /** ISO 8601 UTC: the first slot that is not in the ledger yet; null where that is still to be found */
  nextAt: string | null
}
