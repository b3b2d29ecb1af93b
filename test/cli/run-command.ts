import { Readable } from 'node:stream'
import type { CommandContext } from '../../src/cli/context.ts'
import { runProgram } from '../../src/cli/program.ts'
import { readModelSettings } from '../../src/operation/read-model-settings.ts'
import { createFileReader } from '../../src/reading/file-reader.ts'
import { openStore } from '../../src/storage/open.ts'

let ids = 0
const now = () => new Date('2026-05-08T08:00:00Z')

/** What a command printed and how it ended. */
export interface CommandResult {
  code: number
  out: string
  err: string
}

/** Runs one command line through the real program, with text for standard input and a fixed clock. */
export async function runCommand(
  args: string[],
  input = '',
  database = 'sqlite::memory:',
  openFeedReader: CommandContext['openFeedReader'] = noWeb,
): Promise<CommandResult> {
  const stdin = Readable.from(input === '' ? [] : [Buffer.from(input)])
  let out = ''
  let err = ''
  const context: CommandContext = {
    stdin,
    write: async (text) => {
      out += text
    },
    complain: (line) => {
      err += `${line}\n`
    },
    now,
    elapsed: () => 0,
    random: () => 0,
    newId: () => `id${++ids}`,
    documents: createFileReader({ stdin }),
    openFeedReader,
    openAdapters: noWeb,
    modelSettings: async () => readModelSettings({}),
    openWriter: async () => null,
    checkModel: async () => [],
    stop: () => new AbortController().signal,
    openStore: (other) => openStore(other ?? { url: database, now }),
    style: { columns: 100, hasColour: false },
  }
  const code = await runProgram(args, context)
  return { code, out, err }
}

async function noWeb(): Promise<never> {
  throw new Error('this test reads nothing from the web')
}
