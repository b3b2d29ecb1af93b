import { posterContract } from '../pipeline/deliveries/poster-contract.ts'
import { withNutgraf } from './with-nutgraf.ts'

posterContract('Discord', (test) =>
  withNutgraf({}, async ({ server, adapter }) => {
    const { id: channel, guildId } = server.channel('general')
    const { id: closed } = server.channel('news')
    const space = guildId ?? ''
    server.deny('news', 'bot', 'SendMessages')
    await test({
      poster: adapter,
      now: () => new Date(server.world.clock.now()).toISOString(),
      here: { space, channel },
      closed: { space, channel: closed },
      async texts() {
        const messages = server.messages('general', 'chi')
        const below = messages.flatMap(({ id }) =>
          server.world.channels.has(id) ? server.messages({ id }, 'chi').filter((one) => one.id !== id) : [],
        )
        return [...messages, ...below].map(({ text }) => text)
      },
      async remove(message) {
        const found = server.world.messages.get(message)
        if (found !== undefined) found.isDeleted = true
      },
      loseAnswer: () => server.stumbles.next('POST /channels/:channel/messages', { kind: 'lost' }),
      async count() {
        const [first, ...more] = server.messages('general', 'chi')
        const hasThread = first !== undefined && server.world.channels.has(first.id)
        return { channel: 1 + more.length, thread: hasThread ? server.messages({ id: first.id }, 'chi').length : 0 }
      },
    })
  }),
)
