import { ApplicationCommandOptionType } from 'discord-api-types/v10'
import { z } from 'zod'
import { type CommandOption, optionSchema } from './check-command.ts'
import type { RegisteredCommand } from './world.ts'

/** What a person fills in, by the options' names. A channel, a person or a role is given by its id. */
export type Filled = Record<string, string | number | boolean>

/** An option of an interaction as the gateway sends it. */
export interface SentOption {
  name: string
  type: number
  value?: string | number | boolean
  focused?: boolean
  options?: SentOption[]
}

const {
  Subcommand,
  SubcommandGroup,
  String: Text,
  Integer,
  Boolean: Flag,
  Number: Decimal,
} = ApplicationCommandOptionType

/**
 * Lays out what a person filled in, as Discord's own window would let it through: steps are the subcommands
 * (`['add']` of `/feeds add`). What the window would not accept is an error of the test.
 */
export function layOutOptions(
  options: readonly CommandOption[],
  steps: readonly string[],
  filled: Filled,
  focused: string | null,
): SentOption[] {
  const inner = options.filter(({ type }) => type === Subcommand || type === SubcommandGroup)
  const [step, ...rest] = steps
  if (inner.length > 0) {
    const chosen = inner.find(({ name }) => name === step)
    if (!chosen)
      throw new Error(`there is no subcommand "${step ?? ''}"; there are ${inner.map(({ name }) => name).join(', ')}`)
    return [
      { name: chosen.name, type: chosen.type, options: layOutOptions(chosen.options ?? [], rest, filled, focused) },
    ]
  }
  if (step !== undefined) throw new Error(`there is no subcommand "${step}"`)
  const known = new Set(options.map(({ name }) => name))
  for (const name of Object.keys(filled)) {
    if (!known.has(name)) throw new Error(`there is no option "${name}"; there are ${[...known].join(', ') || 'none'}`)
  }
  return options.flatMap((option) => {
    const value = filled[option.name]
    if (value === undefined) {
      // While one still types, what is required may be missing.
      if (option.required && focused === null) throw new Error(`the option "${option.name}" is required`)
      return []
    }
    if (focused === null) checkFilled(option, value)
    const sent = { name: option.name, type: option.type, value }
    if (option.name !== focused) return [sent]
    if (!option.autocomplete) throw new Error(`the option "${option.name}" has no autocomplete`)
    return [{ ...sent, focused: true }]
  })
}

function checkFilled(option: CommandOption, value: string | number | boolean): void {
  const { name, type, min_length: least, max_length: most, choices } = option
  const wanted = type === Integer || type === Decimal ? 'number' : type === Flag ? 'boolean' : 'string'
  if (typeof value !== wanted) throw new Error(`the option "${name}" takes a ${wanted}`)
  if (type === Text && typeof value === 'string') {
    if (value.length < Math.max(1, least ?? 1))
      throw new Error(`the option "${name}" takes at least ${Math.max(1, least ?? 1)} characters`)
    if (value.length > (most ?? 6_000))
      throw new Error(`the option "${name}" takes at most ${most ?? 6_000} characters`)
  }
  if (choices?.length && !choices.some((choice) => choice.value === value)) {
    throw new Error(`the option "${name}" takes one of ${choices.map((choice) => choice.value).join(', ')}`)
  }
}

/** The people and channels that filled options name, as the gateway adds them. */
export function namedIds(options: readonly SentOption[], type: ApplicationCommandOptionType): string[] {
  return options.flatMap((option) => [
    ...(option.type === type && typeof option.value === 'string' ? [option.value] : []),
    ...namedIds(option.options ?? [], type),
  ])
}

/** The options of a registered command, read. */
export function optionsOf(command: RegisteredCommand): CommandOption[] {
  return z.array(optionSchema).parse(command['options'] ?? [])
}
