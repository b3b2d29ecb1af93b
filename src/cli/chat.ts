import { createInterface } from 'node:readline'
import { converse } from '../chat/conversation.ts'
import type { Web } from '../chat/conversation-deps.ts'
import { parseCommand, takenHere } from '../chat/parse-command.ts'
import { terminalWording } from '../chat/wording.ts'
import type { Asker } from '../domain/asker.ts'
import type { Reply } from '../domain/reply.ts'
import type { Store } from '../domain/store.ts'
import type { ThreadRef } from '../domain/stored.ts'
import type { Writing } from '../pipeline/writing/write-briefs.ts'
import { renderReply } from '../terminal/render-reply.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { openWriting } from './open-writing.ts'
import { webOf } from './web-of.ts'

/** `chat`: a prompt that behaves as a channel does. `/brief` and `/digest` begin a thread; what follows is said in it. */
export async function runChat(context: CommandContext): Promise<ExitCode> {
  const store = await context.openStore()
  try {
    const say = createChat(context, store, webOf(context), await openWriting(context, store))
    await context.write(`${renderReply(await say('/help'), context.style)}\n> `)
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
export function createChat(
  context: Pick<CommandContext, 'now' | 'newId' | 'random'>,
  store: Store,
  web: Web | null,
  writing: Writing | null = null,
): (line: string) => Promise<Reply> {
  const { now, newId, random } = context
  const policy = { feeds: 'anyone', subscriptions: 'anyone' } as const
  const deps = { store, now, newId, random, web, wording: terminalWording, policy, limiter: null, turns: null, writing }
  // One run of the program is one channel, so that its threads never meet those of another run.
  const channel = now().toISOString()
  const asker: Asker = { platform: 'terminal', space: '', channel, user: '', isAdmin: true, isGuest: false, zone: null }
  let number = 0
  return async (line) => {
    const command = takenHere(parseCommand(line), terminalWording)
    if (/^(?:brief|digest|latest|brief-url)$/.test(command.kind)) number++
    const thread: ThreadRef = { platform: 'terminal', space: '', channel, message: String(number) }
    return converse(deps, command, { asker, thread })
  }
}
