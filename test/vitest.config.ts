import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import countReporter from './count-reporter.ts'

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    globalSetup: [fileURLToPath(new URL('storage/postgres-setup.ts', import.meta.url))],
    reporters: ['default', countReporter()],
    // One for each core: most tests wait for processes, servers and disks, and vitest alone would leave a core of two idle.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 120_000,
  },
})
