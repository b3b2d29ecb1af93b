import { ComponentType } from 'discord-api-types/v10'
import { type Component, componentSchema, nested } from './message-body.ts'

/** What Discord adds to a component that leaves it out. */
const usual: Record<number, Record<string, unknown>> = {
  [ComponentType.Container]: { accent_color: null, spoiler: false },
  [ComponentType.StringSelect]: { min_values: 1, max_values: 1 },
  [ComponentType.Separator]: { divider: true, spacing: 1 },
  [ComponentType.Thumbnail]: { description: null, spoiler: false },
}

/** Components as Discord keeps them: a copy, with an id for each that has none, and with what is usual where it was left out. */
export function keepComponents(components: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const copies: Component[] = structuredClone([...components]).map((one) => componentSchema.parse(one))
  const all = copies.flatMap((one) => nested(one, [])).map(({ component }) => component)
  const taken = new Set(all.map(({ id }) => id).filter(Boolean))
  let next = 1
  for (const component of all) {
    Object.assign(component, { ...usual[component.type], ...component })
    if (component.id) continue
    while (taken.has(next)) next += 1
    component.id = next
    taken.add(next)
  }
  return copies
}
