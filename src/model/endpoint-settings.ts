/** A model at a server. A `baseUrl` of null is OpenAI's; a `key` of null is a server that wants none. */
export type EndpointSettings = {
  model: string
  baseUrl: string | null
  key: string | null
  isFallback: boolean
  /** the settings to name where something is wrong with one of them */
  names: { model: string; baseUrl: string; key: string }
}

/** Bounds that no setting changes; tests make them small. */
export type ModelLimits = {
  /** a passing fault is tried so often in all, with growing pauses that begin so long */
  mostTries: number
  pauseMs: number
  /** no answer of a server has more bytes, and none of a model more characters */
  mostBytes: number
  longestReply: number
  /** what a model may write at first, and how many times that where it thought until nothing was left */
  outputTokens: number
  moreTokens: number
  /** how long a server is left alone after it failed as a whole: at first, and at most */
  restMs: number
  longestRestMs: number
}

/** The usual bounds. An answer has a few hundred tokens; the others are for models that think before they write. */
export const usualLimits: ModelLimits = {
  mostTries: 3,
  pauseMs: 500,
  mostBytes: 1_000_000,
  longestReply: 24_000,
  outputTokens: 2_000,
  moreTokens: 4,
  restMs: 60_000,
  longestRestMs: 900_000,
}
