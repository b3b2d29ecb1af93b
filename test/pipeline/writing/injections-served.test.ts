import { afterEach, describe, expect, it } from 'vitest'
import { type ModelServer, startModelServer } from '../../model-server/model-server.ts'
import { writerOver } from '../../model-server/with-writer.ts'
import { attacksInFields } from './attacks/in-fields.ts'
import { attacksInTheText } from './attacks/in-the-text.ts'
import { attacksInWhatIsAsked } from './attacks/in-what-is-asked.ts'
import { hands, obeying } from './attacks/obedient-writer.ts'
import { attacksOutOfSight } from './attacks/out-of-sight.ts'
import { readCarrier, runAttack } from './attacks/run-attack.ts'

const attacks = [...attacksInTheText, ...attacksOutOfSight, ...attacksInFields, ...attacksInWhatIsAsked].filter(
  ({ name }) =>
    [
      'ignore the above',
      'variables of a prompt',
      'headings of a prompt',
      'JSON that closes the reply',
      'a lie in letters without size',
      'a title that is an order',
      'a question for the prompt',
      'a follow-up written over with a link',
    ].includes(name),
)

let server: ModelServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

describe('a model server that obeys whoever attacks it', () => {
  it.each(attacks.map((attack) => [attack.name, attack] as const))(
    'shows nothing of the attack: %s',
    async (_, attack) => {
      const documents = await readCarrier(attack.carrier)
      const problems: string[] = []
      let answered = 0
      for (const hand of hands) {
        const obey = obeying(attack, hand)
        server = await startModelServer({
          answer: ({ prompt, user }) => {
            answered++
            return JSON.stringify(obey({ prompt: prompt ?? '', variables: { sentences: user } }))
          },
        })
        problems.push(...(await runAttack(attack, documents, writerOver(server.url).writer)))
        await server.close()
      }
      expect(problems).toEqual([])
      expect(answered).toBeGreaterThan(hands.length)
    },
  )
})
