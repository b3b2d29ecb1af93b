import { createFakePlatform } from './fake-platform.ts'
import { posterContract } from './poster-contract.ts'

posterContract('the fake', async (test) => {
  const { poster, messages, faults } = createFakePlatform({ parts: 3, refuses: 'closed' })
  await test({
    poster,
    now: () => new Date(0).toISOString(),
    here: { space: 'T1', channel: 'C1' },
    closed: { space: 'T1', channel: 'closed' },
    texts: async () => messages.map(({ text }) => text),
    remove: async (message) => {
      messages.splice(
        messages.findIndex(({ id }) => id === message),
        1,
      )
    },
    loseAnswer: () => void faults.push('lost-after'),
    count: async () => {
      const thread = messages.filter((message) => message.thread !== null).length
      return { channel: messages.length - thread, thread }
    },
  })
})
