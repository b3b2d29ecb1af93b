import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'

/** How a run ended: `failed` also counts files and groups that broke outside of a test, and errors that no test caught. */
export type TestCounts = { passed: number; failed: number; skipped: number }

/** Says on which Node the tests run, names what was skipped and why, and ends the run with one line: `tests: 120 passed, 0 failed, 2 skipped`. */
export default function countReporter(write = (line: string) => void process.stdout.write(`${line}\n`)): Reporter {
  let last = 'tests: 0 passed, 1 failed, 0 skipped'
  return {
    onInit() {
      write(`node ${process.version}`)
      process.once('exit', () => write(last)) // after everything else that vitest prints
    },
    onTestRunEnd(modules, unhandled, reason) {
      for (const test of modules.flatMap((module) => [...module.children.allTests('skipped')])) write(skipLine(test))
      const { passed, failed, skipped } = countTests(modules, unhandled.length)
      const broken = reason === 'passed' ? failed : Math.max(failed, 1) // stopped, or no test found
      last = `tests: ${passed} passed, ${broken} failed, ${skipped} skipped`
    },
  }
}

/** Counts the tests of a run. A test that did not finish has failed. */
export function countTests(modules: readonly TestModule[], unhandledErrors: number): TestCounts {
  const counts: TestCounts = { passed: 0, failed: unhandledErrors, skipped: 0 }
  for (const module of modules) {
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      counts[state === 'pending' ? 'failed' : state] += 1
    }
    const groups: (TestModule | TestSuite)[] = [module, ...module.children.allSuites()]
    counts.failed += groups.filter((group) => group.errors().length > 0).length
  }
  return counts
}

function skipLine(test: TestCase): string {
  const result = test.result()
  const note = result.state === 'skipped' ? result.note : undefined
  return `skipped: ${test.module.relativeModuleId} > ${test.fullName}: ${note ?? 'no reason given'}`
}
