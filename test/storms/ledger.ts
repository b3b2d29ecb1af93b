import { DatabaseSync } from 'node:sqlite'
import { Pool } from 'pg'

/** A row that has not ended, with who works on it: what the store itself shows to nobody. */
export type OpenRow = {
  id: string
  subscription: string
  slot: string
  holder: string | null
  heldMs: number
  stage: string
  sending: number | null
}

/** The ledger as it stands in the database, beside the program. */
export type Ledger = {
  open(): Promise<OpenRow[]>
  /** the slots that are in it, as `subscription slot` */
  slots(): Promise<Set<string>>
  close(): Promise<void>
}

const openRows = `select id, subscription_id, slot, holder, held_ms, stage, sending_part from deliveries where try_ms is not null`
const allSlots = 'select subscription_id, slot from deliveries'

/** Opens the ledger of a store. */
export async function openLedger(url: string): Promise<Ledger> {
  const { query, close } = url.startsWith('sqlite:') ? openFile(url.slice('sqlite:'.length)) : connect(url)
  return {
    open: async () =>
      (await query(openRows)).map((row) => ({
        id: String(row['id']),
        subscription: String(row['subscription_id']),
        slot: String(row['slot']),
        holder: row['holder'] === null ? null : String(row['holder']),
        heldMs: Number(row['held_ms']),
        stage: String(row['stage']),
        sending: row['sending_part'] === null ? null : Number(row['sending_part']),
      })),
    slots: async () => new Set((await query(allSlots)).map((row) => `${row['subscription_id']} ${row['slot']}`)),
    close,
  }
}

type Query = (sql: string) => Promise<Record<string, unknown>[]>

function openFile(path: string): { query: Query; close(): Promise<void> } {
  const file = new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
  return { query: async (sql) => file.prepare(sql).all() as Record<string, unknown>[], close: async () => file.close() }
}

function connect(url: string): { query: Query; close(): Promise<void> } {
  // One connection: what is asked at once waits for its turn.
  const pool = new Pool({ connectionString: url, max: 1 })
  pool.on('error', () => undefined)
  return { query: async (sql) => (await pool.query(sql)).rows, close: () => pool.end() }
}
