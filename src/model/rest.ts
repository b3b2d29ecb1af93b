import type { ModelLimits } from './endpoint-settings.ts'
import { faultKinds, type ServerFault } from './server-fault.ts'

/** One slow answer may be a long article; after so many in a row the server is slow. */
const slowInARow = 2

/** Whether a server may be asked. One that failed as a whole is left alone for a while, then one call tries it. */
export interface Rest {
  /** `resting`: why not, and for how long; `open`: it may be asked, and the call must be told how it ended */
  enter(): { kind: 'resting'; fault: ServerFault; ms: number } | { kind: 'open'; ended: CallEnded }
}

/** How a call ended: null where the server answered, in whichever way; `nothing` where it was not asked after all. */
export type CallEnded = (fault: ServerFault | null | 'nothing') => void

/** `elapsed` is a clock that nobody sets. */
export function createRest(elapsed: () => number, limits: Pick<ModelLimits, 'restMs' | 'longestRestMs'>): Rest {
  let until = 0
  let cause: ServerFault | null = null
  let rests = 0
  let slow = 0
  let isTrying = false

  function ended(fault: ServerFault | null | 'nothing', isTrial: boolean): void {
    if (isTrial) isTrying = false
    if (fault === 'nothing') return
    if (fault === null || !faultKinds[fault.kind].isWhole) {
      cause = null
      rests = 0
      slow = 0
      return
    }
    slow = fault.kind === 'slow' ? slow + 1 : 0
    if (fault.kind === 'slow' && slow < slowInARow && !isTrial) return
    // Calls that were under way when the first one failed tell nothing new.
    if (cause !== null && !isTrial) return
    rests++
    cause = fault
    const grown = limits.restMs * 2 ** (rests - 1)
    until = elapsed() + Math.min(fault.retryAfterMs ?? grown, limits.longestRestMs)
  }

  return {
    enter() {
      const ms = until - elapsed()
      if (cause !== null && (ms > 0 || isTrying)) return { kind: 'resting', fault: cause, ms: Math.max(ms, 1000) }
      const isTrial = cause !== null
      isTrying ||= isTrial
      return { kind: 'open', ended: (fault) => ended(fault, isTrial) }
    },
  }
}
