import type { ActionsBlock, Button, StaticSelect } from '@slack/types'
import type { Reply, ReplyAction, ReplyChoice } from '../domain/reply.ts'
import { isBlank, safeText } from './outside-text.ts'

const labels: Record<ReplyAction, string> = {
  evidence: 'Evidence',
  ask: 'Ask',
  report: 'Report',
  show: 'Show in channel',
  'starter-feeds': 'Follow these feeds',
  approve: 'Approve',
  discard: 'Do not post',
  retract: 'Retract',
  replace: 'Replace with a note…',
}

const styles: Partial<Record<ReplyAction, 'primary' | 'danger'>> = { approve: 'primary', retract: 'danger' }

const menus = { story: 'Leave out a story…', line: 'Leave out a line…' } as const

/** The names of the menus, by which a choice is known. */
export const menuNames = ['leave-out-story', 'leave-out-line'] as const

/** An option of a menu has up to 75 characters. [docs.slack.dev, option object] */
const longestOption = 75

/** The menus and buttons under a reply. All that they need stands in them, so that they work after a restart. */
export function controlsOf(reply: Reply, more: readonly ReplyAction[]): ActionsBlock[] {
  const chosen = reply.id === null ? [] : menusOf(reply.id, reply.choices ?? [])
  const buttons = buttonsOf(reply, more)
  return [chosen, buttons].flatMap((elements): ActionsBlock[] =>
    elements.length === 0 ? [] : [{ type: 'actions', elements }],
  )
}

/** The characters that the menus of a reply take up in its message. */
export function menuLength({ id, choices = [] }: Reply): number {
  return choices.reduce((sum, { label, value }) => sum + label.length + value.length + (id ?? '').length + 1, 0)
}

/** The reply that a button's value names: `report:r1` → `r1`. */
export function replyIn(value: string | undefined): string {
  return (value ?? '').replace(/^[a-z-]+:/, '')
}

/** The delivery and the choice that an option of a menu names: `d1:0af3` → `d1`, `0af3`. */
export function choiceIn(value: string): { delivery: string; choice: string } {
  const [, delivery = '', choice = ''] = /^(.*):([^:]*)$/.exec(value) ?? []
  return { delivery, choice }
}

function buttonsOf(reply: Reply, more: readonly ReplyAction[]): Button[] {
  const actions = [...new Set([...reply.actions, ...(reply.id === null ? [] : more)])]
  return actions.flatMap((action): Button[] => {
    if (reply.id === null && action !== 'starter-feeds') return []
    const style = styles[action]
    return [
      {
        type: 'button',
        action_id: action,
        value: `${action}:${reply.id ?? ''}`,
        text: { type: 'plain_text', text: labels[action] },
        ...(style === undefined ? {} : { style }),
      },
    ]
  })
}

function menusOf(id: string, choices: readonly ReplyChoice[]): StaticSelect[] {
  return (['story', 'line'] as const).flatMap((kind): StaticSelect[] => {
    const options = choices
      .filter((choice) => choice.kind === kind)
      .map(({ value, label }) => ({
        text: { type: 'plain_text' as const, text: optionText(label) },
        value: `${id}:${value}`,
      }))
    if (options.length === 0) return []
    const placeholder = { type: 'plain_text' as const, text: menus[kind] }
    return [{ type: 'static_select', action_id: `leave-out-${kind}`, placeholder, options }]
  })
}

function optionText(label: string): string {
  const shown = safeText(label).replace(/\s+/g, ' ').trim()
  if (isBlank(shown)) return '…'
  return shown.length <= longestOption ? shown : `${shown.slice(0, longestOption - 1).toWellFormed()}…`
}
