import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openStore } from '../../src/storage/open.ts'
import { addChannel } from '../discord-server/build-world.ts'
import type { DiscordServer } from '../discord-server/discord-server.ts'
import { subscriptionOf } from '../pipeline/deliveries/with-channel.ts'
import { type Asked, type Platforms, startPlatforms } from './ask-at-once.ts'
import { fillStore, sampleWords } from './fill-store.ts'

/*
 * A thousand channels due at the same minute, half of them in Slack and half in Discord, while people go on asking: `node test/bench/many-channels.ts
 * [channels] [articles]`. The bot is one process, both platforms are servers in this one. What the platforms allow at best: Discord 50 calls a second for a bot;
 * Slack gives no number for a workspace ("several hundred a minute"), and is taken at ten a second, as we pace it.
 */
const [channels = 1000, articles = 4000] = process.argv.slice(2).map(Number)
const best = { discord: 50, slack: 10 }
const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  scripts: { nutgraf: string }
}
const bounds = scripts.nutgraf.split(' ').filter((word) => word.startsWith('--'))
const topics = sampleWords().slice(0, 40)

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-channels-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const database = `sqlite:${join(folder, 'many.db')}`
await fillStore(database, articles, new AbortController().signal, Date.now())
const platforms = await startPlatforms(12)
const places = addChannels(platforms)
const bot = spawn(
  process.execPath,
  [...bounds, fileURLToPath(new URL('../../src/main.ts', import.meta.url)), 'start'],
  {
    env: { PATH: process.env['PATH'] ?? '', DATABASE_URL: database, ...platforms.env },
    stdio: ['ignore', 'ignore', 'pipe'],
  },
)
process.once('exit', () => bot.kill('SIGKILL'))
let said = ''
bot.stderr.on('data', (chunk: Buffer) => {
  said += chunk.toString()
})
try {
  while (!said.includes('connected to Slack') || !said.includes('connected to Discord')) await sleep(50)
  await subscribeAll()
  await watch(platforms)
} finally {
  bot.kill('SIGTERM')
  await once(bot, 'exit')
  await platforms.close()
}

type Place = { platform: 'slack' | 'discord'; space: string; channel: string }

/** The channels stand there before the bot looks. */
function addChannels({ slack, discord }: Platforms): Place[] {
  const guild = [...discord.world.guilds.values()][0]
  if (guild === undefined) throw new Error('no guild')
  return Array.from({ length: channels }, (_, number) => {
    const name = `many-${number}`
    if (number % 2 === 1) {
      return { platform: 'discord', space: guild.id, channel: addChannel(discord.world, guild, name, 'text').id }
    }
    const channel = `C0MANY${number}`
    slack.world.channels.push({
      id: channel,
      name,
      kind: 'public',
      teamIds: ['T0HARBOR'],
      members: new Set(['U0HBOT']),
    })
    return { platform: 'slack', space: 'T0HARBOR', channel }
  })
}

/** Every channel wants its digest in the minute that has just begun. */
async function subscribeAll(): Promise<void> {
  const store = await openStore({ url: database, now: () => new Date() })
  const dueAt = `${new Date().toISOString().slice(0, 16)}:00Z`
  for (const [number, place] of places.entries()) {
    await store.subscriptions.save(
      subscriptionOf({
        ...place,
        id: `s${number}`,
        topic: topics[number % topics.length] ?? 'fire',
        schedule: { ...subscriptionOf().schedule, times: [dueAt.slice(11, 16)] },
        // A week ago, so that there is something to tell.
        createdAt: new Date(Date.now() - 7 * 86_400_000).toISOString(),
        nextAt: dueAt,
      }),
    )
  }
  await store.close()
}

async function watch({ slack, discord, askAtOnce, faults }: Platforms): Promise<void> {
  const from = performance.now()
  const inSlack = () => slack.world.messages.filter(({ channel }) => channel.startsWith('C0MANY'))
  const posted = () => ({
    slack: inSlack().filter(({ threadTs }) => threadTs === null).length,
    discord: [...discord.world.messages.values()].filter(({ channelId }) =>
      discord.world.channels.get(channelId)?.name.startsWith('many-'),
    ).length,
  })
  const endedAt = { slack: 0, discord: 0 }
  const half = channels / 2
  const asked: Asked[] = []
  let round = 0
  while (endedAt.slack === 0 || endedAt.discord === 0) {
    asked.push(
      ...(await askAtOnce([topics[round % topics.length] ?? 'fire', topics[(round + 7) % topics.length] ?? 'fire'])),
    )
    round++
    const now = posted()
    for (const platform of ['slack', 'discord'] as const)
      if (endedAt[platform] === 0 && now[platform] >= half) endedAt[platform] = (performance.now() - from) / 1000
    if (performance.now() - from > 300_000) break
    await sleep(50)
  }
  await sleep(2000)
  const total = posted()
  for (const platform of ['slack', 'discord'] as const) {
    const ideal = (platform === 'slack' ? inSlack().length : callsOf(discord)) / best[platform]
    print(
      `${platform}: ${total[platform]} of ${half} posted, the last after ${endedAt[platform].toFixed(1)} s; for all messages at best ${ideal.toFixed(1)} s: ${(endedAt[platform] / ideal).toFixed(2)} times (goal 1.2)`,
    )
  }
  const times = asked.map(({ replyMs }) => replyMs ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(0)
  print(`/brief meanwhile: ${times.length} asked, whole reply p50 ${at(0.5)} ms, p99 ${at(0.99)} ms (goal 2,000)`)
  const status = readFileSync(`/proc/${bot.pid}/status`, 'utf8')
  print(`peak memory of the bot ${(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024).toFixed(0)} MB`)
  for (const fault of faults()) print(`against a rule of the platform: ${JSON.stringify(fault)}`)
}

/** What a bot's limit counts: posts, and the threads that hold the rest of a long one. */
function callsOf({ world }: DiscordServer): number {
  const places = [...world.channels.values()].filter(
    ({ name, parentId }) => name.startsWith('many-') || parentId !== null,
  )
  const ids = new Set(places.map(({ id }) => id))
  const posts = [...world.messages.values()].filter(({ channelId }) => ids.has(channelId)).length
  return posts + places.filter(({ parentId }) => parentId !== null).length
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
