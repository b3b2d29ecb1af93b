import { guardSample, openSampleStore } from '../chat-conversations/sample-store.ts'
import { posterContract } from '../pipeline/deliveries/poster-contract.ts'
import { startRunning } from './with-slack.ts'

posterContract('Slack', async (test) => {
  const store = await openSampleStore(guardSample)
  const running = await startRunning(store, { isNewApp: false })
  try {
    await running.adapter.start()
    const { slack, adapter } = running
    await test({
      poster: adapter,
      now: () => new Date(slack.clock.now()).toISOString(),
      here: { space: 'T0HARBOR', channel: 'C0NEWS' },
      closed: { space: 'T0HARBOR', channel: 'C0QUIET' },
      texts: async () => slack.messages('news').map(({ text }) => text),
      remove: async (message) => {
        const at = slack.world.messages.findIndex(({ ts }) => ts === message)
        slack.world.messages.splice(at, 1)
      },
      loseAnswer: () => slack.stumble('chat.postMessage', { reset: 'after' }),
      async count() {
        const messages = slack.messages('news')
        const first = messages.filter(({ threadTs, ts }) => threadTs === null || threadTs === ts)
        return { channel: first.length, thread: messages.length - first.length }
      },
    })
  } finally {
    await running.close()
    await store.close()
  }
})
