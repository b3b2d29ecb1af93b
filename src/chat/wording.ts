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
  /** what can be typed: each with what it does */
  help: [typed: string, does: string][]
}

const followUps: Wording['help'] = [
  ['and in the spring?', 'a question in a thread, about the stories above it'],
  ['who said that?', 'the source of what was just said'],
  ['show me the sentence', 'where it stands'],
]

/** On the terminal (`chat`). */
export const terminalWording: Wording = {
  addFeed: 'npm run -s nutgraf -- feeds add https://…',
  subscribe: 'npm run -s nutgraf -- subscriptions add "energy budget" weekdays 08:00',
  unsubscribe: 'npm run -s nutgraf -- subscriptions remove',
  preview: null,
  help: [
    ['/brief immigration', 'the stories that fit best; "quoted words" stay together, -word leaves out'],
    ['/brief latest', 'the newest stories'],
    ['/digest energy budget', 'what a digest on these words would hold now'],
    ['/ask who declined?', 'an answer in the words of the stored articles, or that they do not say'],
    ...followUps,
  ],
}

/** In Slack everything stands below one command. */
export const slackWording: Wording = {
  addFeed: '/brief feeds add https://…',
  subscribe: '/brief subscribe energy budget weekdays 08:00',
  unsubscribe: '/brief unsubscribe',
  preview: null,
  help: [
    ['/brief immigration', 'the stories that fit best; "quoted words" stay together, -word leaves out'],
    ['/brief https://…', 'a brief of that article'],
    ['/brief who declined to comment?', 'an answer in the words of the stored articles, or that they do not say'],
    ['/brief latest', 'the newest stories'],
    ['/brief subscribe energy budget weekdays 08:00', 'a digest in this channel at that time'],
    ['/brief subscriptions', 'the digests of this channel, with their next dates'],
    ['/brief unsubscribe ID', 'ends one of them'],
    ['/brief feeds', 'the feeds that are followed; also: feeds add ADDRESS, feeds remove ADDRESS'],
    ...followUps,
  ],
}

/** In Discord each kind has its own command. */
export const discordWording: Wording = {
  addFeed: '/feeds add address:https://…',
  subscribe: '/digest subscribe topic:energy budget when:weekdays 08:00',
  unsubscribe: '/digest remove id:',
  preview: '/digest preview id:',
  help: [
    [
      '/brief topic:immigration',
      'the stories that fit best; "quoted words" stay together, -word leaves out; also an address',
    ],
    [
      '/ask question:who declined to comment?',
      'an answer in the words of the stored articles, or that they do not say',
    ],
    ['/digest subscribe', 'a digest in this channel at the times that you say'],
    ['/digest list', 'the digests of this channel; also: remove, preview'],
    ['/feeds list', 'the feeds that are followed; also: add, remove'],
    ...followUps,
  ],
}
