import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/storage/open.ts'
import { startModelServer } from '../model-server/model-server.ts'
import { runCommand } from './run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-usage-'))
const database = `sqlite:${join(folder, 'nutgraf.db')}`
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

beforeAll(async () => {
  for (const [day, purpose, inputTokens, outputTokens] of [
    ['2026-04-01', 'brief', 9_000, 900],
    ['2026-05-07', 'brief', 12_345, 678],
    ['2026-05-08', 'answer', 1_000, 20],
    ['2026-05-08', 'brief', 2_000, 300],
  ] as const) {
    const store = await openStore({ url: database, now: () => new Date(`${day}T08:00:00Z`) })
    await store.usage.add({ purpose, model: 'gpt-one', inputTokens, outputTokens })
    await store.close()
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('usage', () => {
  it('shows what was spent on what, with sums and the budget of the day', async () => {
    expect((await runCommand(['usage'], '', database)).out).toBe(
      [
        'day         purpose  model    calls  tokens in  tokens out',
        '2026-05-07  brief    gpt-one      1     12,345         678',
        '2026-05-08  answer   gpt-one      1      1,000          20',
        '2026-05-08  brief    gpt-one      1      2,000         300',
        'in all                            3     15,345         998',
        'Today (2026-05-08, UTC): 3,320 tokens of 500,000.',
        '',
      ].join('\n'),
    )
  })

  it('goes back as far as it is told, today included', async () => {
    expect(JSON.parse((await runCommand(['usage', '--since', '1d', '--json'], '', database)).out)).toMatchObject({
      since: '2026-05-08',
      rows: [{ purpose: 'answer' }, { purpose: 'brief' }],
      sum: { calls: 2, inputTokens: 3_000, outputTokens: 320 },
      today: { day: '2026-05-08', tokens: 3_320, dailyTokens: 500_000 },
    })
    expect((await runCommand(['usage', '--since', '6w'], '', database)).out).toContain('2026-04-01')
  })

  it('says that there was nothing, and refuses what is no length of time', async () => {
    expect((await runCommand(['usage'])).out).toBe(
      'No model took any tokens since 2026-04-09.\nToday (2026-05-08, UTC): 0 tokens of 500,000.\n',
    )
    expect(await runCommand(['usage', '--since', 'May'])).toMatchObject({
      code: 2,
      err: '--since takes days or weeks, such as 30d or 4w, not “May”.\n',
    })
  })
})

describe('doctor, of a model', () => {
  async function doctor(env: Record<string, string>): Promise<string> {
    const child = spawn(process.execPath, [main, 'doctor'], {
      env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: 'sqlite::memory:', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await once(child, 'close')
    return said
  }

  it('asks the model that is set, and no model where none is', async () => {
    const server = await startModelServer({ answer: () => ({ question: 'When?' }), key: 'sk-1', models: ['one'] })
    const key = { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: server.url }
    const [asked, none] = await Promise.all([
      doctor({ ...key, NUTGRAF_MODEL: 'one', NUTGRAF_FALLBACK_MODEL: 'two' }),
      doctor(key),
    ])
    await server.close()
    expect(asked).toContain('answers by a strict schema, and counts its tokens')
    expect(asked).toContain('The fallback model server does not have the model “two”: check NUTGRAF_FALLBACK_MODEL.')
    expect(none).toContain('ok    no model is set: briefs are extracted, and answers quoted')
    expect(server.requests).toHaveLength(1)
  })

  it('tells a fault in the settings once', async () => {
    const said = await doctor({ NUTGRAF_MODEL: 'one' })
    expect(said.split('NUTGRAF_MODEL needs OPENAI_API_KEY')).toHaveLength(2)
  })
})
