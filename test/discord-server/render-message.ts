import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { type Component, embedSchema } from './message-body.ts'
import { componentsOf } from './visible-text.ts'
import type { MessageState, World } from './world.ts'

/** A message in plain lines: its texts as written, buttons as `[Evidence]`, a container behind a bar. */
export function renderState(world: World, state: MessageState): string[] {
  const embeds = state.embeds.map((embed) => embedSchema.parse(embed))
  return [
    ...linesOf(world, state.content),
    ...embeds.flatMap((embed) =>
      [
        embed.title,
        embed.description,
        ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
        embed.footer?.text,
      ]
        .flatMap((text) => linesOf(world, text ?? ''))
        .map((line) => `│ ${line}`),
    ),
    ...componentsOf(state).flatMap((component) => renderComponent(world, component)),
  ]
}

/** A component in plain lines. */
export function renderComponent(world: World, component: Component): string[] {
  const inner = component.components ?? []
  switch (component.type) {
    case ComponentType.TextDisplay:
      return linesOf(world, component.content ?? '')
    case ComponentType.ActionRow:
      return [inner.flatMap((one) => renderComponent(world, one)).join(' ')]
    case ComponentType.Button: {
      const label = component.label ?? '•'
      if (component.style === ButtonStyle.Link) return [`[${label} → ${namePlaces(world, component.url ?? '')}]`]
      return [component.disabled ? `(${label})` : `[${label}]`]
    }
    case ComponentType.Container:
      return inner.flatMap((one) => renderComponent(world, one)).map((line) => `│ ${line}`.trimEnd())
    case ComponentType.Section: {
      const side = component.accessory ? renderComponent(world, component.accessory) : []
      return [...inner.flatMap((one) => renderComponent(world, one)), ...side]
    }
    case ComponentType.Separator:
      return ['───']
    case ComponentType.StringSelect:
      return [
        `{${component.placeholder ?? 'Make a selection'}: ${(component.options ?? []).map(({ label }) => label).join(' | ')}}`,
      ]
    case ComponentType.Label:
      return [
        `${component.label}${component.component?.required === false ? ' (optional)' : ''}: ${renderField(world, component.component)}`,
      ]
    case ComponentType.TextInput:
      return [
        `${component.label ?? ''}${component.required === false ? ' (optional)' : ''}: ${renderField(world, component)}`,
      ]
    default:
      return [`(${ComponentType[component.type] ?? `component ${component.type}`})`]
  }
}

function renderField(world: World, field: Component | null | undefined): string {
  if (!field) return ''
  if (field.type === ComponentType.TextInput) return `[${field.value ?? field.placeholder ?? ''}]`
  return field.options
    ? `{${field.options.map(({ label }) => label).join(' | ')}}`
    : renderComponent(world, field).join(' ')
}

/** A link to a place in Discord by names, since ids differ from run to run: `…/channels/1/2/3` → `a message in #general`. */
function namePlaces(world: World, url: string): string {
  const [, channelId, messageId] = /^https:\/\/discord\.com\/channels\/(?:\d+|@me)\/(\d+)(?:\/(\d+))?$/.exec(url) ?? []
  const channel = world.channels.get(channelId ?? '')
  if (!channel) return url
  const place = channel.thread
    ? `the thread “${channel.name}”`
    : channel.recipientId
      ? 'direct messages'
      : `#${channel.name}`
  return messageId ? `a message in ${place}` : place
}

/** Lines with the names that a reader sees in place of ids. */
function linesOf(world: World, text: string): string[] {
  if (text === '') return []
  const named = text
    .replace(/<@!?(\d+)>/g, (whole, id: string) =>
      world.users.has(id) ? `@${world.users.get(id)?.displayName}` : whole,
    )
    .replace(/<#(\d+)>/g, (whole, id: string) => (world.channels.has(id) ? `#${world.channels.get(id)?.name}` : whole))
  return named.split('\n')
}
