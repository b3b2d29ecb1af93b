import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/domain/store.ts'
import type { Writing } from '../../src/pipeline/writing/write-briefs.ts'
import { type SampleModel, startSampleModel } from '../chat-conversations/sample-model.ts'
import { openSampleStore } from '../chat-conversations/sample-store.ts'
import type { Actor } from '../slack-server/actor.ts'
import type { Message } from '../slack-server/world.ts'
import { startRunning, webWith } from './with-slack.ts'

/**
 * Each file of `transcripts/` is what Ana sees of a conversation in #news. To write one anew, run the test with TRANSCRIPT=name
 * (or `all`) and read what changed.
 */
const folder = new URL('transcripts/', import.meta.url)
/** The same conversations with a model that writes. */
const writtenFolder = new URL('transcripts-written/', import.meta.url)

/** The message, or a failure that says that there is none. */
function first(messages: readonly Message[]): Message {
  const [message] = messages
  if (message === undefined) throw new Error('there is no message')
  return message
}

const news = { channel: 'news' }
const conversations: Record<
  string,
  (people: { ana: Actor; ben: Actor; pause: () => Promise<void> }) => Promise<unknown>
> = {
  async '01-brief'({ ana }) {
    const { ephemeral } = await ana.command('/brief', 'immigration', news)
    await ana.click(first(ephemeral), 'show')
  },
  '02-latest': ({ ana }) => ana.command('/brief', 'latest', news),
  '03-unknown-topic': ({ ana }) => ana.command('/brief', 'zeppelin races', news),
  '04-address': ({ ana }) => ana.command('/brief', 'https://harbour.example/news/1', news),
  '05-question': ({ ana }) => ana.mention('who declined to comment?', news),
  async '06-follow-up'({ ana, ben, pause }) {
    const { messages } = await ana.mention('immigration', news)
    const thread = first(messages).threadTs ?? ''
    await ben.message('who said that?', { ...news, thread })
    await ben.message('thanks! I will write this up', { ...news, thread })
    await ben.message('how many people were there?', { ...news, thread })
    await ben.mention('how many people were there?', { ...news, thread })
    await pause()
    await ben.mention('what burned in Port Ansley?', { ...news, thread })
  },
  async '07-evidence'({ ana }) {
    const { ephemeral } = await ana.command('/brief', 'immigration', news)
    await ana.click(first(ephemeral), 'evidence')
  },
  async '08-subscribe'({ ana }) {
    await ana.command('/brief', 'subscribe energy budget weekdays 08:00', news)
    await ana.command('/brief', 'subscriptions', news)
  },
  async '09-report'({ ana }) {
    const { ephemeral } = await ana.command('/brief', 'immigration', news)
    const { views } = await ana.click(first(ephemeral), 'report')
    if (views[0]) await ana.submit(views[0], { fault: 'wrong-figure', note: 'It was half of that.' })
  },
  '10-help': ({ ana }) => ana.command('/brief', 'help', news),
}

describe('conversations in Slack', () => {
  let store: Store
  beforeAll(async () => {
    store = await openSampleStore()
  })
  afterAll(() => store.close())

  it.each(Object.keys(conversations))('goes as written in %s', (name) => goes(store, name, folder, null))
})

describe('conversations in Slack with a model', () => {
  let store: Store
  let model: SampleModel
  beforeAll(async () => {
    store = await openSampleStore()
    model = await startSampleModel()
  })
  afterAll(async () => {
    await store.close()
    await model.close()
  })

  it.each(Object.keys(conversations))('go as written in %s', (name) => goes(store, name, writtenFolder, model.writing))

  it('take what they ask of it in a form that OpenAI takes', () => expect(model.server.refusals).toEqual([]))
})

async function goes(store: Store, name: string, folder: URL, writing: Writing | null): Promise<void> {
  const running = await startRunning(store, {
    name: `${name}-`,
    startAt: `2026-05-20T08:${name.slice(0, 2)}:00Z`,
    web: webWith(sample),
    writing,
  })
  try {
    const { slack } = running
    await conversations[name]?.({
      ana: slack.user('Ana'),
      ben: slack.user('Ben'),
      pause: () => slack.clock.advance(5000),
    })
    const found = slack.transcript('Ana', 'news')
    const file = new URL(`${name}.txt`, folder)
    if ([name, 'all'].includes(process.env['TRANSCRIPT'] ?? '')) writeFileSync(file, found)
    expect(slack.faults).toEqual([])
    expect(running.log).toEqual([])
    expect(existsSync(file)).toBe(true)
    expect(found).toBe(readFileSync(file, 'utf8'))
  } finally {
    await running.close()
  }
}

const sample = 'battery-plant-release.txt'
