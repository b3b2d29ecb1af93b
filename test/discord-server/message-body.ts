import { MessageFlags } from 'discord-api-types/v10'
import { z } from 'zod'
import { type Flaw, invalidForm } from './refusal.ts'

/** A component of a message or modal, of any kind, with its nested ones. */
export interface Component extends Record<string, unknown> {
  type: number
  id?: number | null | undefined
  custom_id?: string | null | undefined
  label?: string | null | undefined
  description?: string | null | undefined
  content?: string | null | undefined
  url?: string | null | undefined
  value?: string | null | undefined
  style?: number | null | undefined
  placeholder?: string | null | undefined
  title?: string | null | undefined
  disabled?: boolean | null | undefined
  required?: boolean | null | undefined
  min_length?: number | null | undefined
  max_length?: number | null | undefined
  min_values?: number | null | undefined
  max_values?: number | null | undefined
  emoji?: Record<string, unknown> | null | undefined
  components?: Component[] | null | undefined
  component?: Component | null | undefined
  accessory?: Component | null | undefined
  options?: { label: string; value: string; description?: string | null | undefined }[] | null | undefined
  items?: Record<string, unknown>[] | null | undefined
}

const text = z.string().nullish()
const amount = z.number().int().nullish()

/** Reads a component, whatever its kind. */
export const componentSchema: z.ZodType<Component> = z.looseObject({
  type: z.number().int(),
  id: z.number().int().nonnegative().nullish(),
  ...{ custom_id: text, label: text, description: text, content: text, url: text, value: text, placeholder: text },
  title: text,
  ...{ style: amount, min_length: amount, max_length: amount, min_values: amount, max_values: amount },
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
  emoji: z.looseObject({}).nullish(),
  get components() {
    return z.array(componentSchema).nullish()
  },
  get component() {
    return componentSchema.nullish()
  },
  get accessory() {
    return componentSchema.nullish()
  },
  options: z.array(z.looseObject({ label: z.string(), value: z.string(), description: text })).nullish(),
  items: z.array(z.looseObject({})).nullish(),
})

const embedPartSchema = z.looseObject({ name: text, text, value: text, url: text })

/** An embed, as far as its lengths are limited. */
export const embedSchema = z.looseObject({
  title: text,
  description: text,
  url: text,
  author: embedPartSchema.nullish(),
  footer: embedPartSchema.nullish(),
  fields: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
})

/** A message on its way in: created, edited, or the answer to an interaction. */
export const messageBodySchema = z.looseObject({
  content: text,
  embeds: z.array(embedSchema).nullish(),
  components: z.array(componentSchema).nullish(),
  flags: z.number().int().nonnegative().nullish(),
  allowed_mentions: z.unknown().optional(),
  attachments: z.array(z.looseObject({})).nullish(),
  sticker_ids: z.array(z.string()).nullish(),
  poll: z.unknown().optional(),
  nonce: z.union([z.string(), z.number().int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z.looseObject({ message_id: z.string() }).nullish(),
})
export type MessageBody = z.infer<typeof messageBodySchema>

/** Parses a payload at the door; what does not fit is refused with 50035. */
export function readBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw invalidForm(flawsOf(parsed.error.issues))
}

/** The flaws that a zod schema found, in Discord's words. */
export function flawsOf(issues: readonly z.core.$ZodIssue[]): Flaw[] {
  return issues.map(({ path, message }) => ({ path: path.map(plainStep), code: 'BASE_TYPE_INVALID', message }))
}

function plainStep(step: PropertyKey): string | number {
  return typeof step === 'symbol' ? String(step) : step
}

/** Whether a message's flags say that it is made of components alone. */
export function isComponentsOnly(flags: number | null | undefined): boolean {
  return ((flags ?? 0) & MessageFlags.IsComponentsV2) !== 0
}

/** A component and all that it holds, outermost first, each with its path. */
export function nested(component: Component, path: readonly (string | number)[]): NestedComponent[] {
  return [
    { component, path },
    ...(component.components ?? []).flatMap((inner, index) => nested(inner, [...path, 'components', index])),
    ...(component.component ? nested(component.component, [...path, 'component']) : []),
    ...(component.accessory ? nested(component.accessory, [...path, 'accessory']) : []),
  ]
}

/** A component with the place in the payload where it stands. */
export interface NestedComponent {
  component: Component
  path: readonly (string | number)[]
}

/** All components of a payload with the paths where they stand. */
export function allComponents(components: readonly Component[] | null | undefined): NestedComponent[] {
  return (components ?? []).flatMap((component, index) => nested(component, ['components', index]))
}
