import type { Dialect } from './dialect.ts'

/** Tables of stories. PostgreSQL gives `number` as a string: it passes `Number`. */
export type StoryTables = {
  story_articles: { article_id: string; version: number; story_id: string; number: number; signature: string }
  story_clock: { id: number; number: number }
}

/** The statements that make them, what a message that follows another in its thread needs in the ledger, and a way to what changed. */
export function createStoryTables(dialect: Dialect): string[] {
  const text = dialect === 'sqlite' ? 'text' : 'text collate "C"'
  const bigint = dialect === 'sqlite' ? 'integer' : 'bigint'
  return [
    `create table story_articles (
      article_id ${text} primary key references articles (id) on delete cascade, version integer not null,
      story_id ${text} not null, number ${bigint} not null, signature ${text} not null)`,
    'create index story_articles_by_story on story_articles (story_id)',
    'create index story_articles_by_number on story_articles (number)',
    `create table story_clock (id integer primary key check (id = 1), number ${bigint} not null)`,
    'insert into story_clock (id, number) values (1, 0)',
    `alter table deliveries add column under ${text}`,
    `alter table deliveries add column asked_at ${text}`,
    'create index deliveries_by_message on deliveries (platform, space, channel, under) where under is not null',
    // What a reply rested on as it was given: its articles may change, and its stories grow.
    `alter table replies add column evidence ${text}`,
    // Few articles change, and these are looked for every few minutes.
    'create index article_versions_changed on article_versions (saved_at) where version > 1',
  ]
}
