import { describe, expect, it } from 'vitest'
import { editorCommand } from '../../../src/chat/editor-command.ts'
import { evidenceCommand } from '../../../src/chat/evidence-command.ts'
import { slackWording } from '../../../src/chat/wording.ts'
import type { EditorDeed } from '../../../src/domain/command.ts'
import type { Reply } from '../../../src/domain/reply.ts'
import { createFakePlatform } from './fake-platform.ts'
import { ferryArticle, openChannel } from './with-channel.ts'

const eight = '2026-05-18T08:00:05Z'

/** A channel whose digests wait for #editors (C9), with two stories on the ferry. */
async function openApproved(fake = createFakePlatform(), { url = 'sqlite::memory:' } = {}) {
  const channel = await openChannel(fake.poster, { url })
  const { store, deps, clock } = channel
  await channel.subscribe()
  await channel.ingest(
    ferryArticle('a1', 'the winter timetable ends in March'),
    ferryArticle('a2', 'two boats are sold to Norway'),
  )
  const place = { platform: 'slack', space: 'T1', channel: 'C1' } as const
  await store.approvals.set({ ...place, name: 'news', editors: 'C9', setBy: 'U1', setAt: clock.at })
  const policy = { feeds: 'anyone', subscriptions: 'anyone' } as const
  const rest = {
    newId: () => 'x',
    random: () => 0,
    web: null,
    writing: null,
    wording: slackWording,
    policy,
    limiter: null,
    turns: null,
  }
  const conversation = { store, now: deps.now, ...rest }
  const asker = { ...place, channel: 'C9', isAdmin: false, isGuest: false, zone: null }
  return {
    ...channel,
    fake,
    /** What somebody reads who presses Evidence under it. */
    evidence: (id: string) => evidenceCommand(conversation, id, { asker: { ...asker, user: 'Ben' }, thread: null }),
    /** What an editor reads after doing something. */
    async edit(delivery: string, deed: EditorDeed, by = 'Ana', where = 'C9') {
      const command = { kind: 'edit', delivery, deed, by } as const
      const spot = { asker: { ...asker, user: by, channel: where }, thread: null }
      return (await editorCommand(conversation, command, spot)).notes.join('\n')
    },
    inChannel: (id: string) => fake.messages.filter((one) => one.channel === id).map(({ text }) => text),
    draft: () => fake.messages.find((one) => one.channel === 'C9')?.reply,
  }
}

function choiceOf(reply: Reply | undefined, label: string): EditorDeed {
  const choice = reply?.choices?.find((one) => one.label.includes(label))
  if (choice === undefined) throw new Error(`nothing to leave out holds ${label}`)
  return { does: 'leave-out', choice: choice.value }
}

describe('a digest of a channel that wants approval', () => {
  it('waits, and is shown to the editors alone until one approves it; then it is posted once, and the draft says so', async () => {
    const { wake, store, edit, inChannel, draft } = await openApproved()
    const stages = (await wake(eight)).map(({ kind, stage }) => [kind, stage])
    expect(stages).toEqual([
      ['digest', 'waiting'],
      ['draft', 'done'],
    ])
    expect(inChannel('C1')).toEqual([])
    expect(inChannel('C9')).toHaveLength(1)
    expect(draft()).toMatchObject({ heading: 'Draft for #news', actions: ['approve', 'discard', 'evidence'] })
    const [, waiting] = await store.deliveries.list({ limit: 9 })
    const id = waiting?.id ?? ''
    expect(draft()?.id).toBe(id)
    expect((await store.replies.find(id))?.articles.length).toBe(2)
    expect(await edit(id, { does: 'approve' })).toBe('Approved. It is posted in #news within seconds.')
    expect(await edit(id, { does: 'approve' }, 'Ben')).toBe('Ana approved it already.')
    expect(await edit(id, { does: 'discard' }, 'Ben')).toBe('Ana approved it already.')
    expect(await wake('2026-05-18T14:30:00Z')).toMatchObject([{ stage: 'done', kind: 'digest', id }])
    expect(inChannel('C1')).toEqual([expect.stringContaining('ferry: 2 stories')])
    expect(draft()).toMatchObject({ actions: ['retract', 'replace', 'evidence'] })
    expect(draft()?.cards[0]?.title).toBe('Posted, approved by Ana')
    expect(draft()?.choices).toBeUndefined()
    expect(await wake('2026-05-18T14:31:00Z')).toEqual([])
    await store.close()
  })

  it('loses the line or the story that an editor leaves out, with all that is kept of it', async () => {
    const { wake, store, edit, inChannel, draft } = await openApproved()
    await wake(eight)
    const id = draft()?.id ?? ''
    const [, first, second] = draft()?.cards ?? []
    const [line, other] = first?.sections[0]?.items ?? []
    const before = await store.replies.find(id)
    expect(before?.lines).toContain(line?.text)
    const gone = choiceOf(draft(), line?.text.slice(0, 40) ?? '')
    expect(await edit(id, gone)).toBe(`Left out: ${line?.text}`)
    expect(await edit(id, gone, 'Ben')).toBe('Somebody left that out already. The draft shows what is in it.')
    await wake('2026-05-18T08:00:10Z')
    expect(JSON.stringify(draft()?.cards.slice(1))).not.toContain(JSON.stringify(line?.text))
    expect(draft()?.cards[0]?.sections[0]?.items[0]?.text).toContain(`Ana left out: ${line?.text.slice(0, 60)}`)
    const shorter = await store.replies.find(id)
    expect(shorter?.lines).not.toContain(line?.text)
    expect(shorter?.lines).toContain(other?.text)
    const marks = shorter?.evidence?.[0]?.sections[0]?.items.flatMap((item) => item.marks)
    expect(marks).not.toEqual(expect.arrayContaining(line?.marks ?? [0]))
    expect(first?.footer).toContain('2 of 2 lines found')
    expect(draft()?.cards[1]?.footer).toContain('1 of 1 line found')
    // The last line takes its story along.
    await edit(id, choiceOf(draft(), other?.text.slice(0, 40) ?? ''), 'Ben')
    const left = await store.deliveries.find(id)
    expect(left?.reply).toMatchObject({ heading: expect.stringContaining('ferry: 1 story since'), cards: [second] })
    expect(left?.articles).toHaveLength(1)
    expect((await store.replies.find(id))?.articles).toEqual([left?.articles[0]?.article])
    const leftLine = choiceOf({ ...(draft() as Reply) }, second?.title ?? '')
    expect(await edit(id, leftLine)).toBe('Nothing would be left. Press “Do not post” instead.')
    await edit(id, { does: 'approve' })
    await wake('2026-05-18T08:00:20Z')
    expect(inChannel('C1')).toEqual([expect.stringContaining(`• ${second?.title}`)])
    expect(inChannel('C1')[0]).not.toContain(first?.title)
    await store.close()
  })

  it('is not posted where an editor decides so, and does not come again', async () => {
    const { wake, store, edit, inChannel, draft } = await openApproved()
    await wake(eight)
    const id = draft()?.id ?? ''
    expect(await edit(id, { does: 'discard' })).toBe('It is not posted.')
    expect(await edit(id, { does: 'approve' }, 'Ben')).toBe('Ana decided already that it is not posted.')
    await wake('2026-05-18T08:01:00Z')
    expect(draft()).toMatchObject({ actions: [], cards: [{ title: 'Not posted: Ana decided so' }] })
    await wake('2026-05-19T08:00:05Z')
    expect(inChannel('C1')).toEqual([])
    expect(inChannel('C9')).toHaveLength(1)
    await store.close()
  })

  it('ends as missed when the next one is due, which brings its stories, and the draft says so', async () => {
    const { wake, store, edit, fake, draft } = await openApproved()
    await wake(eight)
    const id = draft()?.id ?? ''
    await wake('2026-05-19T08:00:05Z')
    const rows = await store.deliveries.list({ limit: 9, kinds: ['digest'] })
    expect(rows.map(({ stage, problem }) => [stage, problem])).toEqual([
      ['waiting', null],
      ['missed', 'No editor approved it before the next one was due, which stands for it.'],
    ])
    expect(draft()?.cards.map(({ title }) => title)).toEqual(['Not posted: nobody approved it'])
    expect(fake.messages[1]?.reply.cards).toHaveLength(3)
    expect(await edit(id, { does: 'approve' })).toBe(
      'It waits no more. No editor approved it before the next one was due, which stands for it.',
    )
    await store.close()
  })

  it('lapses as an alert after six hours, and what somebody showed after a day; the stories of the alert come in the next digest', async () => {
    const { wake, store, edit, inChannel, clock } = await openApproved()
    clock.at = '2026-05-18T01:00:00.000Z'
    const place = { platform: 'slack', space: 'T1', channel: 'C1', under: null, missed: 0, problem: null }
    const due = { ...place, dueAt: clock.at, stage: 'due' } as const
    await store.deliveries.add({
      ...due,
      id: 'alert1',
      subscription: 's1',
      topic: 'ferry',
      kind: 'alert',
      slot: 'alert a1',
    })
    const reply = { id: 'shown1', heading: 'Ferry', cards: [], notes: ['One.'], actions: [] }
    await store.deliveries.add({
      ...due,
      id: 'shown1',
      subscription: '',
      topic: '/brief',
      kind: 'shown',
      slot: 'x',
      reply,
    })
    await wake('2026-05-18T01:00:00Z')
    expect((await store.deliveries.find('alert1'))?.stage).toBe('waiting')
    await wake('2026-05-18T06:59:00Z')
    expect((await store.deliveries.find('alert1'))?.stage).toBe('waiting')
    await wake('2026-05-18T07:00:10Z')
    expect(await store.deliveries.find('alert1')).toMatchObject({ stage: 'quiet', articles: [] })
    expect((await store.deliveries.find('shown1'))?.stage).toBe('waiting')
    await wake(eight)
    const [digest] = await store.deliveries.list({ limit: 1, kinds: ['digest'] })
    expect(digest?.reply?.cards).toHaveLength(2)
    await wake('2026-05-19T01:00:10Z')
    expect(await store.deliveries.find('shown1')).toMatchObject({
      stage: 'quiet',
      problem: 'No editor approved it within a day.',
    })
    expect(await edit('shown1', { does: 'approve' })).toBe('It waits no more. No editor approved it within a day.')
    expect(inChannel('C1')).toEqual([])
    await store.close()
  })

  it('goes out where approval is switched off, and ends with its subscription', async () => {
    const { wake, store, inChannel, subscribe } = await openApproved()
    await subscribe({ id: 's2', topic: 'boats', quietDays: 'line' })
    await wake(eight)
    expect(await store.deliveries.list({ limit: 9, stages: ['waiting'] })).toHaveLength(2)
    await store.subscriptions.remove('s2')
    await wake('2026-05-18T08:01:00Z')
    expect(await store.deliveries.list({ limit: 9, stages: ['failed'] })).toMatchObject([
      { topic: 'boats', problem: 'The subscription was ended.' },
    ])
    await store.approvals.remove({ platform: 'slack', space: 'T1', channel: 'C1' })
    await wake('2026-05-18T09:30:00Z')
    expect(inChannel('C1')).toHaveLength(1)
    expect(inChannel('C9')[1]).toContain('Not posted: nobody approved it')
    expect(inChannel('C9')[0]).toContain('Posted, approval was switched off')
    await store.close()
  })

  it('is never posted where the editors cannot be asked: its maker is told, and the ledger says why', async () => {
    const fake = createFakePlatform({ refuses: 'C9' })
    const { wake, store, inChannel } = await openApproved(fake)
    await wake(eight)
    await wake('2026-05-18T12:00:00Z')
    expect(inChannel('C1')).toEqual([])
    const [draft, digest] = await store.deliveries.list({ limit: 9 })
    expect(draft).toMatchObject({ kind: 'draft', stage: 'failed', problem: 'I may not post there.' })
    expect(digest).toMatchObject({
      stage: 'waiting',
      problem: 'Its draft could not be shown to the editors. I may not post there.',
    })
    expect(fake.told).toEqual([
      'U1: “ferry” waits for an editor, but its draft could not be posted to them. I may not post there.',
    ])
    expect((await store.subscriptions.find('s1'))?.paused).toBeNull()
    await store.close()
  })

  it('that failed, and is sent by hand, waits again under the same draft', async () => {
    const { wake, store, edit, inChannel, draft, deps } = await openApproved()
    await wake(eight)
    const id = draft()?.id ?? ''
    await store.subscriptions.pause('s1', 'The channel is archived.')
    await wake('2026-05-18T08:01:00Z')
    expect(await store.deliveries.find(id)).toMatchObject({ stage: 'failed', articles: [{}, {}] })
    await store.subscriptions.pause('s1', null)
    const tryAt = deps.now().toISOString()
    await store.deliveries.reopen(id, { stage: 'due', sending: null, problem: null, tryAt })
    await wake('2026-05-18T08:02:00Z')
    expect(await store.deliveries.find(id)).toMatchObject({ stage: 'waiting', review: { acts: [] } })
    expect(inChannel('C1')).toEqual([])
    expect(inChannel('C9')).toHaveLength(1)
    expect(draft()).toMatchObject({ actions: ['approve', 'discard', 'evidence'] })
    await edit(id, { does: 'approve' })
    await wake('2026-05-18T08:03:00Z')
    expect(inChannel('C1')).toHaveLength(1)
    await store.close()
  })

  it('is decided by whoever is in the channel for drafts alone', async () => {
    const { wake, store, edit, draft } = await openApproved()
    await wake(eight)
    const id = draft()?.id ?? ''
    await expect(edit(id, { does: 'approve' }, 'Ben', 'C1')).rejects.toThrow('That draft is no longer kept.')
    await expect(edit('id77', { does: 'approve' })).rejects.toThrow('That draft is no longer kept.')
    await store.close()
  })

  it.each([
    ['before its draft is sent', 'dies-before'],
    ['after its draft was sent', 'dies-after'],
  ] as const)('asks the editors once where the program dies right %s', async (_what, fault) => {
    const { wake, store, fake, inChannel, edit, draft } = await openApproved()
    fake.faults.push(fault)
    for (let second = 5; second < 900; second += 10) {
      await wake(new Date(Date.parse('2026-05-18T08:00:00Z') + second * 1000).toISOString()).catch(() => {})
    }
    expect(inChannel('C9')).toHaveLength(1)
    expect(inChannel('C1')).toEqual([])
    await edit(draft()?.id ?? '', { does: 'approve' })
    // Between the approval and the post it dies too.
    fake.faults.push(fault)
    for (let second = 5; second < 900; second += 10) {
      await wake(new Date(Date.parse('2026-05-18T09:30:00Z') + second * 1000).toISOString()).catch(() => {})
    }
    expect(inChannel('C1')).toHaveLength(1)
    expect(draft()?.cards[0]?.title).toBe('Posted, approved by Ana')
    expect(await store.deliveries.list({ limit: 9, stages: ['done'] })).toHaveLength(2)
    await store.close()
  })
})

describe('what was posted', () => {
  async function posted(parts = 1) {
    const fake = createFakePlatform({ parts })
    const channel = await openApproved(fake)
    await channel.wake(eight)
    const id = channel.draft()?.id ?? ''
    await channel.edit(id, { does: 'approve' })
    await channel.wake('2026-05-18T08:01:00Z')
    return { ...channel, id }
  }

  it('is taken back in all of its messages, in its draft, and in its conversation, and noted', async () => {
    const { wake, store, edit, id, inChannel, draft, evidence } = await posted(3)
    expect((await evidence(id)).cards).toHaveLength(2)
    const thread = { platform: 'slack', space: 'T1', channel: 'C1', message: 'm4' }
    expect((await store.threads.find(thread))?.articles).toHaveLength(2)
    expect(await edit(id, { does: 'retract', note: null })).toBe('It is taken back in #news within seconds.')
    expect(await edit(id, { does: 'retract', note: 'x' }, 'Ben')).toBe('Ana took it back already.')
    await expect(evidence(id)).rejects.toThrow('That was taken back by an editor.')
    await wake('2026-05-18T08:02:00Z')
    expect(inChannel('C1')).toEqual(['Retracted by an editor.', 'See the first message.', 'See the first message.'])
    expect(draft()?.cards.map(({ title }) => title)).toEqual(['Retracted by Ana'])
    expect(await store.threads.find(thread)).toBeUndefined()
    expect((await store.changes.list(1))[0]?.what).toBe('retracted “ferry” in channel C1')
    await store.close()
  })

  it('gives way to a note, also where a message was deleted meanwhile', async () => {
    const { wake, store, edit, id, inChannel, fake } = await posted(2)
    fake.messages.splice(
      fake.messages.findIndex(({ thread, channel }) => channel === 'C1' && thread !== null),
      1,
    )
    await expect(edit(id, { does: 'retract', note: '  ' })).rejects.toThrow('The note is empty.')
    await edit(id, { does: 'retract', note: 'The figures were wrong. <!channel>' })
    await wake('2026-05-18T08:02:00Z')
    expect(inChannel('C1')).toEqual(['The figures were wrong. <!channel>'])
    expect((await store.deliveries.find(id))?.retracted).toMatchObject({ by: 'Ana', user: 'Ana' })
    await store.close()
  })

  it('is taken back once the platform can be reached, or whoever wanted it is told that it still stands', async () => {
    const { wake, store, edit, id, inChannel, fake, draft } = await posted()
    fake.changeFaults.push({ kind: 'busy', problem: 'Wait.', retryMs: 60_000 }, 'dies')
    await edit(id, { does: 'retract', note: null })
    for (const minute of [2, 3, 4, 9]) await wake(`2026-05-18T08:0${minute}:00Z`).catch(() => {})
    expect(inChannel('C1')).toEqual(['Retracted by an editor.'])
    await store.close()
    const other = await posted()
    await other.edit(other.id, { does: 'retract', note: null })
    other.fake.changeFaults.push({ kind: 'refused', problem: 'I am not in that channel.' })
    await other.wake('2026-05-18T08:02:00Z')
    await other.wake('2026-05-18T08:02:10Z')
    expect(other.fake.told).toEqual([
      'Ana: “ferry” could not be taken back, and still stands in the channel. I am not in that channel.',
    ])
    expect(other.draft()).toMatchObject({ actions: ['retract', 'replace', 'evidence'] })
    expect(draft).toBeDefined()
    await other.store.close()
  })
})
