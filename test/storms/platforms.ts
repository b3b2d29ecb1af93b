import { readFileSync } from 'node:fs'
import type { GuildPlan } from '../discord-server/build-world.ts'
import { type DiscordServer, startDiscord } from '../discord-server/discord-server.ts'
import { installationOf } from '../slack-server/install.ts'
import { type SlackServer, startSlack } from '../slack-server/slack-server.ts'
import { type FastTime, fastNow } from './storm-clock.ts'

/** A message of ours as it stands on a platform. `thread` is what it stands under; `mark` names the delivery and its part, null where the platform keeps none. */
export type Standing = {
  platform: string
  channel: string
  thread: string | null
  id: string
  mark: string | null
  content: string
}

/** A channel that can be subscribed in. */
export type StormChannel = { platform: string; space: string; channel: string; isForum: boolean }

/** Both platforms with many channels, on a clock that goes fast. */
export type StormPlatforms = {
  slack: SlackServer
  discord: DiscordServer
  /** those of both platforms in turn */
  channels: StormChannel[]
  /** Every message of ours that stands anywhere. */
  standing(): Standing[]
  /** Whether a message with that mark stands there. */
  holds(mark: string): boolean
  close(): Promise<void>
}

const team = 'T0HARBOR'
const stepMs = 10

/** Starts both local servers with so many channels each, and some forums. */
export async function startPlatforms(time: FastTime, channels: number, forums = 0): Promise<StormPlatforms> {
  const startAt = new Date(fastNow(time, Date.now())).toISOString()
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8'))
  // Nobody speaks here, so the app hears of nothing.
  const installation = { ...installationOf(manifest), events: [] }
  const slack = await startSlack({ startAt, installation, isNewApp: false })
  const ids = Array.from({ length: channels }, (_, index) => `C0STORM${index}`)
  for (const id of ids) {
    slack.world.channels.push({
      id,
      name: id.toLowerCase(),
      kind: 'public',
      teamIds: [team],
      members: new Set(['U0HBOT']),
    })
  }
  const discord = await startDiscord({
    startsAt: startAt,
    rateScale: 0.02,
    guilds: [guildOf(channels, forums)],
  })
  const stop = driveClocks(time, slack, discord)
  const standing = () => [...standingInSlack(slack), ...standingInDiscord(discord)]
  return {
    slack,
    discord,
    channels: inTurn(
      ids.map((channel) => ({ platform: 'slack', space: team, channel, isForum: false })),
      [...discord.world.channels.values()].map(({ id: channel, guildId, name }) => {
        return { platform: 'discord', space: guildId ?? '', channel, isForum: name.startsWith('forum') }
      }),
    ),
    standing,
    holds: (mark) => marksOf(slack, discord).has(mark),
    async close() {
      stop()
      await Promise.all([slack.close(), discord.close()])
    },
  }
}

function guildOf(channels: number, forums: number): GuildPlan {
  const names = (kind: 'text' | 'forum', count: number) =>
    Array.from({ length: count }, (_, index) => [`${kind}-${index}`, kind] as const)
  const all = [...names('text', channels - forums), ...names('forum', forums)]
  return { name: 'storm', members: { ana: 'owner' }, channels: Object.fromEntries(all) }
}

/** Keeps both servers at the fast time; the real part of it Discord's clock goes by itself. */
function driveClocks(time: FastTime, slack: SlackServer, discord: DiscordServer): () => void {
  const timer = setInterval(() => {
    const now = fastNow(time, Date.now())
    void slack.clock.advance(Math.max(0, now - slack.clock.now()))
    discord.clock.advance(Math.max(0, now - discord.clock.now()))
  }, stepMs)
  return () => clearInterval(timer)
}

/** In Slack the mark of a part stands in the metadata of its message; in Discord it is the nonce. */
function standingInSlack({ world }: SlackServer): Standing[] {
  return world.messages
    .filter(({ botId }) => botId !== null)
    .map(({ channel, ts, threadTs, metadata, blocks, text }) => {
      const { mark } = (metadata?.['event_payload'] ?? {}) as { mark?: string }
      const content = JSON.stringify(blocks.length > 0 ? blocks : text).replaceAll(/"block_id":"[^"]*"/g, '')
      return {
        platform: 'slack',
        channel,
        thread: threadTs === ts ? null : threadTs,
        id: ts,
        mark: mark ?? null,
        content,
      }
    })
}

function standingInDiscord({ world }: DiscordServer): Standing[] {
  return [...world.messages.values()]
    .filter(({ author, isDeleted }) => author.id === world.bot.id && !isDeleted)
    .map(({ id, channelId, nonce, components }) => {
      const place = world.channels.get(channelId)
      const isUnder = place?.thread !== null && place !== undefined
      return {
        platform: 'discord',
        channel: (isUnder ? place.parentId : null) ?? channelId,
        // The first message of a forum's post has the post's own id, and stands under nothing.
        thread: isUnder && channelId !== id ? channelId : null,
        id,
        mark: typeof nonce === 'string' ? nonce : null,
        content: JSON.stringify(components).replaceAll(/"id":\d+,?/g, ''),
      }
    })
}

function marksOf({ world: ofSlack }: SlackServer, { world: ofDiscord }: DiscordServer): Set<unknown> {
  const marks = ofSlack.messages.map(
    ({ metadata }) => (metadata?.['event_payload'] as { mark?: string } | undefined)?.mark,
  )
  return new Set([...marks, ...ofDiscord.messages.values().map(({ nonce }) => nonce)])
}

function inTurn<T>(some: readonly T[], others: readonly T[]): T[] {
  return some.flatMap((one, index) => [one, ...others.slice(index, index + 1)])
}
