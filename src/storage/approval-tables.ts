import type { Dialect } from './dialect.ts'

/** Tables of approval. PostgreSQL gives `due_ms` and `held_ms` as strings: they pass `Number`. */
export type ApprovalTables = {
  approvals: ApprovalRow
  message_edits: MessageEditRow
}

/** A channel that wants approval, one row each. */
export type ApprovalRow = {
  platform: string
  space: string
  channel: string
  name: string | null
  editors: string
  set_by: string
  set_at: string
}

/** A delivery whose messages are to be changed, one row each. */
export type MessageEditRow = {
  delivery_id: string
  platform: string
  wanted: number
  wanted_at: string
  attempts: number
  due_ms: number
  held_ms: number
}

/** The statements that make them, and what the ledger keeps of editors: how one stands with them, at which revision, and that it was taken back. */
export function createApprovalTables(dialect: Dialect): string[] {
  const text = dialect === 'sqlite' ? 'text' : 'text collate "C"'
  const bigint = dialect === 'sqlite' ? 'integer' : 'bigint'
  return [
    `create table approvals (
      platform ${text} not null, space ${text} not null, channel ${text} not null, name ${text}, editors ${text} not null,
      set_by ${text} not null, set_at ${text} not null, primary key (platform, space, channel))`,
    `alter table deliveries add column review ${text}`,
    'alter table deliveries add column revision integer not null default 0',
    `alter table deliveries add column retracted ${text}`,
    `create table message_edits (
      delivery_id ${text} primary key references deliveries (id) on delete cascade, platform ${text} not null,
      wanted integer not null, wanted_at ${text} not null, attempts integer not null, due_ms ${bigint} not null, held_ms ${bigint} not null)`,
    'create index message_edits_by_due on message_edits (due_ms)',
  ]
}
