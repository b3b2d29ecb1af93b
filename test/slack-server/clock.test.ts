import { describe, expect, test } from 'vitest'
import { createTestClock } from './clock.ts'

const start = Date.parse('2026-03-02T09:00:00Z')

describe('the clock of the local Slack', () => {
  test('stands still until it is moved', async () => {
    const clock = createTestClock(start, async () => {})
    await new Promise((resolve) => setTimeout(resolve, 15))
    expect(clock.now()).toBe(start)
    await clock.advance(1500)
    expect(clock.now()).toBe(start + 1500)
  })

  test('runs what is due in its order, each at its own time, and what that sets', async () => {
    const seen: string[] = []
    const clock = createTestClock(start, async () => void seen.push('between'))
    const note = (name: string) => () => void seen.push(`${name} at ${clock.now() - start}`)
    clock.after(200, note('second'))
    clock.after(100, () => {
      note('first')()
      clock.after(50, note('from the first'))
    })
    clock.after(900, note('never'))
    const callOff = clock.after(120, note('called off'))
    callOff()
    await clock.advance(300)
    expect(seen).toEqual([
      ...['between', 'first at 100', 'between', 'from the first at 150', 'between', 'second at 200', 'between'],
    ])
  })

  test('runs two moves one after the other', async () => {
    const clock = createTestClock(start, async () => {})
    let fired = 0
    clock.after(150, () => void fired++)
    await Promise.all([clock.advance(100), clock.advance(100)])
    expect([clock.now() - start, fired]).toEqual([200, 1])
  })

  test('follows real time until it is stopped, and does not run back', async () => {
    const clock = createTestClock(start, async () => {})
    const stop = clock.follow()
    await new Promise((resolve) => setTimeout(resolve, 60))
    stop()
    expect(clock.now() - start).toBeGreaterThan(20)
    expect(() => clock.advance(-1)).toThrow('forward only')
  })
})
