import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchRow } from './bench-row.ts'

const main = fileURLToPath(new URL('../../main.ts', import.meta.url))

/** Runs the demo in an empty folder that is also home and the folder for temporary files, and counts what it leaves there. */
export async function measureLeftovers(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'nutgraf-demo-'))
  try {
    const places = { HOME: folder, TMPDIR: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder }
    const { status } = spawnSync(process.execPath, [main, 'demo'], { cwd: folder, env: places, stdio: 'ignore' })
    const left = readdirSync(folder).filter((name) => name !== 'node-compile-cache')
    return [
      {
        what: 'demo in an empty folder: exit code, files left behind',
        figure: `${status}, ${left.length === 0 ? 'none' : left.join(' ')}`,
        goal: '0, none',
        isMet: status === 0 && left.length === 0,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}
