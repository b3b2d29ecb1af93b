import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { neededScopes } from '../../src/slack/check-slack.ts'
import { outsideData } from '../outside-data.ts'
import { installationOf } from '../slack-server/install.ts'
import { manifest } from './with-slack.ts'

const schema = outsideData('platform/slack-manifest-v2.json')

describe('manifest.json', () => {
  it.skipIf(schema === undefined)('is valid by the schema of Slack', () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(readFileSync(schema ?? '', 'utf8')),
    )
    validate(manifest)
    expect(validate.errors ?? []).toEqual([])
  })

  it('asks for the scopes that the adapter says it needs, and for no more', () => {
    expect(installationOf(manifest).scopes.sort()).toEqual(Object.keys(neededScopes).sort())
  })
})
