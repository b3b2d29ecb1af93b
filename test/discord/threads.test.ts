import { describe, expect, it } from 'vitest'
import type { DiscordServer } from '../discord-server/discord-server.ts'
import { type Nutgraf, withNutgraf } from './with-nutgraf.ts'

const withContent = { discord: { intents: { messageContent: true } }, settings: { hasMessageContent: true } } as const

async function shownThread(server: DiscordServer): Promise<{ id: string }> {
  const chi = server.member('chi')
  const brief = await chi.slash('brief', { topic: 'guard' })
  const shown = await chi.press(brief.reply ?? { id: '' }, 'Show in channel')
  return { id: shown.threads[0]?.id ?? '' }
}

const quiet = { waitMs: 150 }

describe('threads in Discord', () => {
  it('answer plain messages where the intent is granted, and nobody else’s talk', async () => {
    await withNutgraf(withContent, async ({ server }) => {
      const thread = await shownThread(server)
      const ben = server.member('ben')
      const answer = await ben.say('how many immigrants were arrested in Florida?', { thread })
      expect(answer.text).toContain('more than 1,000 immigrants were arrested')
      expect((await ben.say('show me the sentence', { thread })).text).toContain('Where it stands')
      const { id } = server.member('ana').user
      for (const talk of [
        'thanks!',
        'lol',
        '👍',
        'I will write this up, can you take the photo',
        'Ana, is that right?',
        `<@${id}> can you check the second figure?`,
        `<@${id}> how many immigrants were arrested?`,
        // Nor a refusal to a question that nobody put to us.
        'who is bringing the coffee?',
        'and in Ohio?',
      ])
        expect((await ben.say(talk, { thread, ...quiet })).messages, talk).toEqual([])
      expect((await ben.say('who declined to comment?', { channel: 'general', ...quiet })).messages).toEqual([])
      const other = ben.begin('Lunch', 'where?', { channel: 'general' })
      expect((await ben.say('who declined to comment?', { thread: other, ...quiet })).messages).toEqual([])
    })
  })

  it('take subcommands from a mention, and a topic as a follow-up', async () => {
    await withNutgraf({}, async ({ server }) => {
      const thread = await shownThread(server)
      const ben = server.member('ben')
      expect((await ben.mention('help', { thread })).text).toContain('What to type')
      expect((await ben.mention('latest', { thread })).text).toContain('Key figures')
      expect((await ben.mention('subscriptions', { thread })).text).toContain('/digest list')
      expect((await ben.mention('immigrants arrested in Florida', { thread })).text).not.toContain('Key figures')
    })
  })

  it('answer mentions alone where it is not granted, and /ask as part of the conversation', async () => {
    await withNutgraf({}, async ({ server }) => {
      const thread = await shownThread(server)
      const ben = server.member('ben')
      expect((await ben.say('who declined to comment?', { thread, ...quiet })).messages).toEqual([])
      expect((await ben.mention('who declined to comment?', { thread })).text).toContain('A spokesperson')
      const asked = await ben.slash('ask', { question: 'what is not known?' }, { thread })
      expect(asked.reply).toMatchObject({ isEphemeral: false, channelId: thread.id })
      const shown = await ben.mention('show me the sentence', { thread })
      expect(shown.text).toContain('Where it stands')
    })
  })

  it('begin at a mention in a channel, and read it as a command', async () => {
    await withNutgraf({}, async ({ server }) => {
      const ana = server.member('ana')
      const outcome = await ana.mention('guard')
      expect(outcome.threads.map(({ name }) => name)).toEqual([
        'Homeland Security seeks more than 20,000 Guard members for immigration work',
      ])
      expect(outcome.messages.map(({ channelId }) => channelId)).toEqual([outcome.threads[0]?.id])
      expect(outcome.typing).toBeGreaterThan(0)
      expect((await ana.mention('')).text).toContain('What to type')
      // A reply to the message that the thread hangs on is said in that thread.
      const first = server.messages('general', 'ana')[0]
      const said = await ana.say(`<@${server.world.bot.id}> who declined to comment?`, {
        channel: 'general',
        replyTo: first ?? { id: '' },
      })
      expect(said.messages.map(({ channelId }) => channelId)).toEqual([first?.id])
    })
  })

  it('are not begun inside threads of people, where the bot answers and is part of the talk from then on', async () => {
    await withNutgraf(withContent, async ({ server }) => {
      const ben = server.member('ben')
      const thread = ben.begin('News', 'what is new?', { channel: 'general' })
      const outcome = await ben.mention('guard', { thread })
      expect(outcome.messages.map(({ channelId }) => channelId)).toEqual([thread.id])
      expect(outcome.threads).toEqual([])
      expect((await ben.say('who declined to comment?', { thread })).text).toContain('A spokesperson')
    })
  })

  it('are the posts of a forum', async () => {
    await withNutgraf({}, async ({ server }) => {
      const ben = server.member('ben')
      const post = ben.begin('Guard', 'what do we know?', { channel: 'ideas' })
      const outcome = await ben.mention('guard', { thread: post })
      expect(outcome.messages.map(({ channelId }) => channelId)).toEqual([post.id])
      const brief = await ben.slash('brief', { topic: 'guard' }, { thread: post })
      await ben.press(brief.reply ?? { id: '' }, 'Show in channel')
      expect(server.messages(post, 'ana').at(-1)?.text).toContain('Shown by Ben')
    })
  })

  it('begin in announcement channels too', async () => {
    await withNutgraf({}, async ({ server }) => {
      const ben = server.member('ben')
      const brief = await ben.slash('brief', { topic: 'guard' }, { channel: 'news' })
      const shown = await ben.press(brief.reply ?? { id: '' }, 'Show in channel')
      expect(shown.threads).toHaveLength(1)
      expect(server.messages('news', 'chi')).toHaveLength(1)
    })
  })

  it('wake from the archive, and say so where they are locked', async () => {
    await withNutgraf({}, async ({ server, logged }: Nutgraf) => {
      const thread = await shownThread(server)
      server.clock.advance(4 * 24 * 3_600_000)
      const state = server.channel(thread).thread
      expect(state?.isArchived).toBe(true)
      const ben = server.member('ben')
      expect((await ben.mention('who declined to comment?', { thread })).text).toContain('A spokesperson')
      const brief = await ben.slash('brief', { topic: 'guard' }, { thread })
      if (state) state.isLocked = true
      const shown = await ben.press(brief.reply ?? { id: '' }, 'Show in channel')
      expect(shown.text).toContain('That thread is locked')
      expect(logged.filter(({ level }) => level === 'fault')).toEqual([])
    })
  })

  it('keep the order of what is said quickly', async () => {
    await withNutgraf({ ...withContent, samples: '' }, async ({ server }) => {
      const thread = await shownThread(server)
      const ben = server.member('ben')
      void ben.say('how many immigrants were arrested in Florida?', { thread, waitMs: 1 })
      const second = await ben.mention('and in Ohio?', { thread })
      await second.until(({ messages }) => messages.length >= 2 || messages.some(({ text }) => text.includes('Ohio')))
      // Read as "how many immigrants were arrested in Ohio?", so that what was said before is the nearest.
      const last = server.messages(thread, 'ben').at(-1)?.text
      expect(last).toContain('and in Ohio?')
      expect(last).toContain('immigrants were arrested in an operation')
    })
  })

  it('of direct messages are one for each person, and need no mention', async () => {
    await withNutgraf({}, async ({ server }) => {
      const chi = server.member('chi')
      const brief = await chi.say('/brief guard', { channel: 'dm' })
      expect(brief.text).toContain('Homeland Security seeks')
      expect(brief.threads).toEqual([])
      expect((await chi.say('who declined to comment?', { channel: 'dm' })).text).toContain('A spokesperson')
      for (const help of ['/help', 'help'])
        expect((await chi.say(help, { channel: 'dm' })).text).toContain('What to type')
      // A topic begins a brief, whatever was said before; a follow-up goes on.
      for (const topic of ['guard', 'latest'])
        expect((await chi.say(topic, { channel: 'dm' })).text).toContain('Key figures')
      expect((await chi.say('who said that', { channel: 'dm' })).text).toContain('Who said it')
      const slash = await chi.slash('brief', { topic: 'guard' }, { channel: 'dm' })
      expect(slash.reply).toMatchObject({ isEphemeral: false })
      expect(slash.reply?.buttons.map(({ label }) => label)).toEqual(['Evidence', 'Ask', 'Report'])
      await chi.slash('digest subscribe', { topic: 'mine alone', when: 'daily' }, { channel: 'dm' })
      expect((await chi.slash('digest list', {}, { channel: 'dm' })).text).toContain('mine alone')
      const dan = server.member('dan')
      expect((await dan.slash('digest list', {}, { channel: 'dm' })).text).toContain(
        'This channel has no subscriptions. Make one',
      )
    })
  })

  it('pass over bots, and answer an event that comes twice once', async () => {
    await withNutgraf(withContent, async ({ server }) => {
      const ana = server.member('ana')
      const outcome = await ana.mention('guard')
      expect(outcome.messages).toHaveLength(1)
      const first = [...server.world.messages.values()][0]
      const again = {
        id: first?.id,
        channel_id: first?.channelId,
        type: 0,
        content: first?.content,
        timestamp: '2026-03-02T09:00:00Z',
      }
      const from = { id: ana.user.id, username: 'ana', discriminator: '0', avatar: null }
      const { guildId } = server.channel('general')
      const bot = { id: server.world.bot.id, username: 'nutgraf', discriminator: '0', avatar: null, bot: true }
      const event = { ...again, guild_id: guildId, mentions: [bot], attachments: [], embeds: [], mention_roles: [] }
      server.replay('MESSAGE_CREATE', { ...event, author: from })
      server.replay('MESSAGE_CREATE', { ...event, id: '1477953611366499999', author: { ...from, id: '5', bot: true } })
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(outcome.messages).toHaveLength(1)
    })
  })
})
