import type { Generated } from 'kysely'
import type { Dialect } from './dialect.ts'

/** Tables of what was, or is to be, posted without being asked for. Lists and replies are JSON text. */
export type DeliveryTables = {
  deliveries: DeliveryRow
  shown_articles: {
    platform: string
    space: string
    channel: string
    article_id: string
    version: number
    delivery_id: string
    shown_ms: number
  }
  mutes: MuteRow
}

/**
 * One row for a subscription and slot. `number` rises with each; `try_ms` is when it is tried next, null once it has ended; `holder` is the
 * process that works on it until `held_ms`. PostgreSQL gives the last three as strings: they pass `Number`.
 */
export type DeliveryRow = {
  number: Generated<number>
  id: string
  subscription_id: string
  platform: string
  space: string
  channel: string
  topic: string
  kind: string
  slot: string
  due_at: string
  missed: number
  stage: string
  since: string | null
  until: string | null
  reply: string | null
  articles: string
  posted: string
  sending_part: number | null
  sending_at: string | null
  attempts: number
  try_at: string
  try_ms: number | null
  problem: string | null
  ended_at: string | null
  holder: string | null
  held_ms: number
  under: string | null
  asked_at: string | null
  review: string | null
  revision: Generated<number>
  retracted: string | null
}

/** What a channel does not want to see. */
export type MuteRow = {
  platform: string
  space: string
  channel: string
  kind: string
  value: string
  label: string
  created_by: string
  created_at: string
}

/** The statements that make them. */
export function createDeliveryTables(dialect: Dialect): string[] {
  const text = dialect === 'sqlite' ? 'text' : 'text collate "C"'
  const bigint = dialect === 'sqlite' ? 'integer' : 'bigint'
  const number = dialect === 'sqlite' ? 'integer primary key' : 'bigint generated always as identity primary key'
  return [
    `alter table subscriptions add column alerts integer not null default 0`,
    `alter table subscriptions add column quiet_days ${text} not null default 'nothing'`,
    `alter table subscriptions add column next_at ${text}`,
    `alter table subscriptions add column next_ms ${bigint} not null default 0`,
    'create index subscriptions_by_next on subscriptions (next_ms) where paused is null',
    // No reference to the subscription: what was posted is told after it has ended too.
    `create table deliveries (
      number ${number}, id ${text} not null unique, subscription_id ${text} not null, platform ${text} not null,
      space ${text} not null, channel ${text} not null, topic ${text} not null, kind ${text} not null, slot ${text} not null,
      due_at ${text} not null, missed integer not null, stage ${text} not null, since ${text}, until ${text}, reply ${text},
      articles ${text} not null, posted ${text} not null, sending_part integer, sending_at ${text}, attempts integer not null,
      try_at ${text} not null, try_ms ${bigint}, problem ${text}, ended_at ${text}, holder ${text}, held_ms ${bigint} not null,
      unique (subscription_id, slot))`,
    'create index deliveries_by_try on deliveries (try_ms) where try_ms is not null',
    'create index deliveries_by_channel on deliveries (platform, space, channel, number) where try_ms is not null',
    'create index deliveries_by_subscription on deliveries (subscription_id, number)',
    'create index deliveries_by_stage on deliveries (stage, number)',
    `create table shown_articles (
      platform ${text} not null, space ${text} not null, channel ${text} not null, article_id ${text} not null,
      version integer not null, delivery_id ${text} not null, shown_ms ${bigint} not null,
      primary key (platform, space, channel, article_id, delivery_id))`,
    'create index shown_articles_by_delivery on shown_articles (delivery_id)',
    `create table mutes (
      platform ${text} not null, space ${text} not null, channel ${text} not null, kind ${text} not null, value ${text} not null,
      label ${text} not null, created_by ${text} not null, created_at ${text} not null,
      primary key (platform, space, channel, kind, value))`,
  ]
}
