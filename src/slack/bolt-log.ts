import { type Logger, LogLevel } from '@slack/bolt'
import type { Log } from '../domain/log.ts'
import { tokenAdvice } from './platform-errors.ts'

/** What Bolt and its clients have to say, for our log: warnings and errors, the same one not twice in a row. */
export function createBoltLog(log: Log): Logger {
  let last = ''
  const warn = (...words: unknown[]) => {
    const said = inOurWords(words.map(String).join(' '))
    if (said !== last) log.warn(said)
    last = said
  }
  return {
    debug() {},
    info() {},
    warn,
    error: warn,
    setLevel() {},
    setName() {},
    getLevel: () => LogLevel.WARN,
  }
}

/** A refused app token is tried again for ever by the client; what to do about it is for us to say. */
function inOurWords(words: string): string {
  const refused =
    /WSS URL.*An API error occurred: (token_revoked|token_expired|invalid_auth|not_authed|account_inactive)/.exec(words)
  return refused === null ? `Slack's client: ${words.slice(0, 500)}` : tokenAdvice(refused[1] ?? '', 'SLACK_APP_TOKEN')
}
