import { ComponentType, MessageFlags } from 'discord-api-types/v10'

/** The mentions that every message of ours carries: none. */
export const closed = { allowed_mentions: { parse: [] } }

/** The flag of Components V2, with closed mentions. */
export const v2 = { flags: MessageFlags.IsComponentsV2, ...closed }

/** A text display. */
export const text = (content: string) => ({ type: ComponentType.TextDisplay, content })

/** A button; `parts` replace what it has. */
export const button = (parts: object = {}) => ({
  type: ComponentType.Button,
  style: 1,
  label: 'Evidence',
  custom_id: 'evidence',
  ...parts,
})

/** A row of components. */
export const row = (...components: object[]) => ({ type: ComponentType.ActionRow, components })

const option = (index: number) => ({ label: `${index}`, value: `${index}` })

/** A select of so many options. */
export const select = (count: number) => ({
  type: ComponentType.StringSelect,
  custom_id: 'pick',
  options: Array.from({ length: count }, (_, index) => option(index)),
})

/** A list of so many. */
export const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index))
