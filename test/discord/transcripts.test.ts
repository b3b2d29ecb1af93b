import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Web } from '../../src/chat/conversation-deps.ts'
import type { Store } from '../../src/domain/store.ts'
import { type SampleModel, startSampleModel } from '../chat-conversations/sample-model.ts'
import { openSampleStore, sampleWeb } from '../chat-conversations/sample-store.ts'
import { type Step, tenConversations } from '../chat-conversations/ten-conversations.ts'
import type { DiscordServer } from '../discord-server/discord-server.ts'
import type { OpenModal } from '../discord-server/outcome.ts'
import { type Setting, withNutgraf } from './with-nutgraf.ts'

/**
 * Each conversation as Ana sees it in the channel #general of a local Discord. To write one anew, run the test with
 * TRANSCRIPT=name and read what changed.
 */
const folder = new URL('transcripts/', import.meta.url)
/** The same conversations with a model that writes. */
const writtenFolder = new URL('transcripts-written/', import.meta.url)

async function play(server: DiscordServer, steps: readonly Step[]): Promise<string> {
  const ana = server.member('ana')
  let modal: OpenModal | null = null
  for (const step of steps) {
    switch (step.does) {
      case 'brief':
        await ana.slash('brief', { topic: step.text })
        break
      case 'subscribe':
        await ana.slash('digest subscribe', { topic: step.topic, when: step.when })
        break
      case 'subscriptions':
        await ana.slash('digest list')
        break
      case 'help':
        await ana.slash('help')
        break
      case 'mention':
        await ana.mention(step.text)
        break
      case 'follow-up':
        await ana.mention(step.text, { thread: { id: threadOf(server) } })
        break
      case 'press': {
        const message = seenMessages(server).findLast(({ buttons }) =>
          buttons.some(({ label }) => label === step.button),
        )
        modal = (await ana.press(message ?? { id: '' }, step.button)).modal
        break
      }
      case 'send':
        if (modal === null) throw new Error('no window is open')
        await ana.submit(modal, step.values)
    }
  }
  return server.transcript('ana', 'general')
}

function threadOf(server: DiscordServer): string {
  const thread = [...server.world.channels.values()].findLast((channel) => channel.thread !== null)
  return thread?.id ?? ''
}

function seenMessages(server: DiscordServer) {
  const ids = [...server.world.channels.values()].filter(({ guildId }) => guildId !== null)
  return ids.flatMap((channel) => server.messages(channel, 'ana'))
}

describe('conversations in Discord', () => {
  let store: Store
  let web: Web
  beforeAll(async () => {
    store = await openSampleStore()
    web = await sampleWeb()
  })
  afterAll(() => store.close())

  it.each(tenConversations.map(({ name, steps }) => [name, steps] as const))('go as written in %s.txt', (name, steps) =>
    goes({ store, web }, name, steps, folder),
  )
})

describe('conversations in Discord with a model', () => {
  let store: Store
  let web: Web
  let model: SampleModel
  beforeAll(async () => {
    store = await openSampleStore()
    web = await sampleWeb()
    model = await startSampleModel()
  })
  afterAll(async () => {
    await store.close()
    await model.close()
  })

  it.each(tenConversations.map(({ name, steps }) => [name, steps] as const))('go as written in %s.txt', (name, steps) =>
    goes({ store, web, writing: model.writing }, name, steps, writtenFolder),
  )
})

async function goes(setting: Setting, name: string, steps: readonly Step[], folder: URL): Promise<void> {
  const file = new URL(`${name}.txt`, folder)
  await withNutgraf({ ...setting, ids: name.slice(0, 2) }, async ({ server }) => {
    const found = await play(server, steps)
    if (process.env['TRANSCRIPT'] === name || process.env['TRANSCRIPT'] === 'all') writeFileSync(file, found)
    expect(found).toBe(existsSync(file) ? readFileSync(file, 'utf8') : '')
  })
}
