import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '../../src/domain/app-error.ts'
import { readSettings } from '../../src/operation/read-settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function faultsOf(env: Record<string, string>): string[] {
  try {
    readSettings(env)
    return []
  } catch (error) {
    if (error instanceof AppError) return error.message.split('\n')
    throw error
  }
}

describe('readSettings', () => {
  it('takes no settings at all for what it is: nothing to connect to', () => {
    expect(readSettings({})).toEqual({
      slack: null,
      discord: null,
      policy: { feeds: 'admins', subscriptions: 'anyone' },
      asksPerMinute: 12,
      logLevel: 'info',
      health: null,
      keepDays: 90,
      model: { endpoints: [], dailyTokens: 500_000, seconds: 60, calls: 4, hasSecondOpinion: false },
    })
  })

  it('connects to Slack over Socket Mode, or over HTTP where only a signing secret is set', () => {
    expect(readSettings({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }).slack).toEqual({
      botToken: 'xoxb-1',
      connection: { kind: 'socket', appToken: 'xapp-1' },
      apiUrl: null,
    })
    expect(
      readSettings({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', PORT: '8080' }).slack?.connection,
    ).toEqual({
      kind: 'http',
      signingSecret: 's',
      port: 8080,
    })
  })

  it('reads a secret from a file', () => {
    const file = join(folder, 'token')
    writeFileSync(file, 'aaa.bbb.ccc\n')
    expect(readSettings({ DISCORD_TOKEN_FILE: file, DISCORD_MESSAGE_CONTENT: 'yes' }).discord).toEqual({
      token: 'aaa.bbb.ccc',
      apiUrl: null,
      hasMessageContent: true,
    })
    expect(faultsOf({ DISCORD_TOKEN_FILE: join(folder, 'missing') })).toEqual([
      expect.stringMatching(/^DISCORD_TOKEN_FILE names .*missing, which cannot be read\.$/),
    ])
    expect(faultsOf({ DISCORD_TOKEN_FILE: file, DISCORD_TOKEN: 'aaa.bbb.ccc' })).toEqual([
      'DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set: leave one of them out.',
    ])
  })

  it('tells all faults at once, each with where to look', () => {
    const env = {
      SLACK_APP_TOKEN: 'xapp-1',
      DISCORD_TOKEN: 'nonsense',
      DISCORD_API_URL: 'ftp://x',
      PORT: '0',
      LOG_LEVEL: 'loud',
      NUTGRAF_WHO_ADDS_FEEDS: 'nobody',
      NUTGRAF_ASKS_PER_MINUTE: 'many',
    }
    expect(faultsOf(env).map((fault) => fault.split(/[ .]/)[0])).toEqual([
      'PORT',
      'SLACK_BOT_TOKEN',
      'DISCORD_API_URL',
      'DISCORD_TOKEN',
      'NUTGRAF_WHO_ADDS_FEEDS',
      'NUTGRAF_ASKS_PER_MINUTE',
      'LOG_LEVEL',
    ])
  })

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxp-1', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN begins with xoxb-'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN begins with xapp-'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'Slack needs SLACK_APP_TOKEN too'],
  ])('tells tokens apart that people mix up: %o', (env, fault) => {
    expect(faultsOf(env)).toEqual([expect.stringContaining(fault)])
  })
})

describe('.env.example', () => {
  it('lists every setting that is read, and no other, with its usual value', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
    const listed = Object.fromEntries(
      [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    )
    expect(readSettings(listed)).toEqual(readSettings({}))
    const sources = [
      'src/operation/read-settings.ts',
      'src/operation/read-model-settings.ts',
      'src/reading/web/web-settings.ts',
      'src/app.ts',
    ]
    const read = sources.flatMap((path) => {
      const source = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
      return [...source.matchAll(/'([A-Z]+(?:_[A-Z]+)+|PORT)'/g)].map(([, name]) => name)
    })
    expect(Object.keys(listed).sort()).toEqual(
      [...new Set(read)].filter((name) => name !== 'NO_COLOR' && !name?.endsWith('_FILE')).sort(),
    )
  })
})
