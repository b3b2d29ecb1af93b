/**
 * What a reader does, in words of no platform. `brief`, `subscribe` and `help` are commands in the channel; `mention` speaks to
 * the bot in the channel, `follow-up` in the thread that it last wrote in (mentioning it where that is needed); `press` takes the
 * newest message that has the button, `send` the window that the press opened.
 */
export type Step =
  | { does: 'brief'; text: string }
  | { does: 'subscribe'; topic: string; when: string }
  | { does: 'subscriptions' }
  | { does: 'help' }
  | { does: 'mention'; text: string }
  | { does: 'follow-up'; text: string }
  | { does: 'press'; button: 'Evidence' | 'Ask' | 'Report' | 'Show in channel' }
  | { does: 'send'; values: Record<string, string> }

/** The conversations that every chat platform shows a transcript of, over the samples of `seeds` on 2026-05-20 at 08:00 UTC. */
export const tenConversations: { name: string; steps: Step[] }[] = [
  { name: '01-brief', steps: [{ does: 'brief', text: 'guard' }] },
  { name: '02-latest', steps: [{ does: 'brief', text: 'latest' }] },
  { name: '03-unknown-topic', steps: [{ does: 'brief', text: 'volcanoes' }] },
  {
    name: '04-url',
    steps: [
      { does: 'brief', text: 'https://tidewater6.example/local/quarry-road-blaze' },
      { does: 'brief', text: 'https://nowhere.example/gone' },
    ],
  },
  { name: '05-question', steps: [{ does: 'mention', text: 'who declined to comment on the Guard request?' }] },
  {
    name: '06-follow-up',
    steps: [
      { does: 'brief', text: 'guard' },
      { does: 'press', button: 'Show in channel' },
      { does: 'follow-up', text: 'how many immigrants were arrested in Florida?' },
      { does: 'follow-up', text: 'show me the sentence' },
      { does: 'follow-up', text: 'and in Ohio?' },
    ],
  },
  {
    name: '07-evidence',
    steps: [
      { does: 'brief', text: 'guard' },
      { does: 'press', button: 'Evidence' },
    ],
  },
  {
    name: '08-subscribe',
    steps: [
      { does: 'subscribe', topic: 'energy budget', when: 'weekdays 08:61' },
      { does: 'subscribe', topic: 'energy budget', when: 'weekdays 08:00 Europe/Berlin' },
      { does: 'subscriptions' },
    ],
  },
  {
    name: '09-report',
    steps: [
      { does: 'brief', text: 'guard' },
      { does: 'press', button: 'Report' },
      { does: 'send', values: { fault: 'wrong-figure', note: 'The second figure is older than the first.' } },
    ],
  },
  {
    name: '10-help',
    steps: [
      { does: 'help' },
      { does: 'brief', text: 'guard' },
      { does: 'press', button: 'Ask' },
      { does: 'send', values: { question: 'what is not known?' } },
    ],
  },
]
