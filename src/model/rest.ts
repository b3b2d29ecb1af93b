import type { ModelLimits } from './endpoint-settings.ts'
import { faultKinds, type ServerFault } from './server-fault.ts'

/** One slow answer may be a long article; after so many in a row the server is slow. */
const slowInARow = 2

/** Whether a server may be asked, and how it went: one that failed as a whole is left alone for a while, then one call tries it. */
export interface Rest {
  /** null where the server may be asked, and the call must be told how it went; else why not, and for how long */
  whyNot(): { fault: ServerFault; ms: number } | null
  /** how a call ended: null where the server answered, in whichever way; `nothing` where it was not asked after all */
  ended(fault: ServerFault | null | 'nothing'): void
}

/** `elapsed` is a clock that nobody sets. */
export function createRest(elapsed: () => number, limits: Pick<ModelLimits, 'restMs' | 'longestRestMs'>): Rest {
  let until = 0
  let cause: ServerFault | null = null
  let rests = 0
  let slow = 0
  let isTrying = false

  return {
    whyNot() {
      if (cause === null) return null
      const ms = until - elapsed()
      if (ms > 0 || isTrying) return { fault: cause, ms: Math.max(ms, 1000) }
      isTrying = true
      return null
    },
    ended(fault) {
      const wasTrying = isTrying
      isTrying = false
      if (fault === 'nothing') return
      if (fault === null || !faultKinds[fault.kind].isWhole) {
        cause = null
        rests = 0
        slow = 0
        return
      }
      slow = fault.kind === 'slow' ? slow + 1 : 0
      if (fault.kind === 'slow' && slow < slowInARow && !wasTrying) return
      // Calls that were under way when the first one failed tell nothing new.
      if (cause !== null && !wasTrying) return
      rests++
      cause = fault
      const grown = limits.restMs * 2 ** (rests - 1)
      until = elapsed() + Math.min(fault.retryAfterMs ?? grown, limits.longestRestMs)
    },
  }
}
