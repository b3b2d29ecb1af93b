import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../storage/fresh-database.ts'
import { killDeliveries } from './kill-deliveries.ts'

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-storms-'))
const postgres = await freshDatabase()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const noHarm = { doubled: [], lost: [], untrue: [], breaches: [], faults: [] }
const size = { factor: 10, channels: 60, forums: 0, backlog: 8 }
const timeout = 120_000

// They wait for the most part, so they run at once. The long ones are run by hand: kill-deliveries.ts, and faults.ts of broken platforms.
describe.concurrent('deliveries in a storm', () => {
  it('are posted once each where the process is killed again and again, on SQLite', { timeout }, async () => {
    const database = `sqlite:${join(folder, 'kills.db')}`
    const report = await killDeliveries({ ...size, database, processes: 1, kills: 10, seed: 7 })
    expect(report).toMatchObject({ kills: 10, ...noHarm })
    expect(report.between).toBeGreaterThan(1)
  })

  it.skipIf(postgres === undefined)(
    'are posted once each where one of three processes is killed again and again, on PostgreSQL',
    { timeout },
    async () => {
      const report = await killDeliveries({ ...size, database: postgres ?? '', processes: 3, kills: 8, seed: 8 })
      expect(report).toMatchObject({ kills: 8, ...noHarm })
      // Where the kills fall is chance: of eight about half do here.
      expect(report.between).toBeGreaterThan(0)
    },
  )
})
