import { describe, expect, test } from 'vitest'
import { installationOf } from './install.ts'
import { startSlack } from './slack-server.ts'

describe('the installation at the local Slack', () => {
  test('is read from a manifest, and holds the app to it', async () => {
    const manifest = {
      features: {
        slash_commands: [{ command: '/brief', description: 'x' }],
        shortcuts: [{ name: 'Brief this link', type: 'message', callback_id: 'brief_link', description: 'x' }],
      },
      oauth_config: { scopes: { bot: ['commands', 'app_mentions:read'] } },
      settings: { event_subscriptions: { bot_events: ['app_mention'] } },
    }
    const installation = installationOf(manifest)
    expect(installation).toEqual({
      scopes: ['commands', 'app_mentions:read'],
      events: ['app_mention'],
      commands: ['/brief'],
      shortcuts: ['brief_link'],
    })
    const slack = await startSlack({ installation })
    await expect(slack.user('Ana').shortcut('other')).rejects.toThrow('"other" is no shortcut of the app')
    expect((await slack.user('Ana').mention('x', { channel: 'news' })).deliveries).toBe(1)
    expect((await slack.user('Ana').message('x', { channel: 'news' })).deliveries).toBe(0)
    await slack.close()
  })

  test('is refused where the manifest is no object, and empty where it asks for nothing', () => {
    expect(() => installationOf('manifest.json')).toThrow('a manifest is a JSON object')
    expect(installationOf({})).toEqual({ scopes: [], events: [], commands: [], shortcuts: [] })
  })
})
