import type { Generated } from 'kysely'
import type { Dialect } from './dialect.ts'

/** Tables of what channels asked for and were given. Lists, schedules and replies are JSON text. */
export type ChatTables = {
  subscriptions: SubscriptionRow
  replies: ReplyRow
  reports: ReportRow
  changes: { number: Generated<number>; at: string; platform: string; space: string; person: string; what: string }
}

/** A channel's standing request; unique for its channel and topic. `next_ms` is `next_at` in milliseconds since 1970, 0 where it is to be found. */
export type SubscriptionRow = {
  id: string
  platform: string
  space: string
  channel: string
  topic: string
  schedule: string
  created_by: string
  created_at: string
  paused: string | null
  alerts: number
  quiet_days: string
  next_at: string | null
  next_ms: number
}

/** A reply as it was given. */
export type ReplyRow = {
  id: string
  platform: string
  space: string
  channel: string
  person: string
  asked: string
  reply: string
  lines: string
  articles: string
  /** cards as JSON, or null */
  evidence: string | null
  given_at: string
}

/** What a reader says is wrong with a reply. */
export type ReportRow = {
  id: string
  reply_id: string
  platform: string
  space: string
  channel: string
  person: string
  fault: string
  note: string
  reported_at: string
}

/** The statements that make them. */
export function createChatTables(dialect: Dialect): string[] {
  const text = dialect === 'sqlite' ? 'text' : 'text collate "C"'
  const number = dialect === 'sqlite' ? 'integer primary key' : 'bigint generated always as identity primary key'
  return [
    `create table subscriptions (
      id ${text} primary key, platform ${text} not null, space ${text} not null, channel ${text} not null,
      topic ${text} not null, schedule ${text} not null, created_by ${text} not null, created_at ${text} not null,
      paused ${text}, unique (platform, space, channel, topic))`,
    `create table replies (
      id ${text} primary key, platform ${text} not null, space ${text} not null, channel ${text} not null,
      person ${text} not null, asked ${text} not null, reply ${text} not null, articles ${text} not null, given_at ${text} not null)`,
    'create index replies_by_space on replies (platform, space)',
    // No reference to the reply: a report outlives it.
    `create table reports (
      id ${text} primary key, reply_id ${text} not null, platform ${text} not null, space ${text} not null, channel ${text} not null,
      person ${text} not null, fault ${text} not null, note ${text} not null, reported_at ${text} not null)`,
    'create index reports_by_space on reports (platform, space)',
    `create table changes (
      number ${number}, at ${text} not null, platform ${text} not null, space ${text} not null, person ${text} not null, what ${text} not null)`,
  ]
}

/** What a reply rests on, for replies from now on; those before show nothing under "Evidence" but where they are briefs. */
export function addReplyLines(dialect: Dialect): string[] {
  const text = dialect === 'sqlite' ? 'text' : 'text collate "C"'
  return [`alter table replies add column lines ${text} not null default '[]'`]
}
