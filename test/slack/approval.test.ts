import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../src/domain/store.ts'
import { ingestArticles } from '../../src/pipeline/ingest-articles.ts'
import { openStore } from '../../src/storage/open.ts'
import { now } from '../chat-conversations/sample-store.ts'
import { createWorker } from '../pipeline/deliveries/create-worker.ts'
import { subscriptionOf } from '../pipeline/deliveries/with-channel.ts'
import { blocksText } from '../slack-server/block-text.ts'
import type { Happened } from '../slack-server/happened.ts'
import type { Message } from '../slack-server/world.ts'
import { ferryNews } from '../week/ferry-news.ts'
import { type Running, startRunning } from './with-slack.ts'

/** What both channels show after each step. To write it anew: TRANSCRIPT=11-approval. */
const file = new URL('transcripts/11-approval.txt', import.meta.url)
const news = { channel: 'news' }

let store: Store
let running: Running
let work: () => Promise<unknown>
beforeEach(async () => {
  store = await openStore({ url: 'sqlite::memory:', now })
  await ingestArticles(store, ferryNews(0, '2026-05-20T06:00:00Z'))
  running = await startRunning(store, { name: 'a', isNewApp: false })
  const worker = createWorker(store, running.adapter, now, running.deps.newId)
  work = async () => {
    await worker.work()
    await running.slack.quiet()
    await running.slack.clock.advance(5000)
  }
})
afterEach(async () => {
  expect(running.slack.faults).toEqual([])
  expect(running.log).toEqual([])
  await running.close()
  await store.close()
})

const subscribe = () =>
  store.subscriptions.save(
    subscriptionOf({
      space: 'T0HARBOR',
      channel: 'C0NEWS',
      topic: 'Marta Vale',
      createdAt: '2026-05-20T00:00:00.000Z',
      nextAt: now().toISOString(),
    }),
  )

function draft(): Message {
  const [message] = running.slack.messages('desk')
  if (message === undefined) throw new Error('there is no draft')
  return message
}

/** The value of the option of a menu that holds these words. */
function option(menu: string, words: string): { value: string } {
  const elements = draft().blocks.flatMap((block) => (Array.isArray(block['elements']) ? block['elements'] : []))
  const found = elements.find((one) => one['action_id'] === menu)
  const chosen = found?.options.find(({ text }: { text: { text: string } }) => text.text.includes(words))
  if (chosen === undefined) throw new Error(`the menu ${menu} has no “${words}”: ${JSON.stringify(found?.options)}`)
  return { value: chosen.value }
}

const linesOf = (blocks: unknown) => blocksText(blocks, (id) => id)
const said = (messages: readonly Message[]) => messages.map(({ text }) => text).join('\n')

describe('approval in Slack', () => {
  it('goes as written: a draft, a line and a story left out, approved, posted, and replaced with a note', async () => {
    const { slack } = running
    const [ana, ben] = [slack.user('Ana'), slack.user('Ben')]
    const written: string[] = []
    /** Writes down what somebody did, what they alone read, and how both channels look then. */
    const step = async (deed: string, act: Promise<Happened> | null) => {
      const happened = await act
      await work()
      const answer = (happened?.ephemeral ?? []).flatMap(({ blocks }) => linesOf(blocks))
      const shown = (channel: string) => slack.messages(channel).flatMap(({ blocks }) => [...linesOf(blocks), ''])
      written.push(
        `> ${deed}`,
        ...answer.map((line) => `(only they see) ${line}`),
        ...['desk', 'news'].flatMap((channel) => ['', `#${channel}`, ...shown(channel).map((line) => `  ${line}`)]),
        '',
      )
    }
    await step('Ana types /brief approval in #desk', ana.command('/brief', 'approval in <#C0DESK|desk>', news))
    await subscribe()
    await step('It is eight', null)
    const line = option('leave-out-line', 'not clear why the ferry')
    await step('Ana leaves a line out', ana.click(draft(), 'leave-out-line', line))
    await step(
      'Ben leaves a story out',
      ben.click(draft(), 'leave-out-story', option('leave-out-story', 'Dozens hurt')),
    )
    await step('Ben approves', ben.click(draft(), 'approve'))
    const { views } = await ana.click(draft(), 'replace')
    const [view] = views
    if (view === undefined) throw new Error('no window is open')
    const note = 'We took this brief back: a figure in it was <!channel> wrong.'
    await step('Ana replaces it with a note', ana.submit(view, { note }))
    const found = `${written
      .join('\n')
      .replace(/[ ]+$/gm, '')
      .replace(/\n{3,}/g, '\n\n')
      .trim()}\n`
    if (['11-approval', 'all'].includes(process.env['TRANSCRIPT'] ?? '')) writeFileSync(file, found)
    expect(existsSync(file)).toBe(true)
    expect(found).toBe(readFileSync(file, 'utf8'))
  })

  it('is switched by admins of the workspace alone, with a channel where we may post', async () => {
    const { slack } = running
    const type = async (who: string, text: string, place = news) =>
      said((await slack.user(who).command('/brief', text, place)).ephemeral)
    expect(await type('Ben', 'approval in <#C0DESK|desk>')).toBe(
      'Only admins can change approval here. Ask one of them.',
    )
    expect(await type('Chi', 'approval in <#C0DESK|desk>', { channel: 'joint' })).toContain(
      'This app is connected to another workspace.',
    )
    expect(await type('Ana', 'approval in #desk')).toContain('“#desk” is no channel that I know.')
    expect(await type('Ana', 'approval on')).toContain('Say in which channel editors see the drafts:')
    expect(await type('Ana', 'approval in <#C0DESK|desk>', { channel: 'quiet' })).toContain(
      'About this channel: I am not in',
    )
    expect(await type('Ana', 'approval in <#C0DESK|desk>', { channel: 'D0ANA' })).toContain(
      'That is a conversation with one person.',
    )
    expect(await type('Ana', 'approval in <@U0BEN|ben>')).toContain('is no channel that I know')
    expect(await type('Ana', 'approval in <#C0NEWS|news>')).toContain('Drafts need a channel of their own')
    expect(await type('Ana', 'approval in <#C0QUIET|quiet>')).toContain('Type /invite @Nutgraf there')
    expect(await type('Ana', 'approval in <#C0JOINT|joint>')).toContain('Another company reads that channel too.')
    expect(await type('Ana', 'approval in <#C0NOWHERE|x>')).toContain('I see no such channel.')
    expect(await store.approvals.list()).toEqual([])
    expect(await type('Ana', 'approval in <#C0DESK>')).toContain('wait until somebody in #desk approves them')
    expect(await type('Ben', 'approval')).toContain('wait for an editor in #desk')
    expect(await type('Ana', 'approval off')).toContain('are posted at once again')
    expect(await type('Ana', 'approval off')).toBe('Digests of this channel are posted at once already.')
    expect((await store.changes.list(2)).map(({ what }) => what)).toEqual([
      'let digests in channel C0NEWS go out without an editor',
      'made digests in channel C0NEWS wait for an editor in channel C0DESK',
    ])
  })

  it('offers what somebody shows, or asks for in the channel, to the editors; it is posted where it belongs', async () => {
    const { slack } = running
    const [ana, ben] = [slack.user('Ana'), slack.user('Ben')]
    await ana.command('/brief', 'approval in <#C0DESK|desk>', news)
    const { ephemeral } = await ben.command('/brief', 'Marta Vale', news)
    const [private_] = ephemeral
    if (private_ === undefined) throw new Error('there is no reply')
    const pressed = await ben.click(private_, 'show')
    expect(said(pressed.ephemeral)).toContain('What is shown in this channel waits for an editor.')
    expect(said((await ben.click(private_, 'show')).ephemeral)).toBe('The editors of this channel have it already.')
    await work()
    expect(slack.messages('news')).toEqual([])
    await ana.click(draft(), 'approve')
    await work()
    expect(slack.messages('news').map(({ text, threadTs }) => [text.includes('Shown by Ben.'), threadTs])).toEqual([
      [true, null],
    ])
    const asked = await ben.mention('Marta Vale', news)
    expect(said(asked.messages)).toContain('They have it now')
    const root = asked.messages[0]?.threadTs ?? ''
    // Nothing is answered from what nobody approved.
    expect((await ben.message('how many passengers were hurt?', { ...news, thread: root })).messages).toEqual([])
    await work()
    const [, second] = slack.messages('desk')
    if (second === undefined) throw new Error('there is no second draft')
    await ana.click(second, 'approve')
    await work()
    const inThread = slack.messages('news').filter(({ threadTs }) => threadTs === root)
    expect(said(inThread)).toContain('Ferry Marta Vale runs aground')
    expect(said((await ben.message('how many passengers were hurt?', { ...news, thread: root })).messages)).toContain(
      '31',
    )
    await ana.click(second, 'retract')
    await work()
    expect(said(slack.messages('news').filter(({ threadTs }) => threadTs === root))).toContain(
      'Retracted by an editor.',
    )
    expect((await ben.message('how many passengers were hurt?', { ...news, thread: root })).messages).toEqual([])
    expect(said((await ben.click(private_, 'evidence')).ephemeral)).toContain('31 passengers were hurt')
  })

  it('works on after a restart, and tells the second editor what the first did', async () => {
    const { slack } = running
    await slack.user('Ana').command('/brief', 'approval in <#C0DESK|desk>', news)
    await subscribe()
    await work()
    const before = draft()
    const line = option('leave-out-line', 'not clear why the ferry')
    await running.restart()
    const [one, two] = await Promise.all([
      slack.user('Ana').click(before, 'leave-out-line', line),
      slack.user('Ben').click(before, 'leave-out-line', line),
    ])
    const answers = [...one.ephemeral, ...two.ephemeral].map(({ text }) => text.slice(0, 30)).sort()
    expect(new Set(answers)).toEqual(new Set(['Left out: It was not clear why', 'Somebody left that out already']))
    await slack.user('Ben').click(before, 'approve')
    expect(said((await slack.user('Ana').click(before, 'discard')).ephemeral)).toBe('Ben approved it already.')
    await running.restart()
    expect(said(slack.messages('news'))).toBe('')
  })

  it('takes back what may no longer be changed only in words: the editor is told that it stands', async () => {
    const { slack } = running
    await slack.user('Ana').command('/brief', 'approval in <#C0DESK|desk>', news)
    await subscribe()
    await work()
    await slack.user('Ana').click(draft(), 'approve')
    await work()
    slack.stumble('chat.update', { error: 'edit_window_closed' })
    await slack.user('Ana').click(draft(), 'retract')
    await work()
    await work()
    expect(draft().text).toContain('still stands there')
    const direct = slack.world.messages.filter(({ channel }) => channel === 'D0ANA')
    expect(said(direct)).toContain('could not be taken back, and still stands in the channel.')
    await slack.user('Ana').click(draft(), 'retract')
    await work()
    expect(said(slack.messages('news'))).toBe('Retracted by an editor.')
    await work()
    expect(draft().text).toContain('Retracted by Ana')
  })
})
