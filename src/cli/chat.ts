import { createInterface } from 'node:readline'
import { converse } from '../chat/conversation.ts'
import { helpReply } from '../chat/help-reply.ts'
import { parseCommand } from '../chat/parse-command.ts'
import { AppError } from '../domain/app-error.ts'
import type { Reply } from '../domain/reply.ts'
import type { Store } from '../domain/store.ts'
import type { ThreadRef } from '../domain/stored.ts'
import { renderReply } from '../terminal/render-reply.ts'
import type { CommandContext, ExitCode } from './context.ts'

/** `chat`: a prompt that behaves as a channel does. `/brief` and `/digest` begin a thread; what follows is said in it. */
export async function runChat(context: CommandContext): Promise<ExitCode> {
  const store = await context.openStore()
  try {
    await context.write(`${renderReply(helpReply(), context.style)}\n> `)
    const say = createChat(context, store)
    for await (const line of createInterface({ input: context.stdin })) {
      if (/^\/(?:quit|exit|bye)\b/.test(line.trim())) break
      if (line.trim() !== '') await context.write(`\n${renderReply(await say(line), context.style)}`)
      await context.write('\n> ')
    }
    await context.write('\n')
    return 0
  } finally {
    await store.close()
  }
}

/** A conversation on the terminal: gives the reply to each line, and opens a new thread at `/brief` and `/digest`. */
export function createChat(context: Pick<CommandContext, 'now'>, store: Store): (line: string) => Promise<Reply> {
  const deps = { store, now: context.now }
  // One run of the program is one channel, so that its threads never meet those of another run.
  const channel = context.now().toISOString()
  let number = 0
  return async (line) => {
    const command = parseCommand(line)
    if (command.kind === 'brief' || command.kind === 'digest') number++
    const thread: ThreadRef = { platform: 'terminal', space: '', channel, message: String(number) }
    try {
      return await converse(deps, command, thread)
    } catch (error) {
      // A topic that cannot be read is answered; the conversation goes on.
      if (error instanceof AppError && error.code === 'usage')
        return { heading: null, cards: [], notes: [error.message] }
      throw error
    }
  }
}
