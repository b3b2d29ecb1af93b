import type { Policy } from '../domain/asker.ts'
import type { Command } from '../domain/command.ts'

/** How things are typed on one platform, for replies that say what to do next. */
export interface Wording {
  /** the command that follows a feed, with a place for its address */
  addFeed: string
  /** the command that subscribes a channel, as an example */
  subscribe: string
  /** the command that takes back a subscription, before its id */
  unsubscribe: string
  /** the command that shows the next dates of a subscription, before its id; null where a subscription shows them itself */
  preview: string | null
  /** the command that leaves something out of a channel's digests, as an example; and the one that takes that back */
  mute: string
  unmute: string
  /** the command that makes digests of a channel wait for an editor, as an example; and the one that ends that */
  approval: string
  approvalOff: string
  /** what has a command of its own here and is not taken as words behind `/brief` or a mention: that command */
  apart: Partial<Record<Command['kind'], string>>
  /** what can be typed, what it does, and which right it needs */
  help: { typed: string; does: string; needs?: keyof Policy }[]
}

const topic = 'the stories that fit best; "quoted words" stay together, -word leaves out'
const question = 'an answer in the words of the stored articles, or that they do not say'

const followUps: Wording['help'] = [
  { typed: 'and in the spring?', does: 'a question in a thread, about the stories above it' },
  { typed: 'who said that?', does: 'the source of what was just said' },
  { typed: 'show me the sentence', does: 'where it stands' },
]

const terminal = 'npm run -s nutgraf --'
const terminalSubscribe = `${terminal} subscriptions add "energy budget" weekdays 08:00 --channel slack:T123/C456`

/** On the terminal (`chat`). One run of it is no channel that a digest could come to. */
export const terminalWording: Wording = {
  addFeed: `${terminal} feeds add https://…`,
  subscribe: terminalSubscribe,
  unsubscribe: `${terminal} subscriptions remove`,
  preview: null,
  mute: '/brief mute word Norway (in Slack or Discord)',
  unmute: '/brief unmute Norway (in Slack or Discord)',
  approval: '/brief approval in #editors (in Slack or Discord)',
  approvalOff: '/brief approval off (in Slack or Discord)',
  apart: {
    subscribe: terminalSubscribe,
    subscriptions: `${terminal} subscriptions list`,
    unsubscribe: `${terminal} subscriptions remove ID`,
    mute: '/brief mute, in the channel itself',
    mutes: '/brief mutes, in the channel itself',
    unmute: '/brief unmute, in the channel itself',
    approval: '/brief approval, in the channel itself',
  },
  help: [
    { typed: '/brief immigration', does: topic },
    { typed: '/brief latest', does: 'the newest stories' },
    { typed: '/digest energy budget', does: 'what a digest on these words would hold now' },
    { typed: '/ask who declined?', does: question },
    ...followUps,
  ],
}

/** In Slack everything stands below one command. */
export const slackWording: Wording = {
  addFeed: '/brief feeds add https://…',
  subscribe: '/brief subscribe energy budget weekdays 08:00',
  unsubscribe: '/brief unsubscribe',
  preview: null,
  mute: '/brief mute word Norway',
  unmute: '/brief unmute Norway',
  approval: '/brief approval in #editors',
  approvalOff: '/brief approval off',
  apart: {},
  help: [
    { typed: '/brief immigration', does: topic },
    { typed: '/brief https://…', does: 'a brief of that article' },
    { typed: '/brief who declined to comment?', does: question },
    { typed: '/brief latest', does: 'the newest stories' },
    {
      typed: '/brief subscribe energy budget weekdays 08:00',
      does: 'a digest in this channel at that time',
      needs: 'subscriptions',
    },
    { typed: '/brief subscriptions', does: 'the digests of this channel, with their next dates' },
    { typed: '/brief unsubscribe ID', does: 'ends one of them', needs: 'subscriptions' },
    {
      typed: '/brief mute word Norway',
      does: 'leaves it out of the digests here; also: mute publisher, mute story, mutes, unmute',
      needs: 'subscriptions',
    },
    {
      typed: '/brief approval in #editors',
      does: 'digests here wait for an editor there; also: approval, approval off',
      needs: 'subscriptions',
    },
    { typed: '/brief feeds', does: 'the feeds that are followed' },
    { typed: '/brief feeds add ADDRESS', does: 'follows one more; also: feeds remove ADDRESS', needs: 'feeds' },
    ...followUps,
  ],
}

/** In Discord each kind has its own command, and a server may say who has which. */
export const discordWording: Wording = {
  addFeed: '/feeds add address:https://…',
  subscribe: '/digest subscribe topic:energy budget when:weekdays 08:00',
  unsubscribe: '/digest remove id:',
  preview: '/digest preview id:',
  mute: '/digest mute what:word value:Norway',
  unmute: '/digest unmute value:Norway',
  approval: '/digest approval in channel:#editors',
  approvalOff: '/digest approval off',
  apart: {
    subscribe: '/digest subscribe',
    subscriptions: '/digest list',
    unsubscribe: '/digest remove',
    mute: '/digest mute',
    mutes: '/digest mutes',
    unmute: '/digest unmute',
    approval: '/digest approval',
    feeds: '/feeds list',
    'add-feed': '/feeds add',
    'remove-feed': '/feeds remove',
  },
  help: [
    { typed: '/brief topic:immigration', does: `${topic}; also an address` },
    { typed: '/ask question:who declined to comment?', does: question },
    {
      typed: '/digest subscribe',
      does: 'a digest in this channel at the times that you say',
      needs: 'subscriptions',
    },
    {
      typed: '/digest list',
      does: 'the digests of this channel; also: remove, preview, mute, mutes, unmute, approval',
      needs: 'subscriptions',
    },
    { typed: '/feeds list', does: 'the feeds that are followed; also: add, remove', needs: 'feeds' },
    ...followUps,
  ],
}
