import { type APIMessageTopLevelComponent, ButtonStyle, ComponentType } from 'discord.js'
import type { Reply, ReplyAction } from '../domain/reply.ts'
import { replyActionSchema } from '../domain/reply.ts'

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

const styles: Partial<Record<ReplyAction, ButtonStyle.Primary | ButtonStyle.Success | ButtonStyle.Danger>> = {
  'starter-feeds': ButtonStyle.Primary,
  approve: ButtonStyle.Success,
  retract: ButtonStyle.Danger,
}

/** What a button, or the modal behind it, is for. `reply` is null where it refers to none. */
export type Pressed = { action: ReplyAction; reply: string | null }

/** The row of a reply's buttons, or none. What a button needs stands in it, so that it works after a restart. */
export function buttonRow(reply: Reply, more: readonly ReplyAction[]): APIMessageTopLevelComponent[] {
  const actions = [...new Set([...reply.actions, ...(reply.id === null ? [] : more)])]
  const components = actions.flatMap((action) => {
    if (reply.id === null && action !== 'starter-feeds') return []
    const style = styles[action] ?? ButtonStyle.Secondary
    const custom_id = customIdOf({ action, reply: reply.id })
    return [{ type: ComponentType.Button, style, custom_id, label: labels[action] } as const]
  })
  return components.length === 0 ? [] : [{ type: ComponentType.ActionRow, components }]
}

/** A row of one button that leads to a place in Discord: to a message, a thread. */
export function linkRow(label: string, url: string): APIMessageTopLevelComponent {
  return {
    type: ComponentType.ActionRow,
    components: [{ type: ComponentType.Button, style: ButtonStyle.Link, label, url }],
  }
}

/** `{ action: 'ask', reply: 'r1' }` → `ask:r1`; Discord gives a custom_id 100 characters. */
export function customIdOf({ action, reply }: Pressed): string {
  return `${action}:${reply ?? ''}`
}

/** Reads a custom_id, of a button or a modal; null for one that is not ours: `ask:r1` → `{ action: 'ask', reply: 'r1' }`. */
export function readCustomId(customId: string): Pressed | null {
  const [, name, reply] = /^([a-z-]+):(.*)$/s.exec(customId) ?? []
  const action = replyActionSchema.safeParse(name)
  return action.success ? { action: action.data, reply: reply || null } : null
}
