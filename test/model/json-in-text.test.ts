import { describe, expect, it } from 'vitest'
import { jsonInText, withoutThoughts } from '../../src/model/json-in-text.ts'

/** Takes objects that hold a text under `a`. */
const found = (text: string): string | null =>
  jsonInText(text, (value) => (typeof value === 'object' && value !== null && 'a' in value ? String(value.a) : null))

describe('JSON in a text', () => {
  it.each([
    ['the text as a whole', ' {"a":"1"}\n', '1'],
    ['in a fence, with prose around it', 'Here it is:\n```json\n{"a": "1"}\n```\nAnything else?', '1'],
    ['after thoughts', '<think>{"a":"no"}</think>{"a":"1"}', '1'],
    ['after thoughts that began in the prompt', 'Perhaps {"a":"no"}.</think>\n{"a":"1"}', '1'],
    ['between thoughts', '<think>no</think>{"a":"1"}<think>{"a":"no"}</think>', '1'],
    ['before thoughts that never end', '{"a":"1"}<think>Or rather {"a":"no"}', '1'],
    ['the last of several', '{"a":"0"} or rather {"a":"1"} and {"b":2}', '1'],
    ['after braces that open nothing', 'A set {x, {y and "{ :{"a":"1"}', '1'],
    ['in an object that only wraps it', '{"answer":{"a":"1"}}', '1'],
    ['with braces and marks in its strings', '{"a":"} \\" { <think>"}', '} " { <think>'],
  ])('is found %s', (_where, text, expected) => {
    expect(found(text)).toBe(expected)
  })

  it.each(['', 'no', '{"a":', '[{"a":"1"}]'.slice(0, 5), '<think>{"a":"1"}', '"{"', '{"b":1}', '{'.repeat(5_000)])(
    'is not found in %j',
    (text) => {
      expect(found(text)).toBeNull()
    },
  )

  it('is looked for in bounded time in a text made of braces', () => {
    const start = performance.now()
    expect(found('{"'.repeat(12_000))).toBeNull()
    expect(found('{"a":'.repeat(5_000))).toBeNull()
    expect(found(`${'<think>'.repeat(100_000)}{`)).toBeNull()
    expect(performance.now() - start).toBeLessThan(1_000)
  })

  it('leaves a text without thoughts as it is', () => {
    expect(withoutThoughts(' I think <b>so</b> ')).toBe('I think <b>so</b>')
  })
})
