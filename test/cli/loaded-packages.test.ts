import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const main = new URL('../../src/main.ts', import.meta.url).href
const sample = fileURLToPath(new URL('../../seeds/bridge-reopening.txt', import.meta.url))

/** The packages that a command loads, by the names of the folders that they come from. */
function packagesOf(args: string[]): string[] {
  const script = `
    import { registerHooks } from 'node:module'
    const names = new Set()
    registerHooks({ load(url, context, next) {
      const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1]
      if (name) names.add(name)
      return next(url, context)
    } })
    process.argv = [process.argv[0], 'main.ts', ...${JSON.stringify(args)}]
    process.on('exit', () => process.stderr.write('\\n' + JSON.stringify([...names].sort())))
    await import(${JSON.stringify(main)})`
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  expect(run.status).toBe(0)
  return JSON.parse(run.stderr.slice(run.stderr.lastIndexOf('\n')))
}

describe('starting', () => {
  it('loads only what reads the command line, where a text file is briefed', () => {
    expect(packagesOf(['brief', sample])).toEqual(['commander'])
  })

  it('loads the parser of pages for a page, which shows that the test above can fail', () => {
    const page = fileURLToPath(new URL('../../seeds/reservoir-silence.html', import.meta.url))
    expect(packagesOf(['brief', page])).toContain('linkedom')
  })
})
