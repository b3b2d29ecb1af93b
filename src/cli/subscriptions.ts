import { noticeReply } from '../chat/make-reply.ts'
import { subscriptionCommand } from '../chat/subscription-command.ts'
import { terminalWording } from '../chat/wording.ts'
import { AppError } from '../domain/app-error.ts'
import type { Asker } from '../domain/asker.ts'
import type { Store } from '../domain/store.ts'
import type { Subscription } from '../domain/subscription.ts'
import { describeSlot, describeWishes } from '../pipeline/subscriptions/describe-schedule.ts'
import { nextSlots } from '../pipeline/subscriptions/next-slots.ts'
import { renderReply } from '../terminal/render-reply.ts'
import type { CommandContext, ExitCode } from './context.ts'
import { asJson } from './read-articles.ts'
import { withStore } from './with-store.ts'

/** `subscriptions add TOPIC [WHEN…] --channel slack:T123/C456`: a digest for a channel; prints its next dates. */
export async function runSubscriptionsAdd(
  context: CommandContext,
  topic: string,
  when: string,
  options: { channel: string },
): Promise<ExitCode> {
  return withStore(context, async (store) => {
    const asker = askerIn(options.channel)
    const reply = await subscriptionCommand(
      depsOf(context, store),
      { kind: 'subscribe', topic, when },
      { asker, thread: null },
    )
    await context.write(renderReply(reply, context.style))
    return 0
  })
}

/** `subscriptions list [--json]`: every channel's, with the next date of each. */
export async function runSubscriptionsList(context: CommandContext, options: { json?: boolean }): Promise<ExitCode> {
  return withStore(context, async (store) => {
    const all = await store.subscriptions.list()
    if (options.json) await context.write(`${asJson(all, 2)}\n`)
    else if (all.length === 0)
      await context.write(
        renderReply(noticeReply(`There are no subscriptions. Make one: ${terminalWording.subscribe}`), context.style),
      )
    else for (const one of all) await context.write(`${lineOf(one, context.now())}\n`)
    return 0
  })
}

/** `subscriptions remove ID…` */
export async function runSubscriptionsRemove(context: CommandContext, ids: string[]): Promise<ExitCode> {
  return withStore(context, async (store) => {
    let failed = 0
    for (const id of ids) {
      const found = await store.subscriptions.find(id)
      if (found && (await store.subscriptions.remove(id)))
        await context.write(`Ended: “${found.topic}” in ${placeOf(found)}.\n`)
      else {
        failed++
        context.complain(`There is no subscription ${id}. See: subscriptions list`)
      }
    }
    return failed > 0 ? 1 : 0
  })
}

function depsOf(context: CommandContext, store: Store) {
  const policy = { feeds: 'anyone', subscriptions: 'anyone' } as const
  const { now, newId, random } = context
  return {
    store,
    now,
    newId,
    random,
    web: null,
    writing: null,
    wording: terminalWording,
    policy,
    limiter: null,
    turns: null,
  }
}

function askerIn(text: string): Asker {
  const [, platform, space = '', channel = ''] =
    /^(slack):([TE][A-Z0-9]+)\/([CDG][A-Z0-9]+)$/.exec(text) ?? /^(discord):(\d+)\/(\d+)$/.exec(text) ?? []
  if (platform !== 'slack' && platform !== 'discord') {
    throw new AppError('usage', `--channel takes ids, such as slack:T123/C456 or discord:123456/789012, not “${text}”.`)
  }
  return { platform, space, channel, user: 'command line', isAdmin: true, isGuest: false, zone: null }
}

function lineOf(one: Subscription, at: Date): string {
  const [next] = nextSlots(one.schedule, at.toISOString(), 1).map(describeSlot)
  const state = one.paused === null ? `next ${next}` : `paused: ${one.paused}`
  return `${one.id}  ${placeOf(one)}  “${one.topic}”, ${describeWishes(one)}, ${state}`
}

function placeOf({ platform, space, channel }: Subscription): string {
  return `${platform}:${space}/${channel}`
}
