import type { webApi } from '@slack/bolt'
import type { Finding } from '../domain/adapter.ts'
import { refusalCode, startError, tokenAdvice } from './platform-errors.ts'

/** What the app may do at the least, and what each is for: `manifest.json` asks for the same. */
export const neededScopes: Readonly<Record<string, string>> = {
  commands: '/brief and the shortcut',
  'chat:write': 'answers and digests',
  'app_mentions:read': 'mentions',
  'im:history': 'direct messages',
  'channels:history': 'follow-ups in threads',
  'groups:history': 'follow-ups in threads of private channels',
  'channels:read': 'whether the bot is in a channel that gets digests or drafts',
  'groups:read': 'the same for private channels',
  'users:read': 'who is an admin, and in which time zone somebody lives',
}

/** Looks at tokens, scopes and channels, and says of each what to do where it is not in order. Starts nothing. */
export async function checkSlack(
  { bot, app }: { bot: webApi.WebClient; app: webApi.WebClient | null },
  channels: { space: string; channel: string }[],
): Promise<Finding[]> {
  const findings: Finding[] = []
  let space: string | undefined
  try {
    const auth = await bot.auth.test()
    space = auth.team_id
    findings.push(fine(`Slack: bot token of ${auth.team ?? 'a workspace'}`))
    findings.push(scopeFinding(auth.response_metadata?.scopes ?? []))
  } catch (error) {
    return [wrong('Slack: bot token', startError(error, 'SLACK_BOT_TOKEN').message)]
  }
  if (app !== null) findings.push(await appTokenFinding(app))
  for (const place of channels) findings.push(await channelFinding(bot, space, place))
  return findings
}

function scopeFinding(scopes: readonly string[]): Finding {
  const missing = Object.entries(neededScopes).filter(([scope]) => !scopes.includes(scope))
  if (missing.length === 0) return fine('Slack: scopes')
  const list = missing.map(([scope, why]) => `${scope} (${why})`).join(', ')
  return wrong(
    'Slack: scopes',
    `Missing: ${list}. In the settings of your Slack app: OAuth & Permissions, Scopes, add them, then Reinstall to Workspace.`,
  )
}

async function appTokenFinding(app: webApi.WebClient): Promise<Finding> {
  try {
    await app.apps.connections.open()
    return fine('Slack: app token')
  } catch (error) {
    return wrong('Slack: app token', startError(error, 'SLACK_APP_TOKEN').message)
  }
}

async function channelFinding(
  bot: webApi.WebClient,
  ours: string | undefined,
  { space, channel }: { space: string; channel: string },
): Promise<Finding> {
  const what = `Slack: channel ${channel}`
  if (space !== ours)
    return wrong(what, 'It is in another workspace than the bot token. Unsubscribe it, or use that workspace’s token.')
  try {
    const { channel: found } = await bot.conversations.info({ channel })
    if (found?.is_archived) return wrong(what, 'It is archived. Unsubscribe it, or take it out of the archive.')
    if (found?.is_im || found?.is_member) return fine(what)
    return wrong(what, 'The bot is not in it. Type /invite @Nutgraf there.')
  } catch (error) {
    const code = refusalCode(error)
    if (code === 'channel_not_found') return wrong(what, 'The bot does not see it. Type /invite @Nutgraf there.')
    if (code === 'missing_scope')
      return wrong(what, 'Whether the bot is in it cannot be seen without the scopes channels:read and groups:read.')
    if (code !== undefined) return wrong(what, tokenAdvice(code, 'SLACK_BOT_TOKEN'))
    return wrong(what, startError(error, 'SLACK_BOT_TOKEN').message)
  }
}

function fine(what: string): Finding {
  return { what, isFine: true, advice: null }
}

function wrong(what: string, advice: string): Finding {
  return { what, isFine: false, advice }
}
