import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { CommandContext, ExitCode } from './cli/context.ts'
import { runProgram } from './cli/program.ts'
import { createTargetReader, type TargetReader } from './reading/target-reader.ts'

/** How we name ourselves to the sites that we read. */
const userAgent = 'Nutgraf/0.1.0 (news briefs for a team; honours robots.txt)'

/** Where the store is when no setting says otherwise. */
const defaultDatabase = 'sqlite:data/nutgraf.db'

const now = () => new Date()
const random = () => Math.random()
const newId = () => randomUUID().replaceAll('-', '').slice(0, 16)

/** The parts of a process that the program uses. */
export type AppProcess = Pick<NodeJS.Process, 'argv' | 'env' | 'stdin' | 'stdout' | 'stderr'>

/** Puts the program together: the only place that reads the clock, the dice and the environment. */
export async function runApp(process: AppProcess): Promise<ExitCode> {
  const { env, stdin } = process
  const documents = createTargetReader({ stdin, now, userAgent, env })
  try {
    return await runProgram(process.argv.slice(2), createContext(process, documents))
  } finally {
    await documents.close()
  }
}

function createContext({ env, stdin, stdout, stderr }: AppProcess, documents: TargetReader): CommandContext {
  return {
    stdin,
    write: async (text) => {
      if (!stdout.write(text) && !stdout.destroyed) await once(stdout, 'drain')
    },
    complain: (line) => void stderr.write(`${withoutControls(line)}\n`),
    now,
    random,
    newId,
    documents,
    openFeedReader: () => documents.openFeedReader(),
    openStore: async (other) => {
      const { openStore } = await import('./storage/open.ts')
      return openStore(other ?? { url: env['DATABASE_URL'] ?? defaultDatabase, now })
    },
    style: {
      columns: stdout.columns ?? 100,
      hasColour: stdout.isTTY === true && env['NO_COLOR'] === undefined,
    },
  }
}

// A file's name may hold anything, and a terminal would obey some of it; line breaks are ours.
function withoutControls(line: string): string {
  return line.replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}
