/** Says what happened, for whoever runs this: a plain sentence, and what a search would look for. Never tokens, never what people wrote. */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  /** a fault of ours, with its stack */
  fault(message: string, error: unknown): void
}
