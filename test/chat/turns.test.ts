import { describe, expect, it } from 'vitest'
import { createTurns } from '../../src/chat/in-order.ts'

describe('turns', () => {
  it('run one after the other, each after a pause in which others are heard, also after a failure', async () => {
    const said: string[] = []
    const turns = createTurns(async () => void said.push('pause'))
    const work = (name: string) =>
      turns(async () => {
        said.push(`${name} begins`)
        await Promise.resolve()
        said.push(`${name} ends`)
        if (name === 'b') throw new Error('b failed')
        return name
      })
    const ended = await Promise.allSettled([work('a'), work('b'), work('c')])
    expect(said).toEqual(['a', 'b', 'c'].flatMap((name) => ['pause', `${name} begins`, `${name} ends`]))
    expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})
