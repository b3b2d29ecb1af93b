import { MessageFlags } from 'discord-api-types/v10'
import { type DiscordServer, startDiscord } from '../discord-server/discord-server.ts'
import { manifest } from '../slack/with-slack.ts'
import { installationOf } from '../slack-server/install.ts'
import { type SlackServer, startSlack } from '../slack-server/slack-server.ts'
import type { Message } from '../slack-server/world.ts'

/** How long one command took, as its platform saw it; null where nothing came. `text` is what the asker reads. */
export type Asked = { platform: 'Slack' | 'Discord'; ackMs: number | null; replyMs: number | null; text: string }

/** Both platforms on this machine, with so many people in each. */
export type Platforms = {
  slack: SlackServer
  discord: DiscordServer
  env: Record<string, string>
  /** Sends one `/brief` for each topic, all at once, in Slack and Discord in turn, each from another person; waits for all replies. */
  askAtOnce(topics: readonly string[]): Promise<Asked[]>
  /** what the adapters sent that breaks a rule of the platforms */
  faults(): unknown[]
  close(): Promise<void>
}

const patienceMs = 30_000
const quietMs = 400
const slackChannels = ['C0NEWS', 'C0DESK', 'C0JOINT']
const discordChannels = ['general', 'desk', 'evening', 'weekend']

/** Starts both local servers. */
export async function startPlatforms(people: number): Promise<Platforms> {
  const names = Array.from({ length: people }, (_, index) => `reader-${index + 1}`)
  const slack = await startSlack({ installation: installationOf(manifest) })
  for (const [index, name] of names.entries()) {
    const id = `U0READER${index + 1}`
    slack.world.users.push({ id, teamId: 'T0HARBOR', name, realName: name, isAdmin: false })
    for (const channel of slack.world.channels) if (slackChannels.includes(channel.id)) channel.members.add(id)
  }
  // Deadlines of three seconds are real ones.
  const stopClock = slack.clock.follow()
  const discord = await startDiscord({
    guilds: [
      {
        name: 'harbour',
        members: Object.fromEntries(names.map((name) => [name, 'plain' as const])),
        channels: Object.fromEntries(discordChannels.map((name) => [name, 'text' as const])),
      },
    ],
  })
  const askInSlack = createAskInSlack(slack)
  return {
    slack,
    discord,
    env: {
      SLACK_BOT_TOKEN: slack.botToken(),
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.url,
    },
    async askAtOnce(topics) {
      const asking = topics.map((topic, index) => {
        const person = Math.floor(index / 2)
        return index % 2 === 0 ? askInSlack(person, topic) : askInDiscord(discord, person, topic)
      })
      return (await Promise.all(asking)).map((read) => read())
    },
    faults: () => [...slack.faults, ...discord.faults],
    async close() {
      stopClock()
      await Promise.all([slack.close(), discord.close()])
    },
  }
}

/** Asks in Slack; resolves, when all of it is there, to a function that reads what came when. */
function createAskInSlack(slack: SlackServer): (person: number, topic: string) => Promise<() => Asked> {
  type Watched = { from: number; messages: Message[]; lastAt: number }
  const watched = new Map<string, Watched>()
  let begun: Watched | undefined
  // The journal's own times stand on a clock of steps; these are the moments themselves.
  const { add } = slack.journal
  slack.journal.add = (happening, cause = null) => {
    add(happening, cause)
    if (happening.kind === 'act' && cause !== null) {
      begun = { from: performance.now(), messages: [], lastAt: 0 }
      watched.set(cause, begun)
    }
    const one = watched.get(cause ?? '')
    if (one === undefined || happening.kind !== 'message') return
    one.messages.push(happening.message)
    one.lastAt = performance.now()
  }
  return async (person, topic) => {
    const channel = slackChannels[person % slackChannels.length] ?? ''
    const acted = slack.user(`U0READER${person + 1}`).command('/brief', topic, { channel, quietMs: 0 })
    const mine = begun
    const { ack } = await acted
    await waitFor(() => mine !== undefined && mine.messages.length > 0 && performance.now() - mine.lastAt > quietMs)
    return () => {
      const replyMs = mine === undefined || mine.messages.length === 0 ? null : mine.lastAt - mine.from
      const text = mine?.messages.map((message) => JSON.stringify(message.blocks)).join('\n') ?? ''
      return { platform: 'Slack', ackMs: ack?.wallMs ?? null, replyMs, text }
    }
  }
}

async function askInDiscord(discord: DiscordServer, person: number, topic: string): Promise<() => Asked> {
  const { world } = discord
  const channel = discordChannels[person % discordChannels.length] ?? ''
  const since = world.journal.entries.length
  const asked = discord.member(`reader-${person + 1}`).slash('brief', { topic }, { channel, waitMs: patienceMs })
  const interaction = [...world.interactions.values()].at(-1)
  const outcome = await asked
  return () => {
    const mine = world.journal.entries.slice(since).flatMap((entry) => {
      if (entry.kind !== 'message' || entry.how === 'delete' || interaction === undefined) return []
      const isMine = entry.interactionId === interaction.id || entry.messageId === interaction.originalId
      return isMine && (entry.state.flags & MessageFlags.Loading) === 0 ? [entry.at - interaction.createdAt] : []
    })
    const replyMs = mine.length === 0 ? null : Math.max(...mine)
    return { platform: 'Discord', ackMs: outcome.first?.afterMs ?? null, replyMs, text: outcome.text }
  }
}

async function waitFor(holds: () => boolean): Promise<void> {
  const from = performance.now()
  while (!holds() && performance.now() - from < patienceMs) await new Promise((resolve) => setTimeout(resolve, 20))
}
