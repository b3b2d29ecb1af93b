import { describe, expect, it } from 'vitest'
import { again } from '../../src/schedule/every.ts'
import { createPacer } from '../../src/schedule/pacer.ts'

const log = { info() {}, warn() {}, fault() {} }

describe('again', () => {
  it('runs after each pause whatever the clock says, tells of failures, and ends when told to', async () => {
    const stop = new AbortController()
    const faults: string[] = []
    const real = Date.now
    let runs = 0
    try {
      await again(
        5,
        { name: 'planning', log: { ...log, fault: (message) => faults.push(message) }, stop: stop.signal },
        async () => {
          runs++
          // A day back, and three ahead.
          Date.now = () => real() + (runs % 2 === 0 ? -1 : 3) * 86_400_000
          if (runs === 2) throw new Error('no')
          if (runs === 5) stop.abort()
        },
      )
    } finally {
      Date.now = real
    }
    expect(runs).toBe(5)
    expect(faults).toEqual(['planning failed, and is tried again'])
  })
})

describe('the pacer', () => {
  it('hands out turns in even steps, and tells at once where a platform wants none for long', async () => {
    let at = 0
    const pacer = createPacer(() => at)
    expect(await pacer.take('slack')).toBe(0)
    pacer.rest('slack', 90_000)
    expect(pacer.isResting('slack')).toBe(true)
    expect(await pacer.take('slack')).toBe(90_000)
    expect(pacer.isResting('discord')).toBe(false)
    at = 90_000
    expect(pacer.isResting('slack')).toBe(false)
    expect(await pacer.take('slack')).toBe(0)
  })
})
