/** Time that runs faster than the machine's: `factor` times, from an instant (milliseconds since 1970) at which both were equal. */
export type FastTime = { factor: number; startedAt: number }

/** What a process is told of it in its environment. */
export function fastTimeOf(text: string | undefined): FastTime {
  const { factor, startedAt } = JSON.parse(text ?? '{}') as Partial<FastTime>
  if (factor === undefined || startedAt === undefined) throw new Error('FAST_TIME is not set')
  return { factor, startedAt }
}

/** The fast time at an instant of the machine's. */
export function fastNow({ factor, startedAt }: FastTime, realMs: number): number {
  return startedAt + (realMs - startedAt) * factor
}
