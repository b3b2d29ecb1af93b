/** Stable codes; a message says in one plain sentence what is wrong and, where it helps, what to do. */
export type ErrorCode =
  | 'usage'
  | 'not-found'
  | 'empty'
  | 'not-readable'
  | 'not-text'
  | 'too-large'
  | 'no-article'
  | 'no-feed'
  | 'not-allowed'
  | 'platform-refused'
  | 'platform-unreachable'
  | 'channel-refused'
  | 'bad-line'
  | 'config-invalid'
  | 'store-busy'
  | 'store-unavailable'
  | 'store-newer'
  | 'store-read-only'
  | 'store-full'
  | 'page-unreachable'
  | 'page-forbidden'
  | 'page-blocked'
  | 'page-too-large'
  | 'page-not-readable'
  | 'page-gone'

/** A failure that a person can act on. Expected outcomes are values and are never thrown. */
export class AppError extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
  }
}
