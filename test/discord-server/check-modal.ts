import { ComponentType, TextInputStyle } from 'discord-api-types/v10'
import { z } from 'zod'
import { checkRepeats, checkSelect } from './check-components.ts'
import { allComponents, type Component, componentSchema, type NestedComponent } from './message-body.ts'
import type { Flaw } from './refusal.ts'

/** A window that an interaction opens. */
export const modalSchema = z.looseObject({
  custom_id: z.string(),
  title: z.string(),
  components: z.array(componentSchema),
})
/** A window, read. */
export type ModalBody = z.infer<typeof modalSchema>

// Limits: Discord's documentation, "Component Reference" (Label, Text Input) and "Receiving and Responding".
const mostParts = 5

/** The flaws of a modal: its title, its labels and its fields. */
export function checkModal(modal: ModalBody): Flaw[] {
  const all = allComponents(modal.components)
  const flaws = [...all.flatMap(checkPart), ...checkRepeats(all)]
  if (!isWithin(modal.title, 1, 45)) flaws.push(flaw(['title'], 'Must be between 1 and 45 in length.'))
  if (!isWithin(modal.custom_id, 1, 100)) flaws.push(flaw(['custom_id'], 'Must be between 1 and 100 in length.'))
  if (modal.components.length < 1 || modal.components.length > mostParts) {
    flaws.push(flaw(['components'], `Must be between 1 and ${mostParts} in length.`))
  }
  const tops: number[] = [ComponentType.ActionRow, ComponentType.Label, ComponentType.TextDisplay]
  for (const [index, { type }] of modal.components.entries()) {
    if (!tops.includes(type))
      flaws.push(flaw(['components', index, 'type'], 'a modal holds labels, rows and text displays'))
  }
  return flaws
}

function checkPart({ component, path }: NestedComponent): Flaw[] {
  const flaws: Flaw[] = []
  const add = (step: string, message: string) => flaws.push(flaw([...path, step], message))
  if (component.custom_id !== undefined && !isWithin(component.custom_id ?? '', 1, 100)) {
    add('custom_id', 'Must be between 1 and 100 in length.')
  }
  switch (component.type) {
    case ComponentType.Label:
      if (!isWithin(component.label ?? '', 1, 45)) add('label', 'Must be between 1 and 45 in length.')
      if ((component.description?.length ?? 0) > 100) add('description', 'Must be 100 or fewer in length.')
      if (!component.component) add('component', 'This field is required')
      break
    case ComponentType.ActionRow:
      if (component.components?.length !== 1 || component.components[0]?.type !== ComponentType.TextInput)
        add('components', 'a row of a modal holds one text input')
      break
    case ComponentType.TextInput:
      flaws.push(...checkInput(component, path))
      break
    case ComponentType.StringSelect:
      flaws.push(...checkSelect(component, path))
      break
    case ComponentType.TextDisplay:
      if (!isWithin(component.content ?? '', 1, 4_000)) add('content', 'Must be between 1 and 4000 in length.')
  }
  return flaws
}

function checkInput(input: Component, path: NestedComponent['path']): Flaw[] {
  const flaws: Flaw[] = []
  const add = (step: string, message: string) => flaws.push(flaw([...path, step], message))
  const isLabelled = path.at(-1) === 'component'
  if (!input.custom_id) add('custom_id', 'This field is required')
  if (isLabelled && input.label) add('label', 'the label around the input has the words')
  if (!isLabelled && !isWithin(input.label ?? '', 1, 45)) add('label', 'Must be between 1 and 45 in length.')
  if (![TextInputStyle.Short, TextInputStyle.Paragraph].includes(input.style ?? 0)) add('style', 'Value must be 1 or 2')
  if ((input.value?.length ?? 0) > (input.max_length ?? 4_000)) add('value', 'Must be 4000 or fewer in length.')
  if ((input.placeholder?.length ?? 0) > 100) add('placeholder', 'Must be 100 or fewer in length.')
  if ((input.min_length ?? 0) > (input.max_length ?? 4_000)) add('min_length', 'is more than max_length')
  return flaws
}

function isWithin(text: string, least: number, most: number): boolean {
  return text.length >= least && text.length <= most
}

function flaw(path: readonly (string | number)[], message: string): Flaw {
  return { path, code: 'BASE_TYPE_BAD_LENGTH', message }
}
