import { createApprovalTables } from './approval-tables.ts'
import { addReplyLines, createChatTables } from './chat-tables.ts'
import { createDeliveryTables } from './delivery-tables.ts'
import type { Dialect } from './dialect.ts'
import { createStoryTables } from './story-tables.ts'

/** A step that a store takes once. Its statements are never edited after a release: what is wrong is mended by a later step. */
export type Migration = { name: string; statements: (dialect: Dialect) => string[] }

/** Every step, oldest first. */
export const migrations: Migration[] = [
  { name: '0001-stores', statements: createStoreTables },
  { name: '0002-search', statements: createSearchTables },
  { name: '0003-feeds', statements: createFeedTables },
  { name: '0004-reposts', statements: createRepostTables },
  { name: '0005-chat', statements: createChatTables },
  { name: '0006-reply-lines', statements: addReplyLines },
  { name: '0007-deliveries', statements: createDeliveryTables },
  { name: '0008-stories', statements: createStoryTables },
  { name: '0009-writing', statements: createBriefClaims },
  { name: '0010-approval', statements: createApprovalTables },
]

function createStoreTables(dialect: Dialect): string[] {
  const { text, bigint } = typesOf(dialect)
  return [
    `create table articles (
      id ${text} primary key, url ${text} unique, version integer not null,
      sort_key ${bigint} not null unique, sorted_at ${text} not null, ingested_at ${text} not null)`,
    `create table article_versions (
      article_id ${text} not null references articles (id) on delete cascade, version integer not null,
      content_hash ${text} not null, saved_at ${text} not null,
      title ${text}, publisher ${text}, origin ${text}, byline ${text}, dateline ${text},
      published_at ${text}, updated_at ${text}, label ${text},
      credits ${text} not null, corrections ${text} not null, is_excerpt integer not null, text ${text} not null,
      primary key (article_id, version), unique (article_id, content_hash))`,
    `create table analyses (
      article_id ${text} not null, version integer not null, analyzer ${text} not null,
      saved_at ${text} not null, analysis ${text} not null,
      primary key (article_id, version, analyzer),
      foreign key (article_id, version) references article_versions (article_id, version) on delete cascade)`,
    // No reference to the article: what was posted keeps its brief when the article is purged.
    `create table briefs (
      id ${text} not null, article_id ${text} not null, version integer not null,
      prompt_hash ${text} not null, model ${text} not null, saved_at ${text} not null, brief ${text} not null,
      primary key (article_id, version, prompt_hash, model))`,
    'create index briefs_by_id on briefs (id)',
    `create table threads (
      thread_key ${text} primary key, platform ${text} not null, space ${text} not null, channel ${text} not null,
      message ${text} not null, started_at ${text} not null, last_turn integer not null, articles ${text} not null)`,
    'create index threads_by_space on threads (platform, space)',
    `create table turns (
      thread_key ${text} not null references threads (thread_key) on delete cascade, number integer not null,
      said_at ${text} not null, by ${text} not null, text ${text} not null, articles ${text} not null,
      primary key (thread_key, number))`,
    `create table usage (
      day ${text} not null, purpose ${text} not null, model ${text} not null,
      calls ${bigint} not null, input_tokens ${bigint} not null, output_tokens ${bigint} not null,
      primary key (day, purpose, model))`,
  ]
}

function createSearchTables(dialect: Dialect): string[] {
  const { text, bigint } = typesOf(dialect)
  const columns = `
      sort_key ${dialect === 'sqlite' ? 'integer' : 'bigint'} primary key,
      article_id ${text} not null unique references articles (id) on delete cascade, version integer not null,
      title_length integer not null, body_length integer not null,
      title_places ${text} not null, body_places ${text} not null`
  const tables = [
    `create table search_terms (term ${text} primary key, articles integer not null)
      ${dialect === 'sqlite' ? 'without rowid' : 'with (fillfactor = 60)'}`,
    `create table search_size (
      id integer primary key check (id = 1), articles ${bigint} not null, title_length ${bigint} not null, body_length ${bigint} not null)`,
    'insert into search_size (id, articles, title_length, body_length) values (1, 0, 0, 0)',
  ]
  return dialect === 'sqlite'
    ? [`create table search_articles (${columns})`, createTermIndexSqlite(), ...tables]
    : [
        // Long columns go outside the row, uncompressed: sorting matches by time then reads few pages, and reading words is quick.
        `create table search_articles (${columns}, words ${text} not null) with (toast_tuple_target = 256)`,
        ...['body_places', 'words'].map((column) => `alter table search_articles alter ${column} set storage external`),
        // A short list of entries that are not yet merged: each search reads it whole.
        `create index search_articles_by_term on search_articles using gin (string_to_array(words, ' ')) with (gin_pending_list_limit = 512)`,
        ...tables,
      ]
}

/**
 * Which article holds which term and where, for words and phrases; nothing here ranks. The row number is the sort key, so
 * that matches come newest first by themselves. The tokenizer splits at blanks alone: every other character of ASCII is
 * named as part of a token, and others always are.
 */
function createTermIndexSqlite(): string {
  const visible = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index)).join('')
  const signs = visible
    .replace(/[a-z0-9]/gi, '')
    .replaceAll("'", "''")
    .replaceAll('"', '""')
  return `create virtual table search_postings using fts5(
      words, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '${signs}'")`
}

function createFeedTables(dialect: Dialect): string[] {
  const { text, bigint } = typesOf(dialect)
  const number = dialect === 'sqlite' ? 'integer primary key' : 'bigint generated always as identity primary key'
  // In SQLite a table whose rows lie in the order of its key has no second tree to write.
  const byKey = dialect === 'sqlite' ? 'without rowid' : ''
  return [
    `create table feeds (
      number ${number}, id ${text} not null unique, url ${text} not null unique, title ${text}, site_url ${text},
      etag ${text}, last_modified ${text}, body_hash ${text}, ttl_seconds ${bigint}, added_at ${text} not null,
      polled_at ${text}, succeeded_at ${text}, failures integer not null, error_code ${text}, error_message ${text},
      due_at ${text} not null, due_ms ${bigint}, rest_until ${text} not null, stopped ${text}, last_entry integer not null)`,
    'create index feeds_by_due on feeds (due_ms) where due_ms is not null',
    `create table feed_entries (
      feed_id ${text} not null references feeds (id) on delete cascade, entry integer not null,
      article_id ${text}, content ${text} not null, page_tries integer not null,
      primary key (feed_id, entry)) ${byKey}`,
    'create index feed_entries_without_page on feed_entries (feed_id, entry) where page_tries > 0',
    // It refers to the feed, not to the entry: removing a feed would else look for the keys of each of its entries.
    `create table feed_keys (
      feed_id ${text} not null references feeds (id) on delete cascade, key ${text} not null,
      entry integer not null, place integer not null,
      primary key (feed_id, key)) ${byKey}`,
  ]
}

function createRepostTables(dialect: Dialect): string[] {
  const { text, bigint } = typesOf(dialect)
  return [
    `alter table articles add column sketch ${text}`,
    `alter table articles add column repost_of ${text} references articles (id) on delete set null`,
    'create index articles_by_repost on articles (repost_of) where repost_of is not null',
    // The articles that hold a hash lie by time, so that the newest of a window are read without the rest.
    `create table article_sketches (hash ${bigint} not null, sort_key ${bigint} not null, primary key (hash, sort_key))
      ${dialect === 'sqlite' ? 'without rowid' : ''}`,
  ]
}

/** Which briefs are being written, so that none is paid for twice. */
function createBriefClaims(dialect: Dialect): string[] {
  const { text } = typesOf(dialect)
  return [
    `create table brief_claims (
      article_id ${text} not null, version integer not null, prompt_hash ${text} not null, model ${text} not null,
      until ${text} not null, primary key (article_id, version, prompt_hash, model))`,
  ]
}

/** Text is compared byte by byte on both, whatever the server's locale. */
function typesOf(dialect: Dialect): { text: string; bigint: string } {
  return dialect === 'sqlite' ? { text: 'text', bigint: 'integer' } : { text: 'text collate "C"', bigint: 'bigint' }
}
