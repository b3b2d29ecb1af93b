import { LogLevel, WebAPIPlatformError, WebClient, type WebClientOptions } from '@slack/web-api'
import type { SlackServer } from './slack-server.ts'

/** A real WebClient at a local Slack that prints nothing, retries nothing and throws on 429 instead of waiting. */
export function clientFor(slack: SlackServer, token: string | undefined, more: WebClientOptions = {}): WebClient {
  const logger = {
    ...{ debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {}, getLevel: () => LogLevel.ERROR },
  }
  const strict = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger }
  return new WebClient(token, { ...strict, ...more })
}

/** What a refused call was answered with. Throws where it was not refused. */
export async function refusal(call: Promise<unknown>): Promise<WebAPIPlatformError['data']> {
  const error = await call.then(
    () => undefined,
    (thrown) => thrown,
  )
  if (!(error instanceof WebAPIPlatformError)) throw new Error(`no refusal but ${error}`)
  return error.data
}

/** Posts a text to a channel as the rules ask for it. */
export function postWith(client: WebClient, channel: string, text = 'A text', more: object = {}) {
  return client.chat.postMessage({ channel, text, unfurl_links: false, unfurl_media: false, ...more })
}
