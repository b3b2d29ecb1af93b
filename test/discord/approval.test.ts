import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { openStore } from '../../src/storage/open.ts'
import { now } from '../chat-conversations/sample-store.ts'
import type { Outcome } from '../discord-server/outcome.ts'
import { renderState } from '../discord-server/render-message.ts'
import { componentsOf } from '../discord-server/visible-text.ts'
import { createWorker } from '../pipeline/deliveries/create-worker.ts'
import { subscriptionOf } from '../pipeline/deliveries/with-channel.ts'
import { ferryNews } from '../week/ferry-news.ts'
import { type Nutgraf, withNutgraf } from './with-nutgraf.ts'

/** What both channels show after each step. To write it anew: TRANSCRIPT=11-approval. */
const file = new URL('transcripts/11-approval.txt', import.meta.url)

type Desk = Nutgraf & {
  work(): Promise<unknown>
  /** a digest for #general is due now */
  subscribe(): Promise<unknown>
  /** switches approval on, with drafts in #desk */
  approve(): Promise<Outcome>
  draft(): { id: string; text: string }
  option(words: string): { menu: string; value: string }
}

/** A server with a channel for drafts, news on a ferry, and what delivers. */
async function withDesk(run: (desk: Desk) => Promise<void>): Promise<void> {
  const store = await openStore({ url: 'sqlite::memory:', now })
  await ingestArticles(store, ferryNews(0, '2026-05-20T06:00:00Z'))
  await withNutgraf({ store }, async (nutgraf) => {
    const { server, adapter, conversation } = nutgraf
    const desk = server.add('harbour', 'desk', 'text')
    const general = server.channel('general')
    const place = { platform: 'discord', space: general.guildId ?? '', channel: general.id }
    const draft = () => {
      const [message] = server.messages('desk', 'ana')
      if (message === undefined) throw new Error('there is no draft')
      return message
    }
    await run({
      ...nutgraf,
      work: () => createWorker(store, adapter, now, conversation.newId).work(),
      subscribe: () =>
        store.subscriptions.save(
          subscriptionOf({
            ...{ ...place, topic: 'Marta Vale', createdAt: '2026-05-20T00:00:00.000Z', nextAt: now().toISOString() },
          }),
        ),
      approve: () => server.member('ana').slash('digest approval in', { channel: desk.id }),
      draft,
      option(words) {
        const menus = componentsOf(draft().state).flatMap(({ components }) => components ?? [])
        for (const menu of menus) {
          const option = menu.options?.find(({ label }) => label.includes(words))
          if (option !== undefined) return { menu: menu.custom_id ?? '', value: option.value }
        }
        throw new Error(`no menu has “${words}”`)
      },
    })
  })
  await store.close()
}

describe('approval in Discord', () => {
  it('goes as written: a draft, a line and a story left out, approved, posted, and replaced with a note', async () => {
    await withDesk(async ({ server, work, subscribe, approve, draft, option }) => {
      const [ana, ben] = [server.member('ana'), server.member('ben')]
      const written: string[] = []
      /** Writes down what somebody did, what they alone read, and how both channels look then. */
      const step = async (deed: string, act: Promise<Outcome> | null) => {
        const outcome = await act
        await work()
        const shown = (name: string) =>
          server.messages(name, 'chi').flatMap(({ state }) => [...renderState(server.world, state), ''])
        written.push(
          `> ${deed}`,
          ...(outcome?.reply ? renderState(server.world, outcome.reply.state) : []).map(
            (line) => `(only they see) ${line}`,
          ),
          ...['desk', 'general'].flatMap((name) => ['', `#${name}`, ...shown(name).map((line) => `  ${line}`)]),
          '',
        )
      }
      await step('Ana uses /digest approval in channel:#desk', approve())
      await subscribe()
      await step('It is eight', null)
      const line = option('not clear why the ferry')
      await step('Ana leaves a line out', ana.choose(draft(), line.menu, [line.value]))
      const story = option('Dozens hurt')
      await step('Ben leaves a story out', ben.choose(draft(), story.menu, [story.value]))
      await step('Ben approves', ben.press(draft(), 'Approve'))
      const { modal } = await ana.press(draft(), 'Replace with a note…')
      if (modal === null) throw new Error('no window is open')
      const note = 'We took this brief back: a figure in it was @everyone wrong.'
      await step('Ana replaces it with a note', ana.submit(modal, { note }))
      const found = `${written
        .join('\n')
        .replace(/[ ]+$/gm, '')
        .replace(/\n{3,}/g, '\n\n')
        .trim()}\n`
      if (['11-approval', 'all'].includes(process.env['TRANSCRIPT'] ?? '')) writeFileSync(file, found)
      expect(existsSync(file)).toBe(true)
      expect(found).toBe(readFileSync(file, 'utf8'))
      expect(server.messages('general', 'chi')[0]).toMatchObject({ pings: [], mentions: [], buttons: [] })
    })
  })

  it('is switched by whoever manages the server alone, with a channel where we may post', async () => {
    await withDesk(async ({ server, store, approve }) => {
      const ana = server.member('ana')
      const use = async (words: string, filled: Record<string, string> = {}, who = ana) =>
        (await who.slash(words, filled)).text
      const inChannel = (name: string) => use('digest approval in', { channel: server.channel(name).id })
      expect(await use('digest approval in', { channel: server.channel('desk').id }, server.member('chi'))).toContain(
        'Only admins can change approval here.',
      )
      expect(await inChannel('general')).toContain('Drafts need a channel of their own')
      expect(await inChannel('ideas')).toContain('Drafts need a text channel.')
      expect(await inChannel('hill/lobby')).toContain('I see no such channel in this server.')
      server.deny('desk', 'bot', 'SendMessages')
      expect(await inChannel('desk')).toContain('I may not post there.')
      expect(await store.approvals.list()).toEqual([])
      server.allow('desk', 'bot', 'SendMessages')
      expect((await approve()).text).toContain('wait until somebody in #desk approves them')
      expect(await use('digest approval show', {}, server.member('chi'))).toContain('wait for an editor in #desk')
      expect(await use('digest approval off')).toContain('are posted at once again')
      expect((await store.changes.list(9)).map(({ what }) => what.replace(/\d+/g, 'N'))).toEqual([
        'let digests in channel N go out without an editor',
        'made digests in channel N wait for an editor in channel N',
      ])
    })
  })

  it('offers what somebody shows, or asks for in the channel, to the editors; it is posted where it belongs', async () => {
    await withDesk(async ({ server, work, approve, draft, store }) => {
      const [ana, chi] = [server.member('ana'), server.member('chi')]
      await approve()
      const { reply } = await chi.slash('brief', { topic: 'Marta Vale' })
      const shown = await chi.press(reply ?? { id: '' }, 'Show in channel')
      expect(shown.text).toContain('What is shown in this channel waits for an editor.')
      expect((await chi.press(reply ?? { id: '' }, 'Show in channel')).text).toContain('have it already')
      await work()
      expect(server.messages('general', 'ben')).toEqual([])
      await ana.press(draft(), 'Approve')
      await work()
      expect(server.messages('general', 'ben').map(({ text }) => text.includes('Shown by Chi'))).toEqual([true])
      const asked = await chi.mention('Marta Vale')
      expect(asked.text).toContain('They have it now')
      await work()
      const [, second] = server.messages('desk', 'ben')
      await ana.press(second ?? { id: '' }, 'Approve')
      await work()
      const thread = asked.threads[0]?.id ?? ''
      const inThread = () => server.messages({ id: thread }, 'chi').map(({ text }) => text)
      expect(inThread().join('\n')).toContain('Ferry Marta Vale runs aground')
      const general = server.channel('general')
      const ref = { platform: 'discord', space: general.guildId ?? '', channel: general.id, message: thread }
      expect(await store.threads.find(ref)).toBeDefined()
      await ana.press(second ?? { id: '' }, 'Retract')
      await work()
      expect(inThread()).toContain('Retracted by an editor.')
      expect(await store.threads.find(ref)).toBeUndefined()
    })
  })

  it('tells the second editor what the first did, also after a restart, and keeps menus of what is gone quiet', async () => {
    await withDesk(async ({ server, work, subscribe, approve, draft, option, adapter, another }) => {
      await approve()
      await subscribe()
      await work()
      const { menu, value } = option('not clear why the ferry')
      await adapter.stop()
      const next = another()
      await next.start()
      try {
        const [one, two] = await Promise.all(
          ['ana', 'ben'].map((name) => server.member(name).choose(draft(), menu, [value])),
        )
        const answers = [one?.text ?? '', two?.text ?? ''].map((text) => text.slice(0, 22)).sort()
        expect(answers).toEqual(['Left out: It was not c', 'Somebody left that out'])
        await server.member('ben').press(draft(), 'Do not post')
        expect((await server.member('ana').press(draft(), 'Approve')).text).toBe(
          'Ben decided already that it is not posted.',
        )
      } finally {
        await next.stop()
      }
    })
  })

  it('takes back a post of a forum, and what stands in its thread, though that fell asleep', async () => {
    await withDesk(async ({ server, store, adapter, work }) => {
      const { id: channel, guildId } = server.channel('ideas')
      const reply = { id: null, heading: 'Ferry', cards: [], notes: ['One. '.repeat(900).trim()], actions: [] }
      const place = { platform: 'discord', space: guildId ?? '', channel, subscription: '', topic: 'ferry' }
      const planned = { dueAt: now().toISOString(), under: null, missed: 0, problem: null, stage: 'due' } as const
      await store.deliveries.add({ id: 'x1', ...place, ...planned, kind: 'shown', slot: 'shown', reply })
      await work()
      const { posted } = (await store.deliveries.find('x1')) ?? { posted: [] }
      expect(posted.length).toBeGreaterThan(1)
      const thread = server.channel({ id: posted[0] ?? '' })
      server.clock.advance(8 * 24 * 3_600_000)
      expect(thread.thread?.isArchived).toBe(true)
      const retraction = { by: 'Ana', user: null, note: null, at: now().toISOString() }
      expect(await store.deliveries.retract('x1', retraction)).toBe(true)
      await work()
      const texts = server.messages({ id: thread.id }, 'ana').map(({ text }) => text)
      expect(texts).toEqual(['Retracted by an editor.', ...posted.slice(1).map(() => 'See the first message.')])
      expect(adapter.platform).toBe('discord')
    })
  })
})
