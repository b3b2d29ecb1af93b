import { describe, expect, it } from 'vitest'
import { type Message, readMessage } from '../../src/chat/read-message.ts'
import { discordWording, slackWording, type Wording } from '../../src/chat/wording.ts'
import type { Store } from '../../src/domain/store.ts'

const thread = { platform: 'slack', space: 'T1', channel: 'C1', message: '1' }

/** How a message is read, in a thread that is known or not; without `isKnown` the store must not be asked. */
async function read(
  message: Partial<Message>,
  { isKnown, wording = slackWording }: { isKnown?: boolean; wording?: Wording } = {},
) {
  const threads: Pick<Store['threads'], 'find'> = {
    async find(ref) {
      if (isKnown === undefined) throw new Error('the store was asked')
      return isKnown ? { ref, articles: [], startedAt: '', turns: [] } : undefined
    },
  }
  const deps = { store: { threads } as Store, wording }
  const said = { text: '', isDirect: false, isMention: false, isToOthers: false, ...message }
  return readMessage(deps, said, thread)
}

const toUs = (command: object) => ({ command, isAddressed: true })

describe('a message', () => {
  it('that mentions us is a subcommand first, also in a thread that we know', async () => {
    const isMention = true
    expect(await read({ text: 'help', isMention })).toEqual(toUs({ kind: 'help' }))
    expect(await read({ text: 'latest', isMention })).toEqual(toUs({ kind: 'latest' }))
    expect(await read({ text: 'feeds', isMention })).toEqual(toUs({ kind: 'feeds' }))
    expect(await read({ text: 'subscriptions', isMention })).toEqual(toUs({ kind: 'subscriptions' }))
    expect(await read({ text: 'subscribe energy weekdays 08:00', isMention })).toEqual(
      toUs({ kind: 'subscribe', topic: 'energy', when: 'weekdays 08:00' }),
    )
  })

  it('that mentions us begins a brief, or goes on in a thread that we know', async () => {
    const message = { text: 'energy', isMention: true }
    expect(await read(message, { isKnown: false })).toEqual(toUs({ kind: 'brief', topic: 'energy' }))
    expect(await read(message, { isKnown: true })).toEqual(toUs({ kind: 'say', text: 'energy' }))
  })

  it('to us alone is a brief where it is a topic, whatever was said before, and asks the store nothing', async () => {
    const isDirect = true
    expect(await read({ text: 'energy', isDirect })).toEqual(toUs({ kind: 'brief', topic: 'energy' }))
    expect(await read({ text: 'latest', isDirect })).toEqual(toUs({ kind: 'latest' }))
    for (const text of ['who declined?', 'who said that', 'and in Ohio', 'show me the sentence'])
      expect(await read({ text, isDirect })).toEqual(toUs({ kind: 'say', text }))
  })

  it('that neither mentions us nor asks anything is passed over without a look at the store', async () => {
    for (const text of ['thanks!', 'lol', '👍', 'I will write this up, can you take the photo', 'can you check it?'])
      expect(await read({ text }), text).toBeNull()
    expect(await read({ text: 'how many came?', isToOthers: true })).toBeNull()
  })

  it('that asks something is heard in a thread that we know, and nowhere else', async () => {
    const command = { kind: 'say', text: 'how many came?' }
    expect(await read({ text: 'how many came?' }, { isKnown: true })).toEqual({ command, isAddressed: false })
    expect(await read({ text: 'how many came?' }, { isKnown: false })).toBeNull()
  })

  it('does not administer where that has commands of its own', async () => {
    for (const [text, typed] of [
      ['subscribe energy daily', '/digest subscribe'],
      ['unsubscribe a1', '/digest remove'],
      ['feeds add https://a.example', '/feeds add'],
    ] as const) {
      const heard = await read({ text, isMention: true }, { wording: discordWording })
      expect(heard).toEqual(toUs({ kind: 'elsewhere', typed }))
    }
  })
})
