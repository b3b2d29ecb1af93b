import { ButtonStyle, ComponentType } from 'discord-api-types/v10'
import { allComponents, type Component, componentSchema, embedSchema } from './message-body.ts'
import type { MessageState } from './world.ts'

/** A link as a reader meets it; `label` is null where the address itself stands in the text. */
export interface ShownLink {
  label: string | null
  url: string
}

/** A button as a reader meets it. */
export interface ShownButton {
  label: string
  customId: string | null
  url: string | null
  isDisabled: boolean
}

/** All texts of a message, in the order in which they stand: content, embeds, text displays. */
export function textsOf(state: MessageState): string[] {
  const embeds = state.embeds.map((embed) => embedSchema.parse(embed))
  return [
    state.content,
    ...embeds.flatMap((embed) => [
      embed.author?.name,
      embed.title,
      embed.description,
      ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
      embed.footer?.text,
    ]),
    ...allComponents(componentsOf(state)).map(({ component }) => {
      return component.type === ComponentType.TextDisplay ? component.content : null
    }),
  ].filter((text): text is string => typeof text === 'string' && text !== '')
}

/** The components of a message, read. */
export function componentsOf(state: MessageState): Component[] {
  return state.components.map((component) => componentSchema.parse(component))
}

/** The buttons of a message, in order. */
export function buttonsOf(state: MessageState): ShownButton[] {
  return allComponents(componentsOf(state))
    .map(({ component }) => component)
    .filter(({ type }) => type === ComponentType.Button)
    .map((button) => ({
      label: button.label ?? '',
      customId: button.custom_id ?? null,
      url: button.style === ButtonStyle.Link ? (button.url ?? null) : null,
      isDisabled: button.disabled ?? false,
    }))
}

/**
 * What Discord would show as a mention in a text: `@everyone`, `@here`, `<@id>`, `<@!id>`, `<@&id>`, `<#id>`, `</name:id>`.
 * Escapes and code marks are not looked at: a backslash does not stop Discord from notifying.
 */
export function mentionsIn(text: string): string[] {
  return [...text.matchAll(/@everyone|@here|<@[!&]?\d+>|<#\d+>|<\/[^:>]+:\d+>/g)].map(([mention]) => mention)
}

/**
 * The links that Discord would make of a text: masked ones `[label](address)` and bare addresses. Only http, https and
 * discord addresses become links; an escaped bracket or a code mark stops it.
 */
export function linksIn(text: string): ShownLink[] {
  const plain = text.replace(/```[\s\S]*?```|`[^`\n]*`/g, (code) => ' '.repeat(code.length))
  const masked: ShownLink[] = []
  const rest = plain.replace(
    /(?<!\\)\[((?:\\.|[^\]\\])+)\]\(\s*<?((?:https?|discord):\/\/[^\s)>]+)>?(?:\s+"[^"]*")?\s*\)/gi,
    (whole, label: string, url: string) => {
      masked.push({ label: label.replace(/\\(.)/g, '$1'), url })
      return ' '.repeat(whole.length)
    },
  )
  const bare = [...rest.matchAll(/(?:https?|discord):\/\/[^\s<>]+[^\s<>.,;:!?'")\]]/gi)].map(([url]) => ({
    label: null,
    url,
  }))
  return [...masked, ...bare]
}
