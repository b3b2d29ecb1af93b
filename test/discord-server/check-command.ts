import { ApplicationCommandOptionType, ApplicationCommandType, Locale } from 'discord-api-types/v10'
import { z } from 'zod'
import type { Flaw } from './refusal.ts'

const localized = z.record(z.string(), z.string()).nullish()
const choiceSchema = z.looseObject({
  name: z.string(),
  name_localizations: localized,
  value: z.union([z.string(), z.number()]),
})

/** An option of a command; subcommands are options with options. */
export interface CommandOption {
  type: number
  name: string
  description: string
  name_localizations?: Record<string, string> | null | undefined
  description_localizations?: Record<string, string> | null | undefined
  required?: boolean | null | undefined
  autocomplete?: boolean | null | undefined
  min_length?: number | null | undefined
  max_length?: number | null | undefined
  choices?: z.infer<typeof choiceSchema>[] | null | undefined
  options?: CommandOption[] | null | undefined
}

/** Reads an option of a command. */
export const optionSchema: z.ZodType<CommandOption> = z.looseObject({
  type: z.number().int(),
  name: z.string(),
  description: z.string(),
  name_localizations: localized,
  description_localizations: localized,
  required: z.boolean().nullish(),
  autocomplete: z.boolean().nullish(),
  min_length: z.number().nullish(),
  max_length: z.number().nullish(),
  choices: z.array(choiceSchema).nullish(),
  get options() {
    return z.array(optionSchema).nullish()
  },
})

/** A command on its way in. */
export const commandSchema = z.looseObject({
  name: z.string(),
  type: z.number().int().nullish(),
  description: z.string().nullish(),
  name_localizations: localized,
  description_localizations: localized,
  default_member_permissions: z.union([z.string().regex(/^\d+$/), z.number().int()]).nullish(),
  dm_permission: z.boolean().nullish(),
  contexts: z.array(z.number().int()).nullish(),
  integration_types: z.array(z.number().int()).nullish(),
  options: z.array(optionSchema).nullish(),
})
/** A command on its way in, read. */
export type CommandBody = z.infer<typeof commandSchema>

// Limits: Discord's documentation, "Application Commands" (naming, options, 8,000 characters, 100 and 5 a kind).
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const mostOfAll = 8_000
const mostByType: Record<number, number> = { 1: 100, 2: 5, 3: 5 }
const locales: readonly string[] = Object.values(Locale)
const { Subcommand, SubcommandGroup } = ApplicationCommandOptionType

/** The flaws of all commands of an application together: too many of a kind, two of one name, and each one's own. */
export function checkCommands(commands: readonly CommandBody[]): Flaw[] {
  const flaws: Flaw[] = commands.flatMap((command, index) =>
    checkCommand(command).map((one) => ({ ...one, path: [index, ...one.path] })),
  )
  const seen = new Set<string>()
  for (const [index, { name, type }] of commands.entries()) {
    const key = `${type ?? 1} ${name}`
    if (seen.has(key)) flaws.push(flaw([index, 'name'], 'Application command names must be unique'))
    seen.add(key)
  }
  for (const [type, most] of Object.entries(mostByType)) {
    const count = commands.filter((command) => (command.type ?? 1) === Number(type)).length
    if (count > most) flaws.push(flaw([], `${count} commands of type ${type}; at most ${most}`))
  }
  return flaws
}

/** The flaws of one command. */
export function checkCommand(command: CommandBody): Flaw[] {
  const isChat = (command.type ?? 1) === ApplicationCommandType.ChatInput
  const flaws: Flaw[] = checkLocalizations(command, [])
  if (isChat) {
    flaws.push(...checkName(command.name, ['name']), ...checkDescription(command.description ?? '', ['description']))
    flaws.push(...checkOptions(command.options ?? [], ['options'], 0))
  } else {
    if (command.name.length < 1 || command.name.length > 32)
      flaws.push(flaw(['name'], 'Must be between 1 and 32 in length.'))
    if (command.description) flaws.push(flaw(['description'], 'a context menu command has no description'))
    if (command.options?.length) flaws.push(flaw(['options'], 'a context menu command has no options'))
  }
  const length = lengthOf(command)
  if (length > mostOfAll) flaws.push(flaw([], `Command exceeds maximum size (${mostOfAll}): ${length}`))
  return flaws
}

function checkOptions(options: readonly CommandOption[], path: (string | number)[], depth: number): Flaw[] {
  const flaws: Flaw[] = []
  if (options.length > 25) flaws.push(flaw(path, 'Must be 25 or fewer in length.'))
  if (new Set(options.map(({ name }) => name)).size < options.length)
    flaws.push(flaw(path, 'Option names must be unique'))
  const nestedOnes = options.filter(({ type }) => type === Subcommand || type === SubcommandGroup)
  if (nestedOnes.length > 0 && nestedOnes.length < options.length)
    flaws.push(flaw(path, 'subcommands and options do not mix'))
  for (const [index, option] of options.entries()) {
    const here = [...path, index]
    flaws.push(
      ...checkName(option.name, [...here, 'name']),
      ...checkDescription(option.description, [...here, 'description']),
    )
    flaws.push(...checkLocalizations(option, here), ...checkChoices(option, here))
    if (option.required && options.slice(0, index).some((other) => !other.required && !isNested(other)))
      flaws.push(flaw([...here, 'required'], 'Required options must be placed before non-required options'))
    if (option.type === SubcommandGroup && depth > 0) flaws.push(flaw([...here, 'type'], 'a group stands at the top'))
    if (option.type === Subcommand && depth > 1) flaws.push(flaw([...here, 'type'], 'nested too deeply'))
    if (isNested(option)) flaws.push(...checkOptions(option.options ?? [], [...here, 'options'], depth + 1))
    if (option.type === SubcommandGroup && !option.options?.length)
      flaws.push(flaw([...here, 'options'], 'a group is empty'))
  }
  return flaws
}

function isNested({ type }: CommandOption): boolean {
  return type === Subcommand || type === SubcommandGroup
}

function checkChoices({ choices, autocomplete }: CommandOption, path: (string | number)[]): Flaw[] {
  const flaws: Flaw[] = []
  const at = [...path, 'choices']
  if (choices && choices.length > 25) flaws.push(flaw(at, 'Must be 25 or fewer in length.'))
  if (choices?.length && autocomplete) flaws.push(flaw(at, 'an option has choices or autocomplete, not both'))
  for (const [index, choice] of (choices ?? []).entries()) flaws.push(...checkChoice(choice, [...at, index]))
  return flaws
}

/** The flaws of one choice, of an option or of an autocomplete answer: 1 to 100 characters each. */
export function checkChoice(
  { name, value }: { name: string; value: string | number },
  path: (string | number)[],
): Flaw[] {
  const isFit = name.length >= 1 && name.length <= 100
  const flaws = isFit ? [] : [flaw([...path, 'name'], 'Must be between 1 and 100 in length.')]
  if (typeof value === 'string' && (value.length < 1 || value.length > 100)) {
    flaws.push(flaw([...path, 'value'], 'Must be between 1 and 100 in length.'))
  }
  return flaws
}

function checkName(name: string, path: (string | number)[]): Flaw[] {
  return namePattern.test(name) && name === name.toLowerCase()
    ? []
    : [flaw(path, 'Command name is invalid', 'APPLICATION_COMMAND_INVALID_NAME')]
}

function checkDescription(description: string, path: (string | number)[]): Flaw[] {
  return description.length >= 1 && description.length <= 100
    ? []
    : [flaw(path, 'Must be between 1 and 100 in length.')]
}

function checkLocalizations(part: CommandOption | CommandBody, path: (string | number)[]): Flaw[] {
  const entries = (key: 'name_localizations' | 'description_localizations') => Object.entries(part[key] ?? {})
  const isChat = part.type !== ApplicationCommandType.User && part.type !== ApplicationCommandType.Message
  return [
    ...entries('name_localizations').flatMap(([locale, name]) => {
      const at = [...path, 'name_localizations', locale]
      return [...checkLocale(locale, at), ...(isChat || 'required' in part ? checkName(name, at) : [])]
    }),
    ...entries('description_localizations').flatMap(([locale, text]) => {
      const at = [...path, 'description_localizations', locale]
      return [...checkLocale(locale, at), ...checkDescription(text, at)]
    }),
  ]
}

function checkLocale(locale: string, path: (string | number)[]): Flaw[] {
  return locales.includes(locale) ? [] : [flaw(path, `${locale} is not a locale of Discord`)]
}

/** Characters of names, descriptions and values, each in its longest language, as Discord counts them. */
function lengthOf(part: CommandOption | CommandBody): number {
  const longest = (text: string | null | undefined, others: Record<string, string> | null | undefined) =>
    Math.max(text?.length ?? 0, ...Object.values(others ?? {}).map(({ length }) => length))
  const choices = 'choices' in part && Array.isArray(part.choices) ? z.array(choiceSchema).parse(part.choices) : []
  return (
    longest(part.name, part.name_localizations) +
    longest(part.description, part.description_localizations) +
    choices.reduce((sum, one) => sum + longest(one.name, one.name_localizations) + String(one.value).length, 0) +
    (part.options ?? []).reduce((sum, option) => sum + lengthOf(option), 0)
  )
}

function flaw(path: readonly (string | number)[], message: string, code = 'APPLICATION_COMMAND_INVALID'): Flaw {
  return { path, code, message }
}
