/** What is old (ISO 8601 UTC): what came in or was said before one instant, and what was shown in a channel before another. */
export type PurgeBounds = { before: string; shownBefore: string }

/** How many were deleted because they were old; `shown` are articles as shown in a channel. */
export type PurgeCounts = { articles: number; deliveries: number; shown: number; replies: number; threads: number }

/** A workspace or server. */
export type Space = { platform: string; space: string }

/** How many there are, or were deleted, of one workspace or server. Turns go with their threads. */
export type SpaceCounts = {
  subscriptions: number
  deliveries: number
  shown: number
  mutes: number
  approvals: number
  replies: number
  reports: number
  threads: number
  changes: number
}
