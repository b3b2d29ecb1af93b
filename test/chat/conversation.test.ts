import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { beginThread, converse } from '../../src/chat/conversation.ts'
import type { ConversationDeps } from '../../src/chat/conversation-deps.ts'
import { createRateLimiter } from '../../src/chat/rate-limit.ts'
import { slackWording } from '../../src/chat/wording.ts'
import type { Asker } from '../../src/domain/asker.ts'
import type { Command } from '../../src/domain/command.ts'
import type { Reply } from '../../src/domain/reply.ts'
import type { Store } from '../../src/domain/store.ts'
import { guardSample, openSampleStore } from '../chat-conversations/sample-store.ts'

const now = () => new Date('2026-05-20T08:00:00Z')
let store: Store
let deps: ConversationDeps
beforeEach(async () => {
  store = await openSampleStore(guardSample)
  let ids = 0
  const policy = { feeds: 'admins', subscriptions: 'anyone' } as const
  const newId = () => `id${++ids}`
  deps = { store, now, newId, random: () => 0, web: null, wording: slackWording, policy, limiter: null }
})
afterEach(() => store.close())

const ana: Asker = {
  platform: 'slack',
  space: 'T1',
  channel: 'C1',
  user: 'U1',
  isAdmin: false,
  isGuest: false,
  zone: 'Europe/Berlin',
}
const thread = { platform: 'slack', space: 'T1', channel: 'C1', message: '1' }

const say = (text: string) => converse(deps, { kind: 'say', text }, { asker: ana, thread })
const give = (command: Command, asker: Asker = ana) => converse(deps, command, { asker, thread: null })
const textOf = (reply: Reply) => JSON.stringify([reply.cards, reply.notes])

describe('a conversation', () => {
  it('shows where an answer stands that the rules put in words of their own', async () => {
    await converse(deps, { kind: 'brief', topic: 'guard' }, { asker: ana, thread })
    const answer = await say('who declined to comment?')
    expect(textOf(answer)).toContain('declined to comment')
    const sentence = 'would not comment'
    expect(textOf(await say('show me the sentence'))).toMatch(new RegExp(`Where it stands.*${sentence}`))
    expect(textOf(await give({ kind: 'evidence', reply: answer.id ?? '' }))).toMatch(
      new RegExp(`Where it stands.*${sentence}`),
    )
    await say('who declined to comment?')
    expect(textOf(await say('who said that?'))).toContain('Who said it')
  })

  it('takes no word of a question on sourcing into the next one', async () => {
    await converse(deps, { kind: 'brief', topic: 'guard' }, { asker: ana, thread })
    await say('who declined to comment?')
    expect(textOf(await say('and what will it cost?'))).not.toContain('who declined')
  })

  it('goes on below a reply that is shown to the channel, with its stories', async () => {
    const reply = await give({ kind: 'brief', topic: 'guard' })
    expect(await beginThread(deps, reply.id ?? '', { ...thread, space: 'T2' })).toBe(false)
    expect(await beginThread(deps, reply.id ?? '', thread)).toBe(true)
    expect((await store.threads.find(thread))?.turns.map(({ by }) => by)).toEqual(['reader', 'nutgraf'])
    expect(textOf(await say('who declined to comment?'))).toContain('declined to comment')
  })
})

describe('a workspace', () => {
  const other: Asker = { ...ana, space: 'T2' }

  it("sees nothing of another's replies, subscriptions and reports", async () => {
    const reply = await give({ kind: 'brief', topic: 'guard' })
    const id = reply.id ?? ''
    for (const command of [
      { kind: 'evidence', reply: id },
      { kind: 'ask', question: 'who declined?', about: id },
      { kind: 'report', reply: id, fault: 'other', note: '' },
    ] as const) {
      expect((await give(command, other)).notes).toEqual([
        'That reply is no longer kept. Ask anew, and its buttons will work.',
      ])
    }
    await give({ kind: 'subscribe', topic: 'ferry', when: 'weekdays 08:00' })
    const [subscription] = await store.subscriptions.list()
    expect(textOf(await give({ kind: 'subscriptions' }, other))).not.toContain('ferry')
    expect(textOf(await give({ kind: 'unsubscribe', subscription: subscription?.id ?? '' }, other))).toContain(
      'No subscription',
    )
    expect(await store.subscriptions.list()).toHaveLength(1)
    expect(await store.replies.reports()).toEqual([])
  })

  it('lets only those change things who may, and keeps who did', async () => {
    expect(textOf(await give({ kind: 'add-feed', address: 'https://a.example/feed' }))).toContain('Only admins')
    expect(textOf(await give({ kind: 'subscribe', topic: 'x', when: '' }, { ...ana, isGuest: true }))).toContain(
      'Only members of this workspace',
    )
    await give({ kind: 'subscribe', topic: 'ferry', when: '' })
    await give({ kind: 'unsubscribe', subscription: 'ferry' })
    expect((await store.changes.list(5)).map(({ user, what }) => `${user} ${what}`)).toEqual([
      'U1 ended the subscription to “ferry” in channel C1',
      'U1 subscribed channel C1 to “ferry”, every day at 08:00 (Europe/Berlin)',
    ])
  })

  it('subscribes with the next three dates, and says in plain words what is wrong', async () => {
    expect(textOf(await give({ kind: 'subscribe', topic: 'ferry', when: 'weekdays 08:00' }))).toContain(
      'Next: Thu 21 May, 08:00 · Fri 22 May, 08:00 · Mon 25 May, 08:00.',
    )
    expect(textOf(await give({ kind: 'subscribe', topic: 'ferry', when: '08:61' }))).toContain('08:61 is not a time.')
    expect(textOf(await give({ kind: 'subscribe', topic: '', when: 'daily' }))).toContain('needs a topic')
  })

  it('keeps a report with what was asked', async () => {
    const reply = await give({ kind: 'brief', topic: 'guard' })
    await give({ kind: 'report', reply: reply.id ?? '', fault: 'wrong-figure', note: ' 20,000, not 2,000 ' })
    expect(await store.replies.reports()).toMatchObject([
      { fault: 'wrong-figure', note: '20,000, not 2,000', user: 'U1' },
    ])
  })

  it('asks one person to wait who asks too much, and nobody else', async () => {
    deps = { ...deps, limiter: createRateLimiter(now, 2) }
    for (let n = 0; n < 2; n++) expect(textOf(await give({ kind: 'help' }))).not.toContain('a lot at once')
    expect((await give({ kind: 'help' })).notes).toEqual(['That is a lot at once. Ask again in 60 seconds.'])
    expect(textOf(await give({ kind: 'help' }, { ...ana, user: 'U2' }))).not.toContain('a lot at once')
  })
})
