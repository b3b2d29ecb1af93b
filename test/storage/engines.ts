import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import type { Clock } from '../../src/domain/ports.ts'
import type { Store } from '../../src/domain/store.ts'
import { openStore } from '../../src/storage/open.ts'
import { freshDatabase } from './fresh-database.ts'
import { createMemoryStore } from './memory-store.ts'

/** Something that keeps stores: `open` gives an empty one. Undefined where it cannot run here. */
export type Engine = { name: string; open: ((now: Clock) => Promise<Store>) | undefined }

/** Opens an empty store with a clock that the test sets. */
export type OpenStore = (at?: string) => Promise<{ store: Store; clock: { at: string } }>

/** The fake, SQLite in memory and in a file, and PostgreSQL: what the contract holds for. */
export async function allEngines(): Promise<Engine[]> {
  const postgres = await freshDatabase()
  return [
    { name: 'the memory fake', open: async (now) => createMemoryStore(now) },
    { name: 'SQLite in memory', open: (now) => openStore({ url: 'sqlite::memory:', now }) },
    { name: 'a SQLite file', open: openFile },
    { name: 'PostgreSQL', open: postgres === undefined ? undefined : (now) => openEmpty(postgres, now) },
  ]
}

async function openFile(now: Clock): Promise<Store> {
  const folder = mkdtempSync(join(tmpdir(), 'nutgraf-store-'))
  const store = await openStore({ url: `sqlite:${join(folder, 'deeper', 'nutgraf.db')}`, now })
  const close = async () => {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...store, close }
}

async function openEmpty(url: string, now: Clock): Promise<Store> {
  await emptyDatabase(url)
  return openStore({ url, now })
}

/** Takes everything out of a database of the tests. */
export async function emptyDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('drop schema public cascade; create schema public')
  await client.end()
}
