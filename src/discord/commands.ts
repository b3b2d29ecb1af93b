import {
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js'
import type { Policy } from '../domain/asker.ts'

/** The name of the command in a message's menu. */
export const briefThisLink = 'Brief this link'

/** Only in servers where the app was added, and in direct messages with it. */
const everywhere = {
  integration_types: [ApplicationIntegrationType.GuildInstall],
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
}

const { String: text, Integer, Subcommand, SubcommandGroup, Channel: ChannelOption } = ApplicationCommandOptionType

/**
 * The commands that Discord is told of. Those that only admins may use are shown to those who manage the server; the conversation
 * looks at that again, since a server can show them to others too.
 */
export function commandsFor(policy: Policy): RESTPostAPIApplicationCommandsJSONBody[] {
  const shownTo = (who: Policy[keyof Policy]) => (who === 'admins' ? String(PermissionFlagsBits.ManageGuild) : null)
  return [
    {
      ...everywhere,
      type: ApplicationCommandType.ChatInput,
      name: 'brief',
      description: 'What the followed feeds say on a topic, in short',
      default_member_permissions: null,
      options: [
        {
          type: text,
          name: 'topic',
          description: 'Words, a question, the address of an article, or: latest',
          required: true,
          autocomplete: true,
          max_length: 2_000,
        },
      ],
    },
    {
      ...everywhere,
      type: ApplicationCommandType.ChatInput,
      name: 'ask',
      description: 'An answer in the words of the stored articles, or that they do not say',
      default_member_permissions: null,
      options: [
        {
          type: text,
          name: 'question',
          description: 'As in: who declined to comment?',
          required: true,
          max_length: 500,
        },
      ],
    },
    {
      ...everywhere,
      type: ApplicationCommandType.ChatInput,
      name: 'digest',
      description: 'Briefs that come to this channel by themselves',
      default_member_permissions: shownTo(policy.subscriptions),
      options: [
        {
          type: Subcommand,
          name: 'subscribe',
          description: 'A digest on a topic in this channel, at the times that you say',
          options: [
            { type: text, name: 'topic', description: 'As for /brief', required: true, max_length: 300 },
            {
              type: text,
              name: 'when',
              description: 'As in: weekdays 08:00, or mon thu 07:30 Europe/Paris',
              required: true,
              max_length: 200,
            },
            {
              type: Integer,
              name: 'alerts',
              description: 'So many stories a day may be posted at once when they weigh much',
              min_value: 0,
              max_value: 10,
            },
            {
              type: text,
              name: 'quiet-days',
              description: 'What is posted when there is nothing new',
              choices: [
                { name: 'nothing', value: 'nothing' },
                { name: 'a line', value: 'line' },
              ],
            },
          ],
        },
        { type: Subcommand, name: 'list', description: 'The digests of this channel, with their next dates' },
        { type: Subcommand, name: 'remove', description: 'Ends a digest', options: [subscriptionOption] },
        ...muteCommands,
        approvalCommands,
        { type: Subcommand, name: 'preview', description: 'When a digest comes next', options: [subscriptionOption] },
      ],
    },
    {
      ...everywhere,
      type: ApplicationCommandType.ChatInput,
      name: 'feeds',
      description: 'The feeds that are followed',
      default_member_permissions: shownTo(policy.feeds),
      options: [
        { type: Subcommand, name: 'list', description: 'The feeds that are followed, and when they were read' },
        {
          type: Subcommand,
          name: 'add',
          description: 'Follows a feed',
          options: [
            {
              type: text,
              name: 'address',
              description: 'Of a feed, or of a site that has one',
              required: true,
              max_length: 2_000,
            },
          ],
        },
        {
          type: Subcommand,
          name: 'remove',
          description: 'No longer follows a feed; its articles stay',
          options: [
            {
              type: text,
              name: 'address',
              description: 'Of the feed',
              required: true,
              autocomplete: true,
              max_length: 2_000,
            },
          ],
        },
      ],
    },
    {
      ...everywhere,
      type: ApplicationCommandType.ChatInput,
      name: 'help',
      description: 'What to type',
      default_member_permissions: null,
    },
    {
      ...everywhere,
      type: ApplicationCommandType.Message,
      name: briefThisLink,
      default_member_permissions: null,
    },
  ]
}

const value = (description: string) =>
  ({ type: text, name: 'value', description, required: true, max_length: 100 }) as const

const muteCommands: APIApplicationCommandSubcommandOption[] = [
  {
    type: Subcommand,
    name: 'mute',
    description: 'Leaves something out of the digests of this channel',
    options: [
      {
        type: text,
        name: 'what',
        description: 'Stories with a word, all of a publisher, or one story',
        required: true,
        choices: ['word', 'publisher', 'story'].map((name) => ({ name, value: name })),
      },
      value('The word, the publisher, or words of the title of a story that was posted here'),
    ],
  },
  { type: Subcommand, name: 'mutes', description: 'What the digests of this channel leave out' },
  { type: Subcommand, name: 'unmute', description: 'Takes a mute back', options: [value('As /digest mutes shows it')] },
]

const approvalCommands: APIApplicationCommandSubcommandGroupOption = {
  type: SubcommandGroup,
  name: 'approval',
  description: 'Whether digests of this channel wait for an editor',
  options: [
    { type: Subcommand, name: 'show', description: 'How it stands' },
    {
      type: Subcommand,
      name: 'in',
      description: 'They wait until somebody in another channel approves them',
      options: [
        {
          type: ChannelOption,
          name: 'channel',
          description: 'Where drafts are shown: whoever is in it is an editor',
          required: true,
          channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
        },
      ],
    },
    { type: Subcommand, name: 'off', description: 'They are posted at once' },
  ],
}

const subscriptionOption = {
  type: text,
  name: 'id',
  description: 'Its id, from /digest list',
  required: true,
  autocomplete: true,
  max_length: 100,
} as const
