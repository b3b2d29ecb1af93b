import { type APIMessageTopLevelComponent, ComponentType } from 'discord.js'
import type { Reply } from '../domain/reply.ts'
import { visibleText } from './escape-text.ts'

// Discord's documentation, "Component Reference": 25 options of up to 100 characters.
const mostOptions = 25
const longestOption = 100

const placeholders = { story: 'Leave out a story…', line: 'Leave out a line…' } as const

/** The menus of a draft, each a row: what can be left out. What a choice needs stands in them, so that they work after a restart. */
export function menuRows({ id, choices = [] }: Reply): APIMessageTopLevelComponent[] {
  if (id === null) return []
  return (['story', 'line'] as const).flatMap((kind) => {
    const options = choices
      .filter((choice) => choice.kind === kind)
      .map(({ value, label }) => ({ value, label: optionText(label) }))
    const lists = Array.from({ length: Math.ceil(options.length / mostOptions) }, (_, index) =>
      options.slice(index * mostOptions, (index + 1) * mostOptions),
    )
    return lists.map((list, index): APIMessageTopLevelComponent => {
      const custom_id = `leave-out-${kind}-${index + 1}:${id}`
      const placeholder = index === 0 ? placeholders[kind] : `${placeholders[kind]} (more)`
      return {
        type: ComponentType.ActionRow,
        components: [{ type: ComponentType.StringSelect, custom_id, placeholder, options: list }],
      }
    })
  })
}

/** The delivery that a menu of a draft belongs to: `leave-out-line-1:d1` → `d1`; null for one that is not ours. */
export function readMenuId(customId: string): string | null {
  return /^leave-out-(?:story|line)-\d+:(.+)$/s.exec(customId)?.[1] ?? null
}

function optionText(label: string): string {
  const shown = visibleText(label).replace(/\s+/g, ' ').trim()
  if (shown === '') return '…'
  return shown.length <= longestOption ? shown : `${shown.slice(0, longestOption - 1).toWellFormed()}…`
}
