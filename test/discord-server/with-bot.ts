import { type Client, Events, type Interaction } from 'discord.js'
import { withClient } from './connect-client.ts'
import type { DiscordServer } from './discord-server.ts'

/** The commands of that bot: an option with autocomplete, a subcommand for those who manage the guild, a message's menu. */
const commands = [
  {
    name: 'brief',
    description: 'Brief a topic',
    options: [{ type: 3, name: 'topic', description: 'a topic', required: true, autocomplete: true }],
  },
  {
    name: 'feeds',
    description: 'Feeds',
    default_member_permissions: '32',
    options: [
      {
        type: 1,
        name: 'add',
        description: 'Add',
        options: [{ type: 3, name: 'url', description: 'address', required: true }],
      },
    ],
  },
  { name: 'Brief this link', type: 3 },
]

/** Runs a test with a bot of three commands that has one handler; what the handler throws is kept. */
export async function withBot(
  handle: (interaction: Interaction) => Promise<unknown>,
  run: (server: DiscordServer, errors: unknown[], client: Client<true>) => Promise<void>,
): Promise<void> {
  await withClient({}, async (server, client) => {
    const errors: unknown[] = []
    client.on(Events.InteractionCreate, (interaction) => void handle(interaction).catch((error) => errors.push(error)))
    await client.application.commands.set(commands)
    await run(server, errors, client)
  })
}
