import { afterEach, describe, expect, it } from 'vitest'
import { guardSample, openSampleStore } from '../chat-conversations/sample-store.ts'
import type { Happened } from '../slack-server/happened.ts'
import type { Entry } from '../slack-server/journal.ts'
import { type JsonObject, objectOf, objectsOf } from '../slack-server/json.ts'
import { payloadsOf, readRecording } from '../slack-server/replay.ts'
import type { Message } from '../slack-server/world.ts'
import { type Running, startRunning } from './with-slack.ts'

const isThere = readRecording('slack.json') !== undefined

/**
 * A payload of a recording: what it becomes here beside ids and names, the value of its button (which the recorded ones had none of),
 * whether it comes again or from the window that was opened last, and what is to come of it.
 */
type Step = {
  payload: string
  as?: Record<string, string>
  value?: string
  attempt?: 1 | 2 | 3
  isOfWindow?: true
  effect: string[]
}

const ignored = ['acknowledged']
const stale = 'That button is out of date. Ask anew, and its buttons will work.'
const outOfDate = ['acknowledged', `to Ana in the thread: ${stale}`]
const lateWindow = ['acknowledged', 'with response_action, view', 'opens Nutgraf']
const nothingOn = (topic: string, where = 'in the thread') => [
  'acknowledged',
  `${where}: No stored article is about ${topic}. Try fewer or other words.`,
]
const doesNotSay = () => ['acknowledged', 'in the thread: The stored stories do not say.']
const guardTitle = 'Homeland Security seeks more than 20,000 Guard members for immigration work'
/** A mention arrives twice: as a message, and under the same time as this. */
const asMention = { message: 'app_mention' }
const asQuestion = { 'Hello!': 'who declined to comment?' }

const scenes: Record<string, Step[]> = {
  'slack.json': [
    { payload: 'mention', effect: ignored },
    { payload: 'followUp', effect: ignored },
    { payload: 'mention', as: asMention, effect: nothingOn('Hey') },
    { payload: 'mention', effect: ignored },
    // What is said there to nobody is answered only where it asks something that the stories tell.
    { payload: 'followUp', attempt: 1, effect: ignored },
    { payload: 'followUp', attempt: 2, effect: ignored },
  ],
  'dm/slack.json': [
    { payload: 'mention', effect: nothingOn('Hey') },
    { payload: 'mention', attempt: 1, effect: ignored },
    { payload: 'dmRequest', effect: ignored },
    { payload: 'dmMessage', effect: nothingOn('Hey!', 'in the DM') },
    { payload: 'dmMessage', attempt: 3, effect: ignored },
  ],
  'dm/slack-direct.json': [
    { payload: 'directDM', effect: nothingOn('hello hello', 'in the DM') },
    { payload: 'directDM', attempt: 1, effect: ignored },
    { payload: 'followUp', effect: nothingOn('cool!!', 'in the DM') },
  ],
  'channel/slack.json': [
    { payload: 'mention', as: { '<@U00FAKEBOT01> Hey': '<@U0HBOT> guard' }, effect: ['acknowledged', briefed()] },
    { payload: 'channel_post_action', effect: outOfDate },
    {
      payload: 'channel_post_action',
      as: { 'channel-post': 'evidence' },
      value: 'evidence:r1',
      effect: ['acknowledged', `to Ana in the thread: ${guardTitle}`],
    },
    {
      payload: 'channel_post_action',
      as: { 'channel-post': 'show' },
      value: 'show:r1',
      effect: ['acknowledged', briefed('in the channel')],
    },
    {
      payload: 'channel_post_action',
      as: { 'channel-post': 'show' },
      value: 'show:r1',
      effect: ['acknowledged', 'to Ana in the thread: It was shown in this channel already.'],
    },
  ],
  'channel-mention/slack.json': [
    { payload: 'mention', effect: ignored },
    { payload: 'mention', as: asMention, effect: doesNotSay() },
    { payload: 'mention', effect: ignored },
  ],
  'member-joined-channel/slack.json': [
    { payload: 'memberJoinedChannel', effect: ignored },
    { payload: 'mention', effect: nothingOn('test') },
    { payload: 'mention', attempt: 1, effect: ignored },
  ],
  'modals/slack.json': [
    { payload: 'mention', as: { '<@U00FAKEBOT02> Hello': '<@U0HBOT> guard' }, effect: ['acknowledged', briefed()] },
    { payload: 'action', effect: outOfDate },
    { payload: 'action', as: { feedback: 'ask' }, value: 'ask:r1', effect: ['acknowledged', 'opens Ask'] },
    {
      payload: 'viewSubmission',
      as: { feedback_form: 'ask', message: 'question', ...asQuestion },
      isOfWindow: true,
      effect: ['acknowledged', 'in the thread: who declined to comment?'],
    },
    {
      payload: 'ephemeralAction',
      as: { ephemeral_modal: 'ask' },
      value: 'ask:r1',
      effect: ['acknowledged', 'opens Ask'],
    },
    {
      payload: 'ephemeralViewSubmission',
      as: { ephemeral_modal_form: 'ask', response: 'question', ...asQuestion },
      isOfWindow: true,
      effect: ['acknowledged', 'to Ana in the thread: who declined to comment?'],
    },
    {
      payload: 'action',
      as: { feedback: 'report' },
      value: 'report:r1',
      effect: ['acknowledged', 'opens Report a fault'],
    },
    {
      payload: 'viewSubmission',
      as: { feedback_form: 'report', message: 'note', category: 'fault', feature: 'wrong-figure', bug: 'wrong-figure' },
      isOfWindow: true,
      effect: [
        'acknowledged',
        'to Ana in the thread: Thank you. Your report is kept with the reply, and whoever runs this sees it.',
      ],
    },
    { payload: 'viewSubmission', effect: lateWindow },
    { payload: 'ephemeralViewSubmission', effect: lateWindow },
  ],
  'native-table/slack.json': [
    { payload: 'mention', effect: nothingOn('Hey') },
    // This one came without a response_url.
    { payload: 'action', effect: outOfDate },
    {
      payload: 'action',
      as: { 'show-table': 'ask' },
      value: 'ask:gone',
      effect: ['acknowledged', 'opens Ask'],
    },
  ],
  'slash-commands/slack.json': [
    {
      payload: 'slashCommand',
      as: { '/test-feedback': '/brief' },
      effect: ['acknowledged', 'to Ana: What to type'],
    },
    {
      payload: 'slashCommandWithArgs',
      as: { '/test-feedback': '/brief' },
      effect: nothingOn('some arguments here', 'to Ana'),
    },
    {
      payload: 'slashCommandWithArgs',
      as: { '/test-feedback': '/brief', 'some arguments here': 'guard' },
      effect: ['acknowledged', briefed('to Ana')],
    },
    { payload: 'viewSubmission', effect: lateWindow },
  ],
  'streaming/slack.json': [
    { payload: 'aiMention', effect: ignored },
    { payload: 'aiMention', as: asMention, effect: doesNotSay() },
    { payload: 'aiMention', as: asMention, attempt: 1, effect: ignored },
    { payload: 'followUp', effect: ignored },
    { payload: 'aiMentionWithFile', effect: nothingOn("[AI] I don't really understand this explanation.") },
    // The app's own message is not answered, nor what is said in a thread that it did not begin.
    { payload: 'promptMessage', effect: ignored },
    { payload: 'buttonAction', effect: outOfDate },
    { payload: 'threadFollowUp', effect: ignored },
  ],
}

function briefed(where = 'in the thread'): string {
  return `${where}: guard: 1 story`
}

let running: Running | undefined
afterEach(async () => {
  await running?.close()
  await running?.deps.store.close()
  running = undefined
})

describe.skipIf(!isThere).each(['socket', 'http'] as const)('a recorded payload of Slack, over %s', (over) => {
  it.each(Object.keys(scenes))('has its effect in Nutgraf: %s', async (file) => {
    running = await startRunning(await openSampleStore(guardSample), { over })
    const { slack, log, deps } = running
    const payloads = new Map(payloadsOf(readRecording(file) ?? {}))
    const steps = scenes[file] ?? []
    expect(steps.map(({ payload }) => payload)).toEqual(expect.arrayContaining([...payloads.keys()]))
    for (const [index, step] of steps.entries()) {
      // Posts of one step are counted against its own second.
      await slack.clock.advance(5000)
      const metadata = slack.world.views.findLast(({ isOpen }) => isOpen)?.sent['private_metadata']
      const sent = prepared(payloads.get(step.payload) ?? {}, step, metadata)
      const options = { ...(step.as ? { ids: step.as } : {}), ...(step.attempt ? { attempt: step.attempt } : {}) }
      const from = slack.journal.entries.length
      const happened = await slack.replay(sent, options)
      const effects = effectsOf(happened, slack.journal.entries.slice(from))
      expect([index, step.payload, ...effects]).toEqual([index, step.payload, ...step.effect])
    }
    expect(JSON.stringify(slack.calls)).not.toMatch(/FAKE|REAL/)
    expect(slack.faults).toEqual([])
    expect(log).toEqual([])
    const reports = await deps.store.replies.reports()
    expect(reports.map(({ reply, fault, note }) => [reply, fault, note])).toEqual(
      file === 'modals/slack.json' ? [['r1', 'wrong-figure', 'Hello!']] : [],
    )
  })
})

/** The payload with what the recorded app had not: a value in its button, and the metadata of the window that was opened here. */
function prepared(payload: JsonObject, { value, isOfWindow }: Step, metadata: unknown): JsonObject {
  const actions = objectsOf(payload['actions']).map((action) => (value === undefined ? action : { ...action, value }))
  const view = isOfWindow ? { view: { ...objectOf(payload['view']), private_metadata: metadata } } : {}
  return { ...payload, ...(actions.length > 0 ? { actions } : {}), ...view }
}

/** What came of a payload. Messages are taken as they were written down: an answer to a window comes by the response_url of its button. */
function effectsOf({ ack, edited, deleted, views, notices }: Happened, entries: readonly Entry[]): string[] {
  const written = entries.flatMap((one) => (one.kind === 'message' && one.cause !== 'recorded' ? one.message : []))
  const answer = Object.keys(ack?.answer ?? {})
  return [
    ack === null ? 'not acknowledged' : 'acknowledged',
    ...(answer.length > 0 ? [`with ${answer.join(', ')}`] : []),
    ...written.map(({ text, ...place }) => `${placeOf(place)}: ${text.split('\n')[0]}`),
    ...edited.map(() => 'changes a message'),
    ...deleted.map(() => 'deletes a message'),
    ...views.map(({ sent }) => `opens ${objectOf(sent['title'])['text']}`),
    ...notices,
  ]
}

function placeOf({ visibleTo, channel, threadTs }: Pick<Message, 'visibleTo' | 'channel' | 'threadTs'>): string {
  const person = visibleTo === null ? [] : [`to ${visibleTo === 'U0ANA' ? 'Ana' : visibleTo}`]
  const isPlain = person.length > 0 && threadTs === null
  const place = channel.startsWith('D') ? 'in the DM' : threadTs === null ? 'in the channel' : 'in the thread'
  return [...person, ...(isPlain ? [] : [place])].join(' ')
}
