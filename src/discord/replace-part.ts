import { type Channel, type Client, HTTPError, Routes } from 'discord.js'
import type { ChangeOutcome, ChannelRef, ReplyPartChange } from '../domain/adapter.ts'
import { holdsPosts } from './find-place.ts'
import { changeMessage } from './post-once.ts'
import { findChannel, partsOf } from './post-part.ts'
import { refusalCode, refusalSentence, tokenAdvice } from './refusals.ts'

const networkWaitMs = 15_000
const tokenWaitMs = 60_000
const goneChannel = 10003
const goneMessage = 10008
const archivedThread = 50083
const tokenCodes: readonly (number | undefined)[] = [0, 40001, 50014]

/** Gives a message of ours another text. */
export async function replacePart(
  client: Client<true>,
  to: ChannelRef,
  { reply, part, of, message: id, first }: ReplyPartChange,
): Promise<ChangeOutcome> {
  const message = partsOf(reply, of)[part]
  if (message === undefined) throw new Error(`the reply has no part ${part}`)
  try {
    const channel = await findChannel(client, to)
    if (channel === null) return { kind: 'refused', problem: 'That channel is gone.' }
    for (const place of placesOf(channel, id, first)) {
      try {
        await opening(client, place, () => changeMessage(client, place, id, message))
        return { kind: 'changed' }
      } catch (error) {
        if (refusalCode(error) !== goneChannel && refusalCode(error) !== goneMessage) throw error
      }
    }
    return { kind: 'gone' }
  } catch (error) {
    return outcomeOf(error)
  }
}

/** Where a message may stand: what follows a first one in its thread, or beside it where no thread could begin. A post of a forum has the id of its first message. */
function placesOf(channel: Channel, message: string, first: string | null): string[] {
  if (first === null) return [holdsPosts(channel) ? message : channel.id]
  return channel.isThread() ? [channel.id] : [first, channel.id]
}

/** In a thread that fell asleep nothing is changed before it is opened again. */
async function opening(client: Client<true>, place: string, change: () => Promise<unknown>): Promise<void> {
  try {
    await change()
  } catch (error) {
    if (refusalCode(error) !== archivedThread) throw error
    await client.rest.patch(Routes.channel(place), { body: { archived: false } })
    await change()
  }
}

/** A change that may have arrived is made again: it does no harm. */
function outcomeOf(error: unknown): ChangeOutcome {
  const code = refusalCode(error)
  if (code === undefined || error instanceof HTTPError)
    return { kind: 'busy', problem: 'Discord gave no clear answer.', retryMs: networkWaitMs }
  if (tokenCodes.includes(code)) return { kind: 'busy', problem: tokenAdvice, retryMs: tokenWaitMs }
  const sentence = refusalSentence(error)
  return {
    kind: 'refused',
    problem: sentence ?? `Discord does not take the change (${code}). That is a fault of ours.`,
  }
}
