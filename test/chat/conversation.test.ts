import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerHeard, beginThread, converse, wasShown } from '../../src/chat/conversation.ts'
import type { ConversationDeps } from '../../src/chat/conversation-deps.ts'
import { parseCommand, readBrief } from '../../src/chat/parse-command.ts'
import { createRateLimiter } from '../../src/chat/rate-limit.ts'
import { discordWording, slackWording } from '../../src/chat/wording.ts'
import type { Asker } from '../../src/domain/asker.ts'
import type { Command } from '../../src/domain/command.ts'
import type { Reply } from '../../src/domain/reply.ts'
import type { Store } from '../../src/domain/store.ts'
import { openStore } from '../../src/storage/open.ts'
import { guardSample, openSampleStore } from '../chat-conversations/sample-store.ts'

const now = () => new Date('2026-05-20T08:00:00Z')
let store: Store
let deps: ConversationDeps
beforeEach(async () => {
  store = await openSampleStore(guardSample)
  let ids = 0
  const policy = { feeds: 'admins', subscriptions: 'anyone' } as const
  const newId = () => `id${++ids}`
  deps = {
    store,
    now,
    newId,
    random: () => 0,
    web: null,
    writing: null,
    wording: slackWording,
    policy,
    limiter: null,
    turns: null,
  }
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
const overhear = (text: string) =>
  answerHeard(deps, { command: { kind: 'say', text }, isAddressed: false }, { asker: ana, thread })
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

  it('knows which replies were shown in a channel, whoever showed them', async () => {
    const id = (await give({ kind: 'brief', topic: 'guard' })).id ?? ''
    expect(await wasShown(deps, id, thread)).toBe(false)
    await beginThread(deps, id, thread)
    expect(await wasShown({ store }, id, thread)).toBe(true)
    expect(await wasShown(deps, id, { ...thread, channel: 'C2' })).toBe(false)
  })

  it('shows what was typed, not what it was read as', async () => {
    await converse(deps, { kind: 'brief', topic: 'guard' }, { asker: ana, thread })
    await say('how many immigrants were arrested in Florida?')
    const answer = await say('and in Ohio?')
    expect(answer.cards[0]?.about[0]).toBe('and in Ohio?')
    expect((await store.threads.find(thread))?.turns.at(-2)?.text).toBe('and in Ohio?')
  })

  it('answers what nobody put to us only from the stories of the thread, and is silent else', async () => {
    await converse(deps, { kind: 'brief', topic: 'guard' }, { asker: ana, thread })
    const answer = await overhear('how many immigrants were arrested in Florida?')
    expect(answer?.cards[0]?.sections[0]?.items[0]?.text).toContain('more than 1,000 immigrants')
    const { length } = (await store.threads.find(thread))?.turns ?? []
    for (const text of [
      'who is bringing the coffee?',
      'and in Ohio?',
      'and at noon?',
      'did they?',
      'really?',
      'who disputes it?',
    ])
      expect(await overhear(text), text).toBeNull()
    expect((await store.threads.find(thread))?.turns).toHaveLength(length ?? -1)
    expect((await overhear('show me the sentence'))?.cards[0]?.title).toBe('Where it stands')
  })

  it('says how to begin where nothing is stored, to a question too, and names the feeds to begin with', async () => {
    const empty = await openStore({ url: 'sqlite::memory:', now })
    const web = { readUrl: neverRead, openFeedReader: neverRead }
    deps = { ...deps, store: empty, web }
    for (const command of [
      { kind: 'brief', topic: 'guard' },
      { kind: 'ask', question: 'who declined to comment?', about: null },
    ] as const) {
      const reply = await give(command)
      expect(textOf(reply)).toContain('Nothing is stored yet.')
      expect(textOf(reply)).toContain('NPR News, BBC News, ProPublica, UN News, DW')
      expect(reply.actions).toEqual(['starter-feeds'])
    }
    await empty.close()
  })

  it('does not count articles where it looked at none', async () => {
    const reply = await give({ kind: 'ask', question: 'why zzyzx?', about: null })
    expect(reply.cards[0]).toMatchObject({ title: 'The stored stories do not say.', about: ['why zzyzx?'] })
  })

  it.each(['file:///etc/passwd', 'ftp://a.example/b', 'FILE:/etc/passwd'])(
    'searches for no words in %s',
    async (text) => {
      expect((await give(readBrief(text))).notes).toEqual([`${text} is no http or https address. Only those are read.`])
    },
  )

  it('reads an address without its beginning', () => {
    expect(readBrief('www.harbor.example/a')).toEqual({ kind: 'brief-url', url: 'https://www.harbor.example/a' })
    expect(readBrief('www.')).toEqual({ kind: 'brief', topic: 'www.' })
  })

  it('tells of quote marks without a word between them', async () => {
    expect((await give({ kind: 'brief', topic: '"" ""' })).notes).toEqual([
      'There is no word in "": write one between the quote marks.',
    ])
  })
})

const neverRead = () => Promise.reject(new Error('nothing is read here'))

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

  it('is called what its platform calls it', async () => {
    const asker = { ...ana, isGuest: true }
    const refused = (platform: Asker['platform']) => give({ kind: 'feeds' }, { ...asker, platform })
    expect(textOf(await refused('slack'))).toContain('Only members of this workspace can see the feeds here.')
    expect(textOf(await refused('discord'))).toContain('Only members of this server can see the feeds here.')
  })

  it('sees its feeds without what their addresses hold, and takes one away by what the list calls it', async () => {
    await store.feeds.add({ url: 'https://a.example/feed?key=s3cret', title: 'Harbor News', siteUrl: null })
    await store.feeds.add({ url: 'https://b.example/feed?key=s3cret', title: null, siteUrl: null })
    const list = textOf(await give({ kind: 'feeds' }))
    expect(list).toContain('Harbor News, a.example: not read yet')
    expect(list).toContain('b.example/feed: not read yet')
    expect(list).not.toContain('s3cret')
    const admin = { ...ana, isAdmin: true }
    for (const address of ['harbor news', 'b.example/feed']) {
      const reply = textOf(await give({ kind: 'remove-feed', address }, admin))
      expect(reply).toContain('No longer followed')
      expect(reply).not.toContain('s3cret')
    }
    expect(await store.feeds.list()).toEqual([])
  })

  it('takes no feed away whose address is another', async () => {
    await store.feeds.add({ url: 'https://a.example/feed?topic=sea', title: 'Sea', siteUrl: null })
    const address = 'https://a.example/feed?topic=land'
    const reply = await give({ kind: 'remove-feed', address }, { ...ana, isAdmin: true })
    expect(textOf(reply)).toContain('is followed. The list')
    expect(await store.feeds.list()).toHaveLength(1)
  })

  it('gets the first of a long list of feeds', async () => {
    for (let n = 0; n < 45; n++) await store.feeds.add({ url: `https://a.example/${n}`, title: `F${n}`, siteUrl: null })
    const { cards, notes } = await give({ kind: 'feeds' })
    expect(cards[0]?.sections[0]?.items).toHaveLength(40)
    expect(notes).toEqual(['5 more are not shown here. Whoever runs this sees all: npm run -s nutgraf -- feeds list'])
  })

  it('tells people only of the commands that they have', async () => {
    deps = { ...deps, wording: discordWording }
    const typedBy = async (asker: Asker) =>
      (await give({ kind: 'help' }, asker)).cards[0]?.sections[0]?.items.map(({ label }) => label)
    expect(await typedBy(ana)).not.toContain('/feeds list')
    expect(await typedBy(ana)).toContain('/digest list')
    expect(await typedBy({ ...ana, isAdmin: true })).toContain('/feeds list')
    expect(await typedBy({ ...ana, isGuest: true })).not.toContain('/digest list')
  })

  it('subscribes with the next three dates, and says in plain words what is wrong', async () => {
    expect(textOf(await give({ kind: 'subscribe', topic: 'ferry', when: 'weekdays 08:00' }))).toContain(
      'Next: Thu 21 May, 08:00 · Fri 22 May, 08:00 · Mon 25 May, 08:00.',
    )
    expect(textOf(await give({ kind: 'subscribe', topic: 'ferry', when: '08:61' }))).toContain('08:61 is not a time.')
    expect(textOf(await give({ kind: 'subscribe', topic: '', when: 'daily' }))).toContain('needs a topic')
  })

  it('says what a subscription was before it is changed, whoever made it, and however its topic is spelt', async () => {
    await give({ kind: 'subscribe', topic: 'ferry', when: 'weekdays 08:00 alerts=2' })
    const changed = await give({ kind: 'subscribe', topic: 'Ferry', when: 'mon 17:00 UTC+2' }, { ...ana, user: 'U2' })
    expect(changed.notes[0]).toMatch(
      /^Changed; it was weekdays at 08:00 \(Europe\/Berlin\), up to 2 alerts a day\. “ferry”, Mon at 17:00 \(\+02:00\)\. Next: /,
    )
    expect(changed.notes[0]).not.toContain('Name a time zone')
    const [only, ...others] = await store.subscriptions.list()
    expect({ others, createdBy: only?.createdBy, alerts: only?.alerts }).toEqual({
      others: [],
      createdBy: 'U2',
      alerts: 0,
    })
    expect((await store.changes.list(1))[0]?.what).toContain('which was weekdays at 08:00 (Europe/Berlin)')
  })

  it('lets a subscription be ended in its channel, or by an admin', async () => {
    const made = await give({ kind: 'subscribe', topic: 'ferry', when: 'daily' })
    const id = /unsubscribe (\w+)/.exec(made.notes[0] ?? '')?.[1] ?? ''
    const elsewhere = { ...ana, channel: 'C9' }
    const end = { kind: 'unsubscribe', subscription: id } as const
    expect(textOf(await give(end, elsewhere))).toContain('is of another channel')
    expect(textOf(await give(end, { ...elsewhere, isAdmin: true }))).toContain('Ended: “ferry”')
  })

  it('keeps words, publishers and stories out of the digests of a channel, and takes that back', async () => {
    const typed = (text: string) => give(parseCommand(`/brief ${text}`))
    expect(textOf(await typed('mutes'))).toContain('leave nothing out. Mute something: /brief mute word Norway')
    expect(textOf(await typed('mute word Norway'))).toContain('leave out stories with “Norway” from now on.')
    expect(textOf(await typed('mute publisher The Gull'))).toContain('what The Gull publishes')
    expect(textOf(await typed('mute story ferry boats'))).toContain('No story that was posted here has “ferry boats”')
    expect(textOf(await typed('mutes'))).toMatch(/what The Gull publishes[\s\S]*stories with “Norway”/)
    expect(textOf(await typed('unmute norway'))).toContain('may bring stories with “Norway” again.')
    expect(textOf(await typed('unmute norway'))).toContain('is not muted here')
    expect((await store.mutes.list(ana)).map(({ kind, value }) => [kind, value])).toEqual([['publisher', 'The Gull']])
    expect(parseCommand('/brief mute swans')).toEqual({ kind: 'brief', topic: 'mute swans' })
    const guest = await give({ kind: 'mute', what: 'word', value: 'x' }, { ...ana, isGuest: true })
    expect(textOf(guest)).toContain('Only members')
  })

  it('says of the evidence of stories that were deleted that they are', async () => {
    const reply = await give({ kind: 'brief', topic: 'guard' })
    // A reply that somebody reported stays.
    await give({ kind: 'report', reply: reply.id ?? '', fault: 'other', note: 'See there.' })
    const late = '2030-01-01T00:00:00.000Z'
    await store.retention.purge({ before: late, shownBefore: late })
    const { notes } = await give({ kind: 'evidence', reply: reply.id ?? '' })
    expect(notes).toEqual(['Those stories are no longer stored.'])
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

  it('says once in a channel that somebody has to wait, until they are answered again', async () => {
    let at = now().getTime()
    deps = { ...deps, limiter: createRateLimiter(() => new Date(at), 1) }
    const mention = () => answerHeard(deps, { command: { kind: 'help' }, isAddressed: true }, { asker: ana, thread })
    await mention()
    at += 59_000
    expect((await mention())?.notes).toEqual(['That is a lot at once. Ask again in 1 second.'])
    for (let n = 0; n < 3; n++) expect(await mention()).toBeNull()
    expect(await overhear('who declined to comment?')).toBeNull()
    at += 1_000
    expect((await mention())?.cards[0]?.title).toBe('What to type')
    expect((await mention())?.notes).toEqual(['That is a lot at once. Ask again in 60 seconds.'])
  })
})
