import pLimit from 'p-limit'

/** Runs work in turn; where that does not come within so many milliseconds, null and the work is not done. */
export type InTurn = <Result>(waitMs: number, work: () => Promise<Result>) => Promise<Result | null>

/** So many at once, the others in the order in which they came. */
export function createInTurn(atOnce: number): InTurn {
  const limit = pLimit(atOnce)
  return (waitMs, work) =>
    new Promise((resolve, reject) => {
      let isGivenUp = false
      const timer = setTimeout(() => {
        isGivenUp = true
        resolve(null)
      }, waitMs)
      limit(async () => {
        if (isGivenUp) return
        clearTimeout(timer)
        resolve(await work())
      }).catch(reject)
    })
}
