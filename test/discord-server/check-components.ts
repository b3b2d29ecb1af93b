import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { allComponents, type Component, type NestedComponent } from './message-body.ts'
import type { Flaw } from './refusal.ts'

// Limits: Discord's documentation, "Component Reference".
const mostComponents = 40
const longestTexts = 4_000
const mostRows = 5
const longestId = 100

const selects: readonly number[] = [
  ...[ComponentType.StringSelect, ComponentType.UserSelect, ComponentType.RoleSelect],
  ...[ComponentType.MentionableSelect, ComponentType.ChannelSelect],
]
const insideContainers: readonly number[] = [
  ...[ComponentType.ActionRow, ComponentType.TextDisplay, ComponentType.Section, ComponentType.MediaGallery],
  ...[ComponentType.Separator, ComponentType.File],
]

/**
 * The flaws of a message's components: `isV2` says whether the message carries the flag of Components V2.
 * Counts nested ones, adds up the text displays, and looks for a custom_id that stands twice.
 */
export function checkComponents(components: readonly Component[], isV2: boolean): Flaw[] {
  const all = allComponents(components)
  const flaws = all.flatMap(checkOne)
  for (const [index, { type }] of components.entries()) {
    if (isV2 ? !insideContainers.includes(type) && type !== ComponentType.Container : type !== ComponentType.ActionRow)
      flaws.push(flaw(['components', index, 'type'], `a component of type ${type} may not stand at the top here`))
  }
  if (!isV2 && components.length > mostRows) flaws.push(flaw(['components'], `at most ${mostRows} rows`))
  if (all.length > mostComponents) {
    flaws.push(flaw(['components'], `${all.length} components, counting nested ones; at most ${mostComponents}`))
  }
  const texts = all.reduce((sum, { component }) => sum + lengthOfText(component), 0)
  if (texts > longestTexts) {
    flaws.push(flaw(['components'], `${texts} characters over all text displays; at most ${longestTexts}`))
  }
  return [...flaws, ...checkRepeats(all)]
}

function lengthOfText({ type, content }: Component): number {
  return type === ComponentType.TextDisplay ? (content?.length ?? 0) : 0
}

/** A custom_id or a component's id that stands twice. */
export function checkRepeats(all: readonly NestedComponent[]): Flaw[] {
  const seen = new Set<string | number>()
  return all.flatMap(({ component, path }) => {
    const ids = [component.custom_id, component.id].filter((id) => typeof id === 'string' || Boolean(id))
    return ids.flatMap((id) => {
      if (id === null || id === undefined) return []
      const isRepeated = seen.has(id)
      seen.add(id)
      return isRepeated ? [flaw([...path, 'custom_id'], 'Component custom id cannot be duplicated')] : []
    })
  })
}

function checkOne({ component, path }: NestedComponent): Flaw[] {
  const add = (step: string, message: string) => [flaw([...path, step], message)]
  const flaws = checkId(component, path)
  const inner = component.components ?? []
  switch (component.type) {
    case ComponentType.ActionRow: {
      const buttons = inner.filter(({ type }) => type === ComponentType.Button).length
      const menus = inner.filter(({ type }) => selects.includes(type)).length
      const isFit = (buttons === inner.length && buttons >= 1 && buttons <= 5) || (menus === 1 && inner.length === 1)
      return isFit ? flaws : [...flaws, ...add('components', 'a row holds 1 to 5 buttons, or one select')]
    }
    case ComponentType.Button:
      return [...flaws, ...checkButton(component, path)]
    case ComponentType.StringSelect:
      return [...flaws, ...checkSelect(component, path)]
    case ComponentType.TextDisplay:
      return component.content ? flaws : [...flaws, ...add('content', 'Must be between 1 and 4000 in length.')]
    case ComponentType.Section: {
      const isFit =
        inner.length >= 1 && inner.length <= 3 && inner.every(({ type }) => type === ComponentType.TextDisplay)
      const hasSide = [ComponentType.Button, ComponentType.Thumbnail].includes(component.accessory?.type ?? 0)
      if (!isFit) flaws.push(...add('components', 'a section holds 1 to 3 text displays'))
      return hasSide ? flaws : [...flaws, ...add('accessory', 'a section needs a button or a thumbnail')]
    }
    case ComponentType.Container: {
      const isFit = inner.length >= 1 && inner.every(({ type }) => insideContainers.includes(type))
      return isFit
        ? flaws
        : [...flaws, ...add('components', 'a container holds at least one component, of the kinds for it')]
    }
    case ComponentType.MediaGallery: {
      const count = component.items?.length ?? 0
      return count >= 1 && count <= 10 ? flaws : [...flaws, ...add('items', 'a gallery holds 1 to 10 items')]
    }
    default:
      return flaws
  }
}

function checkId({ type, custom_id }: Component, path: NestedComponent['path']): Flaw[] {
  const needsId = selects.includes(type)
  if (custom_id === undefined || custom_id === null)
    return needsId ? [flaw([...path, 'custom_id'], 'This field is required')] : []
  return custom_id.length >= 1 && custom_id.length <= longestId
    ? []
    : [flaw([...path, 'custom_id'], `Must be between 1 and ${longestId} in length.`)]
}

function checkButton(button: Component, path: NestedComponent['path']): Flaw[] {
  const flaws: Flaw[] = []
  const add = (step: string, message: string) => flaws.push(flaw([...path, step], message))
  if ((button.label?.length ?? 0) > 80) add('label', 'Must be 80 or fewer in length.')
  if (!button.label && !button.emoji) add('label', 'a button needs a label or an emoji')
  if (button.style === ButtonStyle.Link) {
    if (!/^(?:https?|discord):\/\/\S+$/.test(button.url ?? ''))
      add('url', 'a link button needs an http, https or discord address')
    if ((button.url?.length ?? 0) > 512) add('url', 'Must be 512 or fewer in length.')
    if (button.custom_id) add('custom_id', 'a link button has no custom_id')
  } else {
    if (!button.custom_id) add('custom_id', 'This field is required')
    if (button.url) add('url', 'only a link button has an address')
    if (![1, 2, 3, 4].includes(button.style ?? 0)) add('style', 'Value must be one of 1 to 6')
  }
  return flaws
}

/** The flaws of a string select, in a message or a modal. */
export function checkSelect(select: Component, path: NestedComponent['path']): Flaw[] {
  const flaws: Flaw[] = []
  const options = select.options ?? []
  const add = (steps: (string | number)[], message: string) => flaws.push(flaw([...path, ...steps], message))
  if (options.length < 1 || options.length > 25) add(['options'], 'Must be between 1 and 25 in length.')
  if ((select.placeholder?.length ?? 0) > 150) add(['placeholder'], 'Must be 150 or fewer in length.')
  for (const [index, { label, value, description }] of options.entries()) {
    if (label.length < 1 || label.length > 100) add(['options', index, 'label'], 'Must be between 1 and 100 in length.')
    if (value.length < 1 || value.length > 100) add(['options', index, 'value'], 'Must be between 1 and 100 in length.')
    if ((description?.length ?? 0) > 100) add(['options', index, 'description'], 'Must be 100 or fewer in length.')
  }
  if (new Set(options.map(({ value }) => value)).size < options.length)
    add(['options'], 'The specified option value is already used')
  const most = select.max_values ?? 1
  if ((select.min_values ?? 1) > most || most > options.length)
    add(['max_values'], 'fits neither min_values nor the options')
  return flaws
}

function flaw(path: readonly (string | number)[], message: string): Flaw {
  return { path, code: 'COMPONENT_INVALID', message }
}
