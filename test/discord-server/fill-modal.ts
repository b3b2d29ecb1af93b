import { ComponentType } from 'discord-api-types/v10'
import { allComponents, type Component } from './message-body.ts'
import type { OpenModal } from './outcome.ts'

/** What a person fills into a window, by the fields' custom ids; a list for a select. */
export type FilledModal = Record<string, string | readonly string[]>

/** The payload of a window that was sent off. What Discord's own window would not let through is an error of the test. */
export function fillModal(modal: OpenModal, values: FilledModal): Record<string, unknown> {
  const fields = allComponents(modal.components)
    .map(({ component }) => component)
    .filter(({ custom_id }) => custom_id)
  for (const name of Object.keys(values)) {
    if (!fields.some(({ custom_id }) => custom_id === name)) {
      throw new Error(
        `the window has no field "${name}"; there are ${fields.map(({ custom_id }) => custom_id).join(', ')}`,
      )
    }
  }
  const fill = (component: Component): Record<string, unknown> => {
    const head = { type: component.type, id: component.id ?? 0 }
    if (component.type === ComponentType.ActionRow)
      return { ...head, components: (component.components ?? []).map(fill) }
    if (component.component) return { ...head, component: fill(component.component) }
    if (!component.custom_id) return head
    return { ...head, custom_id: component.custom_id, ...filled(component, values[component.custom_id]) }
  }
  return { custom_id: modal.custom_id, components: modal.components.map(fill) }
}

function filled(field: Component, given: string | readonly string[] | undefined): Record<string, unknown> {
  const name = field.custom_id
  if (field.type === ComponentType.TextInput) {
    const value = given ?? field.value ?? ''
    if (typeof value !== 'string') throw new Error(`the field "${name}" takes one text`)
    if (value === '' && field.required !== false) throw new Error(`the field "${name}" is required`)
    if (value.length > (field.max_length ?? 4_000))
      throw new Error(`the field "${name}" takes at most ${field.max_length ?? 4_000} characters`)
    if (value !== '' && value.length < (field.min_length ?? 0))
      throw new Error(`the field "${name}" takes at least ${field.min_length} characters`)
    return { value }
  }
  const chosen = typeof given === 'string' ? [given] : [...(given ?? [])]
  const known = (field.options ?? []).map(({ value }) => value)
  const strange = field.options ? chosen.find((value) => !known.includes(value)) : undefined
  if (strange !== undefined)
    throw new Error(`the field "${name}" has no choice "${strange}"; there are ${known.join(', ')}`)
  if (chosen.length === 0 && field.required !== false) throw new Error(`the field "${name}" is required`)
  const isSingle = field.type === ComponentType.RadioGroup
  return isSingle ? { value: chosen[0] ?? null } : { values: chosen }
}
