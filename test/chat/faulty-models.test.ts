import { afterEach, describe, expect, it } from 'vitest'
import { converse } from '../../src/chat/conversation.ts'
import type { ConversationDeps, Place } from '../../src/chat/conversation-deps.ts'
import { parseCommand } from '../../src/chat/parse-command.ts'
import { terminalWording } from '../../src/chat/wording.ts'
import type { Store } from '../../src/domain/store.ts'
import { renderReply } from '../../src/terminal/render-reply.ts'
import { guardSample, now, openSampleStore, sampleDocuments } from '../chat-conversations/sample-store.ts'
import { type ModelServer, startModelServer } from '../model-server/model-server.ts'
import {
  type Answer,
  completing,
  cutOff,
  endless,
  hangingUp,
  late,
  refusing,
  sendingRaw,
} from '../model-server/scripted-answers.ts'
import { type TestWriterOptions, writerOver } from '../model-server/with-writer.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A conversation whose model is at a server that does as a test says. */
async function conversationWith(
  answer: (prompt: string | null, user: string) => Answer,
  options: TestWriterOptions = {},
): Promise<{ say: (line: string) => Promise<string>; server: ModelServer; store: Store }> {
  const server = await startModelServer({ answer: ({ prompt, user }) => answer(prompt, user) })
  const store = await openSampleStore(guardSample)
  closing.push(
    () => server.close(),
    () => store.close(),
  )
  const { writer } = writerOver(server.url, { settings: { seconds: 0.4 }, usage: store.usage, now, ...options })
  let ids = 0
  const deps: ConversationDeps = {
    ...{ store, now, newId: () => `id${++ids}`, random: () => 0, web: null, limiter: null, turns: null },
    policy: { feeds: 'anyone', subscriptions: 'anyone' },
    wording: terminalWording,
    writing: { writer, wait: async () => {} },
  }
  const thread = { platform: 'terminal', space: '', channel: 'c', message: '1' }
  const asker = {
    platform: 'terminal',
    space: '',
    channel: 'c',
    user: '',
    isAdmin: true,
    isGuest: false,
    zone: null,
  } as const
  const place: Place = { asker, thread }
  const say = async (line: string) =>
    renderReply(await converse(deps, parseCommand(line), place), { columns: 1_000, hasColour: false })
  return { say, server, store }
}

const line = { text: 'The agency is bankrupt.', sentences: [3] }
const busy = refusing(429, { message: 'slow down' }, { 'retry-after': '90' })

describe('whatever a model server does, a reader gets a checked brief and an answer', () => {
  it.each<[string, Answer, RegExp]>([
    ['is busy for long', busy, /busy|too many/i],
    ['has a fault', refusing(500, { message: 'oops' }), /fault|does not/i],
    ['hangs up', hangingUp(), /does not answer/],
    ['breaks off in the middle', cutOff({ lines: [line] }), /broke off/],
    ['is late', late(2_000, { lines: [] }), /took|within|longer/],
    ['writes without end', endless('and so on '), /more than any answer/],
    [
      'sends a page',
      sendingRaw('<html><body>Sign in</body></html>', { 'content-type': 'text/html' }),
      /page|no answer/,
    ],
    ['writes prose', 'Here is your brief: the agency is bankrupt.', /could not be used/],
    [
      'writes half a brief',
      completing({ content: '{"lines": [{"text": "The agency is', finish_reason: 'length' }),
      /could not be used/,
    ],
    ['repeats itself', `{"lines": [${'{"text": "and", "sentences": [1]},'.repeat(2_000)}`, /could not be used/],
    ['declines', completing({ content: null, refusal: 'I cannot help with that.' }), /declin|refus/i],
    ['refuses the key', refusing(401, { message: 'Incorrect API key provided.' }), /OPENAI_API_KEY/],
    ['copies the prompt', 'You shorten one news article for busy readers.', /could not be used/],
    ['invents a line', { lines: [line] }, /Nothing that the model wrote held/],
    [
      'names a sentence that is not there',
      { lines: [{ ...line, sentences: [400] }] },
      /Nothing that the model wrote held/,
    ],
    ['writes nothing', { lines: [] }, /wrote nothing/],
  ])('where it %s', async (_name, answer, reason) => {
    const { say } = await conversationWith(() => answer)
    const brief = await say('/brief guard')
    expect(brief).toContain('Extracted, not written')
    expect(brief).toMatch(reason)
    expect(brief).toContain('More than 20,000 members of the National Guard')
    expect(brief).toContain('Declined to comment')
    expect(brief).not.toContain('bankrupt')
    const reply = await say('how many immigrants were arrested in Florida?')
    expect(reply).toContain('more than 1,000 immigrants were arrested')
    expect(reply).not.toContain('bankrupt')
  })

  it('where the budget of the day is spent, and says so', async () => {
    const { say, store, server } = await conversationWith(() => ({ lines: [line] }), {
      settings: { dailyTokens: 10_000 },
    })
    await store.usage.add({ purpose: 'brief', model: 'first', inputTokens: 9_000, outputTokens: 1_000 })
    expect(await say('/brief guard')).toContain('Extracted, not written')
    expect(await say('/brief guard')).toContain("Of today's 10,000 tokens for the model too few are left")
    expect(await say('how many immigrants were arrested in Florida?')).toContain(
      "Of today's 10,000 tokens for the model too few are left",
    )
    expect(server.requests).toEqual([])
  })

  it('and what it was paid for is shown again, and not asked for', async () => {
    const [sample] = await sampleDocuments(guardSample)
    const text = 'The request was first reported by The New York Times.'
    expect(sample?.text).toContain(text)
    const { say, server } = await conversationWith((_prompt, user) => {
      const number = Number(new RegExp(`(\\d+)\\| ${text}`).exec(user)?.[1])
      return { lines: [{ text, sentences: [number] }] }
    })
    const first = await say('/brief guard')
    expect(first).toContain('Written by first · 1 of 1 line kept')
    expect(await say('/brief guard')).toBe(first)
    expect(server.requests).toHaveLength(1)
  })
})
