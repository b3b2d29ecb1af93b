import { AppError } from '../domain/app-error.ts'
import { createReader, type Env, type Reader } from './settings-reader.ts'

/** The settings of what a model may do. `endpoints`: the one that is asked first, then its fallback; none where no model is asked. */
export type ModelSettings = {
  endpoints: ModelEndpoint[]
  /** the tokens of a day (UTC); 0 sets no limit */
  dailyTokens: number
  /** how long one server may take over a call */
  seconds: number
  /** so many calls at once */
  calls: number
  hasSecondOpinion: boolean
}

/** A model at a server. A `baseUrl` of null is OpenAI's; a `key` of null is a server that wants none. `names`: which settings these are. */
export type ModelEndpoint = {
  model: string
  baseUrl: string | null
  key: string | null
  isFallback: boolean
  names: { model: string; baseUrl: string; key: string }
}

const firstNames = { model: 'NUTGRAF_MODEL', baseUrl: 'OPENAI_BASE_URL', key: 'OPENAI_API_KEY' }
const fallbackNames = {
  model: 'NUTGRAF_FALLBACK_MODEL',
  baseUrl: 'NUTGRAF_FALLBACK_BASE_URL',
  key: 'NUTGRAF_FALLBACK_API_KEY',
}

/**
 * Reads the settings of the model alone.
 * @throws AppError `config-invalid` that tells all faults at once, one a line
 */
export function readModelSettings(env: Env): ModelSettings {
  const faults: string[] = []
  const settings = modelOf(createReader(env, faults), faults)
  if (faults.length > 0) throw new AppError('config-invalid', faults.join('\n'))
  return settings
}

/** The settings of the model by a reader; faults are added. */
export function modelOf(read: Reader, faults: string[]): ModelSettings {
  const bounds = {
    dailyTokens: read.number('NUTGRAF_DAILY_TOKENS', 0, 1_000_000_000, 500_000),
    seconds: read.number('NUTGRAF_MODEL_SECONDS', 1, 280, 60),
    calls: read.number('NUTGRAF_MODEL_CALLS', 1, 100, 4),
    hasSecondOpinion: read.flag('NUTGRAF_SECOND_OPINION'),
  }
  const first = firstOf(read, faults)
  const fallback = fallbackOf(read, first, faults)
  return { endpoints: [first, fallback].filter((one) => one !== null), ...bounds }
}

/** Other programs read `OPENAI_…` too: without `NUTGRAF_MODEL` it is not even looked at. */
function firstOf(read: Reader, faults: string[]): ModelEndpoint | null {
  const model = read.text('NUTGRAF_MODEL')
  if (model === null) return null
  const key = keyOf(read, 'OPENAI_API_KEY', faults)
  const hasBaseUrl = read.text('OPENAI_BASE_URL') !== null
  const baseUrl = baseUrlOf(read, 'OPENAI_BASE_URL', faults)
  if (key === null && !hasBaseUrl && read.text('OPENAI_API_KEY_FILE') === null) {
    faults.push('NUTGRAF_MODEL needs OPENAI_API_KEY, or OPENAI_BASE_URL where a server of your own wants no key.')
  }
  return { model, baseUrl, key, isFallback: false, names: firstNames }
}

function fallbackOf(read: Reader, first: ModelEndpoint | null, faults: string[]): ModelEndpoint | null {
  const model = read.text('NUTGRAF_FALLBACK_MODEL')
  const baseUrl = baseUrlOf(read, 'NUTGRAF_FALLBACK_BASE_URL', faults)
  const key = keyOf(read, 'NUTGRAF_FALLBACK_API_KEY', faults)
  if (model === null) {
    const set = ['NUTGRAF_FALLBACK_BASE_URL', 'NUTGRAF_FALLBACK_API_KEY', 'NUTGRAF_FALLBACK_API_KEY_FILE']
    const [name] = set.filter((one) => read.text(one) !== null)
    if (name !== undefined) faults.push(`${name} needs NUTGRAF_FALLBACK_MODEL: the model that is asked there.`)
    return null
  }
  if (first === null) {
    faults.push('NUTGRAF_FALLBACK_MODEL needs NUTGRAF_MODEL: it is asked where that one fails.')
    return null
  }
  // Another model at the same server. A key alone, or an address alone, is never mixed with the other's: a key must reach nobody else.
  const isSameServer = baseUrl === null && key === null
  return {
    model,
    baseUrl: isSameServer ? first.baseUrl : baseUrl,
    key: isSameServer ? first.key : key,
    isFallback: true,
    names: isSameServer ? { ...firstNames, model: fallbackNames.model } : fallbackNames,
  }
}

function keyOf(read: Reader, name: string, faults: string[]): string | null {
  const key = read.secret(name)
  if (key !== null && !/^[\x21-\x7e]+$/.test(key)) {
    faults.push(`${name} holds a blank or a character that stands in no key.`)
    return null
  }
  return key
}

function baseUrlOf(read: Reader, name: string, faults: string[]): string | null {
  const address = read.address(name)
  if (address === null) return null
  const { username, password, pathname } = new URL(address)
  if (username !== '' || password !== '')
    faults.push(`${name} holds a user name or password: a key has a setting of its own.`)
  if (/\/chat\/completions\/?$/.test(pathname)) faults.push(`${name} ends before /chat/completions: mostly in /v1.`)
  return address
}
