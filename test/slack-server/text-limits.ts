import type { Breach } from './fault.ts'
import { isObject, type JsonObject, textOf } from './json.ts'

/** Collects what breaks a rule, with the path to it: `blocks[2].text`. */
export type Report = (rule: string, path: string, detail: string) => void

/** A list of breaches and the function that fills it. */
export function createReport(): { breaches: Breach[]; report: Report } {
  const breaches: Breach[] = []
  return { breaches, report: (rule, path, detail) => void breaches.push({ rule, detail: `${path}: ${detail}` }) }
}

/**
 * Checks a text object: its type, that it is not empty, its length in UTF-16 units (never fewer than Slack counts), and that no
 * character was cut in two.
 */
export function checkTextObject(
  report: Report,
  path: string,
  value: unknown,
  { most, plainOnly = false }: { most: number; plainOnly?: boolean },
): void {
  if (!isObject(value)) {
    report('no-text-object', path, `is ${typeof value}`)
    return
  }
  const type = value['type']
  if (type !== 'plain_text' && (plainOnly || type !== 'mrkdwn')) report('wrong-text-type', path, String(type))
  checkString(report, `${path}.text`, value['text'], most)
}

/** Checks a string: present, not empty, at most `most` units, every surrogate paired. */
export function checkString(report: Report, path: string, value: unknown, most: number): void {
  const text = textOf(value)
  if (text === undefined) {
    report('no-text', path, `is ${typeof value}`)
    return
  }
  if (text === '') report('empty-text', path, 'is empty')
  if (text.length > most) report('too-long', path, `${text.length} characters of at most ${most}`)
  if (!text.isWellFormed()) report('broken-character', path, 'half of a character')
}

/** Checks a string only where there is one. */
export function checkOptional(report: Report, path: string, value: unknown, most: number): void {
  if (value !== undefined) checkString(report, path, value, most)
}

/** Checks that an address is http or https and of Slack's length: `javascript:` and `data:` are refused. */
export function checkAddress(report: Report, path: string, value: unknown): void {
  checkString(report, path, value, 3000)
  const text = textOf(value) ?? ''
  if (!/^https?:\/\/[^\s/]/i.test(text) || !URL.canParse(text)) report('bad-address', path, text.slice(0, 80))
}

/** Checks that a list has from 1 to `most` items; returns its objects. */
export function checkList(report: Report, path: string, value: unknown, most: number): JsonObject[] {
  if (!Array.isArray(value) || value.length === 0) {
    report('empty-list', path, 'needs at least one item')
    return []
  }
  if (value.length > most) report('too-many', path, `${value.length} items of at most ${most}`)
  const objects = value.filter(isObject)
  if (objects.length < value.length) report('no-object', path, 'holds something that is no object')
  return objects
}
