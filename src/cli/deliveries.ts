import { retract } from '../chat/retract.ts'
import { type Delivery, type DeliveryKind, type DeliveryStage, isApproved } from '../domain/delivery.ts'
import type { Store } from '../domain/store.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { asJson } from './read-articles.ts'
import { withStore } from './with-store.ts'

const listed = 100

/** How a stage is told. */
const stages: Record<DeliveryStage, string> = {
  due: 'due',
  composed: 'composed',
  waiting: 'waiting for an editor',
  posting: 'being posted',
  done: 'posted',
  quiet: 'nothing to post',
  missed: 'missed',
  failed: 'not posted',
  unsure: 'unsure',
}

/** `deliveries list [--open | --unsure] [--json]`: what went where and why something did not, the last 100, newest first. */
export async function runDeliveriesList(
  context: CommandContext,
  options: { open?: boolean; unsure?: boolean; json?: boolean },
): Promise<ExitCode> {
  return withStore(context, async (store) => {
    const wanted: DeliveryStage[] | undefined = options.unsure
      ? ['unsure', 'failed']
      : options.open
        ? ['due', 'composed', 'waiting', 'posting']
        : undefined
    const all = await store.deliveries.list({ limit: listed, ...(wanted === undefined ? {} : { stages: wanted }) })
    if (options.json) await context.write(`${asJson(all, 2)}\n`)
    else if (all.length === 0) await context.write(`${nothing(options)}\n`)
    else for (const one of all) await context.write(`${lineOf(one)}\n`)
    return 0
  })
}

/**
 * `deliveries send ID…`: posts what is unsure or failed after all; `start` does it at once. What is unsure goes out as it was written; of what failed
 * before anything stood there, what is news by now.
 */
export function runDeliveriesSend(context: CommandContext, ids: string[]): Promise<ExitCode> {
  const tryAt = context.now().toISOString()
  return reopenEach(context, ids, 'It is posted within seconds, where start runs.', {
    refuse: whyNotSend,
    reopen: (store, one) => {
      // What an editor approved goes out as it was approved.
      const isStale = one.stage === 'failed' && one.posted.length === 0 && !isApproved(one)
      const stage = one.reply === null || isStale ? 'due' : 'posting'
      return store.deliveries.reopen(one.id, { stage, sending: null, problem: null, tryAt })
    },
  })
}

/** `deliveries settle ID…`: somebody looked, and what is unsure stands in its channel. */
export function runDeliveriesSettle(context: CommandContext, ids: string[]): Promise<ExitCode> {
  return reopenEach(context, ids, 'It counts as posted.', {
    refuse: async (_store, { stage, posted }) =>
      stage === 'failed' && posted.length === 0 ? 'None of it was posted, so it cannot count as posted:' : null,
    reopen: (store, { id }) => store.deliveries.reopen(id, { stage: 'done', sending: null, problem: null }),
  })
}

/** `deliveries retract ID [--note TEXT]`: takes back what was posted, or puts a note in its place; `start` does it at once. */
export function runDeliveriesRetract(
  context: CommandContext,
  id: string,
  options: { note?: string },
): Promise<ExitCode> {
  return withStore(context, async (store) => {
    const found = await store.deliveries.find(id)
    if (found === undefined) {
      context.complain(`There is no delivery ${id}. See: deliveries list`)
      return 1
    }
    const { platform, space } = found
    const asker = { platform, space, user: null }
    const by = { by: 'the command line', note: options.note ?? null, asker }
    const refusal = await retract({ store, now: context.now }, found, by)
    if (refusal !== null) context.complain(`${refusal} Not taken back: ${id}`)
    else
      await context.write(`“${found.topic}” in ${placeOf(found)}. It is taken back within seconds, where start runs.\n`)
    return refusal === null ? 0 : 1
  })
}

/** Why sending would do nothing, or tell a channel twice; null where it may be sent. */
async function whyNotSend(store: Store, one: Delivery): Promise<string | null> {
  const subscription = one.subscription === '' ? null : await store.subscriptions.find(one.subscription)
  if (subscription === undefined) return 'Its subscription was ended, so it is not sent:'
  if (one.retracted !== null) return 'It was taken back, so it is not sent:'
  if (subscription !== null && subscription.paused !== null)
    return 'Its subscription is paused; subscribe again first. Not sent:'
  const isUnposted = one.stage === 'failed' && one.posted.length === 0 && digests.includes(one.kind)
  const [newest] = await store.deliveries.list({ limit: 1, subscription: one.subscription, kinds: digests })
  if (isUnposted && newest?.id !== one.id) return 'A later digest holds what it would have held, so it is not sent:'
  return null
}

const digests: DeliveryKind[] = ['digest', 'made-up']

async function reopenEach(
  context: CommandContext,
  ids: string[],
  said: string,
  by: {
    refuse: (store: Store, one: Delivery) => Promise<string | null>
    reopen: (store: Store, one: Delivery) => Promise<boolean>
  },
): Promise<ExitCode> {
  return withStore(context, async (store) => {
    let failed = 0
    for (const id of ids) {
      const found = await store.deliveries.find(id)
      const isStuck = found?.stage === 'unsure' || found?.stage === 'failed'
      const refusal = isStuck ? await by.refuse(store, found) : null
      if (found !== undefined && refusal === null && (await by.reopen(store, found))) {
        await context.write(`“${found.topic}” in ${placeOf(found)}. ${said}\n`)
        continue
      }
      failed++
      const ended =
        found === undefined ? 'There is no delivery' : `${stages[found.stage]}, so nothing is to be done by hand:`
      context.complain(`${refusal ?? ended} ${id}. See: deliveries list`)
    }
    return failed > 0 ? 1 : 0
  })
}

function nothing({ open, unsure }: { open?: boolean; unsure?: boolean }): string {
  if (unsure) return 'Nothing is unsure, and nothing failed.'
  if (open) return 'Nothing is being delivered.'
  return 'Nothing was delivered yet. Subscribe a channel: subscriptions add TOPIC --channel slack:TEAM/CHANNEL'
}

function lineOf(one: Delivery): string {
  const { id, topic, dueAt, stage, posted, problem, attempts, endedAt, retracted } = one
  const what = kindText(one)
  const messages = posted.length > 1 ? `, ${posted.length} messages` : ''
  const tries = attempts > 0 && endedAt === null ? `, tried ${attempts} ${attempts === 1 ? 'time' : 'times'}` : ''
  const why = problem === null ? '' : `\n    ${problem}`
  const back = retracted === null ? '' : `, taken back by ${retracted.by}`
  return `${id}  ${minute(dueAt)}  ${placeOf(one)}  “${topic}”${what}: ${stages[stage]}${messages}${tries}${back}${why}`
}

function kindText({ kind, missed }: Delivery): string {
  if (kind === 'digest') return ''
  if (kind === 'alert') return ' (alert)'
  if (kind === 'note') return ' (a word on what changed)'
  if (kind === 'shown') return ' (shown by a person)'
  if (kind === 'draft') return ' (draft for editors)'
  return missed === 0 ? ' (late)' : ` (made up for ${missed + 1} slots)`
}

function placeOf({ platform, space, channel }: Delivery): string {
  return `${platform}:${space}/${channel}`
}

function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`
}
