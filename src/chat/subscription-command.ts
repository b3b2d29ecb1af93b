import { AppError } from '../domain/app-error.ts'
import type { Command } from '../domain/command.ts'
import type { Reply, ReplyItem } from '../domain/reply.ts'
import type { Subscription } from '../domain/subscription.ts'
import { parseTopic } from '../pipeline/search/parse-topic.ts'
import { describeSlot, describeWishes } from '../pipeline/subscriptions/describe-schedule.ts'
import { nextSlots } from '../pipeline/subscriptions/next-slots.ts'
import { readSchedule, timeInTopic } from '../pipeline/subscriptions/read-schedule.ts'
import { readWishes } from '../pipeline/subscriptions/read-wishes.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { listReply, noticeReply } from './make-reply.ts'
import { noteChange } from './note-change.ts'
import { mustBeAllowed } from './permissions.ts'

/** So many coming dates are shown. */
const datesShown = 3

/** A channel with more than this is no longer read. */
const mostOfChannel = 20

type SubscriptionCommand = Extract<Command, { kind: 'subscribe' | 'subscriptions' | 'preview' | 'unsubscribe' }>

/** Makes, lists, previews and ends the digests of a channel. Nobody sees those of another workspace or server. */
export async function subscriptionCommand(
  deps: ConversationDeps,
  command: SubscriptionCommand,
  place: Place,
): Promise<Reply> {
  switch (command.kind) {
    case 'subscribe':
      return subscribe(deps, command.topic, command.when, place)
    case 'subscriptions':
      return listReplyOf(deps, place)
    case 'preview':
      return noticeReply(inWords(deps, await own(deps, command.subscription, place)))
    case 'unsubscribe':
      return unsubscribe(deps, command.subscription, place)
  }
}

async function subscribe(deps: ConversationDeps, topic: string, when: string, { asker }: Place): Promise<Reply> {
  mustBeAllowed(deps.policy, 'subscriptions', asker)
  if (topic === '') throw new AppError('usage', `A subscription needs a topic: ${deps.wording.subscribe}`)
  // A topic that cannot be searched is refused now, not at eight in the morning.
  parseTopic(topic)
  const time = timeInTopic(topic)
  if (time !== null) {
    throw new AppError(
      'usage',
      `What stands behind ${time} is no day and no time zone. Write for example: ${time} America/New_York. If ${time} is part of the topic, put it in quote marks.`,
    )
  }
  const { wishes, when: times } = readWishes(when)
  const schedule = readSchedule(times, asker.zone ?? 'UTC')
  const here = await ofChannel(deps, { asker })
  const before = here.find((one) => one.topic.toLowerCase() === topic.toLowerCase())
  if (before === undefined && here.length >= mostOfChannel) {
    throw new AppError(
      'usage',
      `This channel has ${mostOfChannel} subscriptions already. End one first: ${deps.wording.unsubscribe} ID`,
    )
  }
  const { platform, space, channel, user } = asker
  const saved = await deps.store.subscriptions.save({
    id: deps.newId().slice(0, 8),
    platform,
    space,
    channel,
    topic: before?.topic ?? topic,
    schedule,
    ...wishes,
    createdBy: user,
    createdAt: deps.now().toISOString(),
    paused: null,
    nextAt: nextSlots(schedule, deps.now().toISOString(), 1)[0]?.at ?? null,
  })
  const was = before === undefined ? '' : `, which was ${describeWishes(before)}`
  await noteChange(deps, asker, `subscribed channel ${channel} to “${topic}”, ${describeWishes(saved)}${was}`)
  const zoneNote = asker.zone === null && !namesZone(times) ? ' Name a time zone to change that.' : ''
  const done = before === undefined ? 'Kept.' : `Changed; it was ${describeWishes(before)}.`
  return noticeReply(`${done} ${inWords(deps, saved)}${zoneNote}\nTo end it: ${deps.wording.unsubscribe} ${saved.id}`)
}

/** Whether the words name a time zone themselves. */
function namesZone(when: string): boolean {
  return readSchedule(when, 'Etc/GMT+7').zone === readSchedule(when, 'Etc/GMT+8').zone
}

async function listReplyOf(deps: ConversationDeps, place: Place): Promise<Reply> {
  const all = await ofSpace(deps, place)
  const here = all.filter(({ channel }) => channel === place.asker.channel)
  const elsewhere = all.length - here.length
  const others = elsewhere === 0 ? [] : [`${elsewhere} more in other channels`]
  if (here.length === 0) {
    const more = elsewhere === 0 ? '' : ` There ${elsewhere === 1 ? 'is 1' : `are ${elsewhere}`} in other channels.`
    return noticeReply(`This channel has no subscriptions.${more} Make one: ${deps.wording.subscribe}`)
  }
  const items = here.map(
    (one): ReplyItem => ({ label: null, text: `${inWords(deps, one)} (${one.id})`, source: null, marks: [] }),
  )
  const title = here.length === 1 ? '1 subscription in this channel' : `${here.length} subscriptions in this channel`
  return listReply(title, items, others)
}

async function unsubscribe(deps: ConversationDeps, id: string, place: Place): Promise<Reply> {
  mustBeAllowed(deps.policy, 'subscriptions', place.asker)
  const found = await own(deps, id, place)
  await deps.store.subscriptions.remove(found.id)
  await noteChange(deps, place.asker, `ended the subscription to “${found.topic}” in channel ${found.channel}`)
  return noticeReply(`Ended: “${found.topic}”, ${describeWishes(found)}.`)
}

/** By its id, or by its topic in this channel. */
async function own(deps: ConversationDeps, name: string, place: Place): Promise<Subscription> {
  const typed = name.trim()
  const all = await ofSpace(deps, place)
  const found =
    all.find(({ id }) => id === typed) ??
    all.find((one) => one.channel === place.asker.channel && one.topic.toLowerCase() === typed.toLowerCase())
  if (found !== undefined && (found.channel === place.asker.channel || place.asker.isAdmin)) return found
  if (found !== undefined) {
    throw new AppError('not-allowed', `${typed} is of another channel. Type that there, or ask an admin.`)
  }
  const message = typed === '' ? 'Say which subscription, by its id.' : `No subscription ${typed} here.`
  throw new AppError('not-found', `${message} The list of subscriptions shows their ids.`)
}

async function ofSpace({ store }: ConversationDeps, { asker }: Pick<Place, 'asker'>): Promise<Subscription[]> {
  return store.subscriptions.list({ platform: asker.platform, space: asker.space })
}

async function ofChannel(deps: ConversationDeps, place: Pick<Place, 'asker'>): Promise<Subscription[]> {
  return (await ofSpace(deps, place)).filter(({ channel }) => channel === place.asker.channel)
}

function inWords({ now }: ConversationDeps, subscription: Subscription): string {
  const { topic, schedule, paused } = subscription
  const name = `“${topic}”, ${describeWishes(subscription)}`
  if (paused !== null) return `${name}: paused. ${paused}`
  const dates = nextSlots(schedule, now().toISOString(), datesShown).map(describeSlot)
  return `${name}. Next: ${dates.join(' · ')}.`
}
