import type { ChangeOutcome, ChannelRef, Poster, PostOutcome, ReplyPartPost } from '../../../src/domain/adapter.ts'
import type { Reply } from '../../../src/domain/reply.ts'

/** What a message of the fake holds. */
export type FakeMessage = {
  id: string
  channel: string
  thread: string | null
  mark: string
  text: string
  reply: Reply
}

/** What goes wrong with a post: an outcome that posts nothing; an answer that is lost after, or before, the message stands there; the process dies. */
export type FakeFault =
  | Exclude<PostOutcome, { kind: 'posted' }>
  | 'lost-after'
  | 'lost-before'
  | 'dies-before'
  | 'dies-after'

/** A platform in memory whose posts go wrong as a test plans it; in the channel `refuses` nobody may post. Messages and what people were told are kept in order. */
export function createFakePlatform({ parts = 1, canLook = true, refuses = '' } = {}) {
  const messages: FakeMessage[] = []
  const told: string[] = []
  const faults: FakeFault[] = []
  const changeFaults: (ChangeOutcome | 'dies')[] = []
  const poster: Poster = {
    platform: 'slack',
    // A sentence is one message.
    partsOf: ({ cards }, most = parts) => (cards.length === 0 ? 1 : Math.min(parts, most)),
    async postPart({ channel }, { reply, part, mark, first }) {
      if (channel === refuses) return { kind: 'refused', problem: 'I may not post there.' }
      const fault = faults.shift()
      const isPosted = fault === undefined || fault === 'lost-after' || fault === 'dies-after'
      const id = `m${messages.length + 1}`
      if (isPosted) messages.push({ id, channel, thread: first, mark, text: textOf(reply, part), reply })
      if (fault === undefined) return { kind: 'posted', message: id }
      if (fault === 'dies-before' || fault === 'dies-after') throw new Error('the process is gone')
      if (fault === 'lost-after' || fault === 'lost-before') return { kind: 'lost', problem: 'No answer came.' }
      return fault
    },
    async findPart(to: ChannelRef, { mark }: ReplyPartPost) {
      if (!canLook) return { kind: 'unknown', problem: 'I may not read that channel.' }
      const found = messages.find((one) => one.channel === to.channel && one.mark === mark)
      return found === undefined ? { kind: 'absent' } : { kind: 'found', message: found.id }
    },
    async replacePart({ channel }, { reply, part, message, first }) {
      const fault = changeFaults.shift()
      if (fault === 'dies') throw new Error('the process is gone')
      if (fault !== undefined && fault.kind !== 'changed') return fault
      const found = messages.find((one) => one.id === message && one.channel === channel && one.thread === first)
      if (found === undefined) return { kind: 'gone' }
      Object.assign(found, { text: textOf(reply, part), reply })
      return { kind: 'changed' }
    },
    async tell({ user }, sentence) {
      told.push(`${user}: ${sentence}`)
      return true
    },
  }
  return { poster, messages, told, faults, changeFaults }
}

function textOf({ heading, cards, notes }: Reply, part: number): string {
  return part > 0
    ? `part ${part}`
    : [heading, ...cards.map(({ title }) => `• ${title}`), ...notes].filter(Boolean).join('\n')
}
