import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createRateLimiter } from '../../src/chat/rate-limit.ts'
import { AppError } from '../../src/domain/app-error.ts'
import type { Store } from '../../src/domain/store.ts'
import { now, openSampleStore } from '../chat-conversations/sample-store.ts'
import type { Message } from '../slack-server/world.ts'
import { type Running, startRunning } from './with-slack.ts'

let store: Store
let started: Running[] = []
let starts = 0
beforeAll(async () => {
  store = await openSampleStore()
})
afterEach(async () => {
  for (const one of started) {
    expect(one.slack.faults).toEqual([])
    await one.close()
  }
  started = []
})
afterAll(() => store.close())

/** Runs that share the store have times of their own. */
async function run(): Promise<Running> {
  starts += 1
  const startAt = new Date(Date.parse('2026-05-20T12:00:00Z') + starts * 60_000).toISOString()
  const running = await startRunning(store, { name: `t${starts}-`, startAt })
  started.push(running)
  return running
}

function first(messages: readonly Message[]): Message {
  const [message] = messages
  if (message === undefined) throw new Error('there is no message')
  return message
}

const news = { channel: 'news' }
const texts = (messages: readonly Message[]) => messages.map(({ text }) => text).join('\n\n')

/** A brief in a thread, and how to speak there; each waits a while first, for Slack takes a post a second. */
async function inThread({ slack }: Running) {
  const ana = slack.user('Ana')
  const ben = slack.user('Ben')
  const thread = first((await ana.mention('immigration', news)).messages).threadTs ?? ''
  const at = { ...news, thread }
  const after = async (act: () => Promise<{ messages: Message[] }>) => {
    await slack.clock.advance(5000)
    return texts((await act()).messages)
  }
  return {
    ana,
    ben,
    at,
    says: (text: string) => after(() => ben.message(text, at)),
    mentions: (text: string) => after(() => ben.mention(text, at)),
  }
}

describe('a thread in Slack', () => {
  it('leaves people alone who talk to each other, and answers what they ask of its stories', async () => {
    const running = await run()
    const { ana, at, says, mentions } = await inThread(running)
    for (const talk of [
      'thanks!',
      'lol',
      '👍',
      'I will write this up, can you take the photo',
      '<@U0BEN> can you check the second figure?',
      '<@U0BEN> how many immigrants were arrested in Florida?',
      '<!here> who declined to comment?',
      'Ben, is that right?',
      'how many people were there?',
    ])
      expect(texts((await ana.message(talk, at)).messages), talk).toBe('')
    const answer = await says('how many immigrants were arrested in Florida?')
    expect(answer).toContain('more than 1,000 immigrants were arrested')
    expect(await says('show me the sentence')).toContain('Where it stands')
    expect(await mentions('how many people were there?')).toContain('do not say')
  })

  it('takes the subcommands of /brief from a mention, and a topic as a follow-up', async () => {
    const { mentions } = await inThread(await run())
    expect(await mentions('help')).toContain('What to type')
    expect(await mentions('subscriptions')).toContain('This channel has no subscriptions.')
    expect(await mentions('feeds')).toContain('No feeds are followed yet.')
    expect(await mentions('latest')).toContain('Key figures')
    expect(await mentions('zeppelin races')).toContain('do not say')
    expect(await mentions('subscribe energy weekdays 08:00')).toContain('Kept. “energy”, weekdays at 08:00')
  })

  it('of direct messages takes a topic as one, whatever was said before', async () => {
    const { slack } = await run()
    const ben = slack.user('Ben')
    const says = async (text: string) => {
      await slack.clock.advance(5000)
      return texts((await ben.message(text, { channel: ben.directMessage })).messages)
    }
    for (const topic of ['immigration', 'immigration', 'latest']) expect(await says(topic)).toContain('Key figures')
    expect(await says('who said that?')).toContain('Who said it')
    expect(await says('help')).toContain('What to type')
  })

  it('answers quick follow-ups one after the other', async () => {
    const running = await run()
    const { ben, at } = await inThread(running)
    const { deps } = running
    let held = 0
    const findMany: Store['articles']['findMany'] = async (ids) => {
      // The first takes longer than the second.
      if (held++ === 0) await new Promise((resolve) => setTimeout(resolve, 150))
      return store.articles.findMany(ids)
    }
    deps.store = { ...store, articles: { ...store.articles, findMany } }
    const both = [ben.message('how many immigrants were arrested in Florida?', at), ben.mention('and in Ohio?', at)]
    await Promise.all(both)
    const said = running.slack
      .messages('news')
      .filter(({ botId, threadTs }) => botId !== null && threadTs === at.thread)
    expect(said.slice(-2).map(({ text }) => text.split('\n')[0])).toEqual([
      'how many immigrants were arrested in Florida?',
      'These stories do not say.',
    ])
    expect(said.at(-1)?.text).toContain('immigrants were arrested in an operation')
  })
})

describe('a store that cannot be read', () => {
  it('gets whoever speaks to us one sentence, and is not asked about what others say', async () => {
    const running = await run()
    const { ben, at } = await inThread(running)
    let asked = 0
    const find = () => {
      asked++
      return Promise.reject(new AppError('store-unavailable', 'The database does not answer. Try again in a minute.'))
    }
    running.deps.store = { ...store, threads: { ...store.threads, find } }
    expect(texts((await ben.mention('immigration', news)).messages)).toBe(
      'The database does not answer. Try again in a minute.',
    )
    expect(asked).toBe(1)
    expect((await ben.message('who declined to comment?', news)).messages).toEqual([])
    expect((await ben.message('thanks!', at)).messages).toEqual([])
    expect(asked).toBe(1)
    expect((await ben.message('who declined to comment?', at)).messages).toEqual([])
    expect(asked).toBe(2)
    expect(texts((await ben.mention('help', at)).messages)).toContain('What to type')
  })
})

describe('what is shown in a channel of Slack', () => {
  it('is posted once, also after a restart', async () => {
    const running = await run()
    const ana = running.slack.user('Ana')
    const { ephemeral } = await ana.command('/brief', 'immigration', news)
    expect((await ana.click(first(ephemeral), 'show')).messages).toHaveLength(1)
    await running.restart()
    const again = await ana.click(first(ephemeral), 'show')
    expect(again.messages).toEqual([])
    expect(first(again.ephemeral).text).toBe('It was shown in this channel already.')
  })

  it('is not the list of feeds for a guest of another company', async () => {
    const running = await run()
    const { feed } = await store.feeds.add({ url: 'https://a.example/f?key=s3cret', title: 'Harbor', siteUrl: null })
    const shared = { channel: 'joint' }
    expect(texts((await running.slack.user('Chi').mention('feeds', shared)).messages)).toBe(
      'Only members of this workspace can see the feeds here.',
    )
    const list = texts((await running.slack.user('Ben').mention('feeds', shared)).messages)
    expect(list).toContain('Harbor, a.example')
    expect(list).not.toContain('s3cret')
    await store.feeds.remove(feed.id)
  })

  it('holds once that somebody has to wait', async () => {
    const running = await run()
    running.deps.limiter = createRateLimiter(now, 1)
    const ben = running.slack.user('Ben')
    await ben.mention('help', news)
    expect(texts((await ben.mention('help', news)).messages)).toContain('That is a lot at once.')
    expect((await ben.mention('help', news)).messages).toEqual([])
    expect((await ben.mention('https://a.example/b', news)).messages).toEqual([])
    // For nobody else to see it may be said each time.
    const { ephemeral } = await ben.command('/brief', 'help', news)
    expect(first(ephemeral).text).toContain('That is a lot at once.')
  })
})

describe('a command in Slack', () => {
  it('is read as it was typed', async () => {
    const { slack } = await run()
    const { ephemeral } = await slack.user('Ana').command('/brief', 'zeppelin &amp; &lt;sons&gt;', news)
    expect(JSON.stringify(first(ephemeral).blocks)).toContain('No stored article is about zeppelin & <sons>.')
  })
})
