import { isDeepStrictEqual } from 'node:util'
import { type Client, Routes } from 'discord.js'
import { z } from 'zod'
import type { Policy } from '../domain/asker.ts'
import { commandsFor } from './commands.ts'

const registeredSchema = z.array(z.looseObject({ name: z.string() }))

/**
 * Tells Discord of our commands where those that it has are not the same; true where it was told. Looked at once a start: an
 * application may write its commands only so often a day.
 */
export async function registerCommands({ application, rest }: Client<true>, policy: Policy): Promise<boolean> {
  const wanted = commandsFor(policy)
  const route = Routes.applicationCommands(application.id)
  const query = new URLSearchParams({ with_localizations: 'true' })
  const registered = registeredSchema.parse(await rest.get(route, { query }))
  if (isDeepStrictEqual(comparable(registered), comparable(wanted))) return false
  await rest.put(route, { body: wanted })
  return true
}

/** The fields that we set; Discord adds others. */
const ours = ['name', 'type', 'description', 'default_member_permissions', 'integration_types', 'contexts', 'options']

function comparable(commands: readonly object[]): unknown[] {
  return commands
    .map((command) => withoutUsual(Object.fromEntries(Object.entries(command).filter(([key]) => ours.includes(key)))))
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
}

/** Drops what is false, null or empty, which Discord leaves out, and puts fields and lists of numbers in one order. */
function withoutUsual(value: unknown): unknown {
  if (Array.isArray(value)) {
    const list = value.map(withoutUsual)
    return list.every((one) => typeof one === 'number') ? list.sort((a, b) => a - b) : list
  }
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key, inner]) => {
    if (key.endsWith('_localizations') || key === 'required' || key === 'autocomplete') return inner === true
    return inner !== undefined && inner !== null && inner !== '' && !(Array.isArray(inner) && inner.length === 0)
  })
  return Object.fromEntries(
    kept.sort(([a], [b]) => a.localeCompare(b)).map(([key, inner]) => [key, withoutUsual(inner)]),
  )
}
