import { once } from 'node:events'
import type { CommandContext, ExitCode } from './cli/context.ts'
import { runProgram } from './cli/program.ts'
import { createFileReader } from './reading/file-reader.ts'

/** Where the store is when no setting says otherwise. */
const defaultDatabase = 'sqlite:data/nutgraf.db'

/** The parts of a process that the program uses. */
export type AppProcess = Pick<NodeJS.Process, 'argv' | 'env' | 'stdin' | 'stdout' | 'stderr'>

/** Puts the program together: the only place that reads the clock, the dice and the environment. */
export async function runApp(process: AppProcess): Promise<ExitCode> {
  return runProgram(process.argv.slice(2), createContext(process))
}

function createContext({ env, stdin, stdout, stderr }: AppProcess): CommandContext {
  return {
    stdin,
    write: async (text) => {
      if (!stdout.write(text) && !stdout.destroyed) await once(stdout, 'drain')
    },
    complain: (line) => void stderr.write(`${line}\n`),
    now: () => new Date(),
    documents: createFileReader({ stdin }),
    openStore: async (other) => {
      const { openStore } = await import('./storage/open.ts')
      return openStore(other ?? { url: env['DATABASE_URL'] ?? defaultDatabase, now: () => new Date() })
    },
    style: {
      columns: stdout.columns ?? 100,
      hasColour: stdout.isTTY === true && env['NO_COLOR'] === undefined,
    },
  }
}
