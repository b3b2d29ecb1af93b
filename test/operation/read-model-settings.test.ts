import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { AppError } from '../../src/domain/app-error.ts'
import { readModelSettings } from '../../src/operation/read-model-settings.ts'
import { readSettings } from '../../src/operation/read-settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-model-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function faultsOf(env: Record<string, string>): string[] {
  try {
    readModelSettings(env)
    return []
  } catch (error) {
    if (error instanceof AppError && error.code === 'config-invalid') return error.message.split('\n')
    throw error
  }
}

const first = { NUTGRAF_MODEL: 'gpt-one', OPENAI_API_KEY: 'sk-1' }

describe('readModelSettings', () => {
  it('asks no model where NUTGRAF_MODEL is not set, whatever other programs set for themselves', () => {
    const env = { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: 'nonsense', OPENAI_API_KEY_FILE: join(folder, 'missing') }
    expect(readModelSettings(env)).toEqual(readModelSettings({}))
    expect(readModelSettings(env).endpoints).toEqual([])
  })

  it('reads everything, and is a part of the settings of the bot', () => {
    const env = {
      ...first,
      OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1',
      NUTGRAF_DAILY_TOKENS: '0',
      NUTGRAF_MODEL_SECONDS: '20',
      NUTGRAF_MODEL_CALLS: '1',
      NUTGRAF_SECOND_OPINION: 'yes',
    }
    const settings = readModelSettings(env)
    expect(settings).toEqual({
      endpoints: [
        {
          model: 'gpt-one',
          baseUrl: 'http://127.0.0.1:11434/v1',
          key: 'sk-1',
          isFallback: false,
          names: { model: 'NUTGRAF_MODEL', baseUrl: 'OPENAI_BASE_URL', key: 'OPENAI_API_KEY' },
        },
      ],
      dailyTokens: 0,
      seconds: 20,
      calls: 1,
      hasSecondOpinion: true,
    })
    expect(readSettings(env).model).toEqual(settings)
  })

  it('asks the fallback at the same server where only its model is set, and never hands one server the key of the other', () => {
    const there = { NUTGRAF_FALLBACK_MODEL: 'small' }
    const fallbackOf = (env: Record<string, string>) => readModelSettings({ ...first, ...there, ...env }).endpoints[1]
    expect(fallbackOf({})).toMatchObject({ model: 'small', baseUrl: null, key: 'sk-1', isFallback: true })
    expect(fallbackOf({})?.names).toMatchObject({ model: 'NUTGRAF_FALLBACK_MODEL', key: 'OPENAI_API_KEY' })
    expect(fallbackOf({ NUTGRAF_FALLBACK_BASE_URL: 'http://127.0.0.1:1/v1' })).toMatchObject({
      baseUrl: 'http://127.0.0.1:1/v1',
      key: null,
    })
    expect(fallbackOf({ OPENAI_BASE_URL: 'http://127.0.0.1:1/v1', NUTGRAF_FALLBACK_API_KEY: 'sk-2' })).toMatchObject({
      baseUrl: null,
      key: 'sk-2',
    })
  })

  it('reads keys from files', () => {
    const file = join(folder, 'key')
    writeFileSync(file, 'sk-from-file\n')
    const [one, other] = readModelSettings({
      NUTGRAF_MODEL: 'm',
      OPENAI_API_KEY_FILE: file,
      NUTGRAF_FALLBACK_MODEL: 'n',
      NUTGRAF_FALLBACK_API_KEY_FILE: file,
    }).endpoints
    expect([one?.key, other?.key]).toEqual(['sk-from-file', 'sk-from-file'])
    expect(faultsOf({ NUTGRAF_MODEL: 'm', OPENAI_API_KEY_FILE: join(folder, 'missing') })).toEqual([
      expect.stringMatching(/^OPENAI_API_KEY_FILE names .*missing, which cannot be read\.$/),
    ])
  })

  it('tells all faults at once', () => {
    const env = {
      NUTGRAF_MODEL: 'm',
      NUTGRAF_DAILY_TOKENS: 'many',
      NUTGRAF_MODEL_SECONDS: '1000',
      NUTGRAF_MODEL_CALLS: '0',
      NUTGRAF_SECOND_OPINION: 'perhaps',
      NUTGRAF_FALLBACK_BASE_URL: 'http://127.0.0.1:1/v1',
    }
    expect(faultsOf(env)).toEqual([
      'NUTGRAF_DAILY_TOKENS is a number from 0 to 1000000000, not “many”.',
      'NUTGRAF_MODEL_SECONDS is a number from 1 to 280, not “1000”.',
      'NUTGRAF_MODEL_CALLS is a number from 1 to 100, not “0”.',
      'NUTGRAF_SECOND_OPINION is yes or no, not “perhaps”.',
      'NUTGRAF_MODEL needs OPENAI_API_KEY, or OPENAI_BASE_URL where a server of your own wants no key.',
      'NUTGRAF_FALLBACK_BASE_URL needs NUTGRAF_FALLBACK_MODEL: the model that is asked there.',
    ])
  })

  it.each([
    [{ NUTGRAF_FALLBACK_MODEL: 'm' }, 'NUTGRAF_FALLBACK_MODEL needs NUTGRAF_MODEL: it is asked where that one fails.'],
    [{ ...first, OPENAI_API_KEY: 'sk 1' }, 'OPENAI_API_KEY holds a blank or a character that stands in no key.'],
    [{ ...first, OPENAI_BASE_URL: 'ftp://x' }, 'OPENAI_BASE_URL is no http or https address: “ftp://x”.'],
    [
      { ...first, OPENAI_BASE_URL: 'http://me:secret@host/v1' },
      'OPENAI_BASE_URL holds a user name or password: a key has a setting of its own.',
    ],
    [
      { ...first, OPENAI_BASE_URL: 'https://host/v1/chat/completions' },
      'OPENAI_BASE_URL ends before /chat/completions: mostly in /v1.',
    ],
  ])('says what is wrong with %o', (env, fault) => {
    expect(faultsOf(env)).toContain(fault)
  })
})
