import { z } from 'zod'
import { type CommandBody, checkCommand, checkCommands, commandSchema } from './check-command.ts'
import { refuseFlaws } from './check-message.ts'
import { readBody } from './message-body.ts'
import { schemaFlaws } from './openapi.ts'
import { refusal } from './refusal.ts'
import { type Call, plainBucket, type Route } from './route.ts'
import type { RegisteredCommand, World } from './world.ts'

const everywhere = '/applications/:application/commands'
const inGuild = '/applications/:application/guilds/:guild/commands'

/** The routes that register commands, for everywhere or for one guild; each write is counted. */
export const commandRoutes: readonly Route[] = [everywhere, inGuild].flatMap((path): Route[] => {
  const bucket = (name: string) => plainBucket(`${name} ${path}`)
  return [
    { method: 'GET', path, bucket: bucket('list'), handle: list },
    { method: 'PUT', path, bucket: bucket('overwrite'), handle: overwrite },
    { method: 'POST', path, bucket: bucket('create'), handle: create },
    { method: 'GET', path: `${path}/:command`, bucket: bucket('get'), handle: get },
    { method: 'PATCH', path: `${path}/:command`, bucket: bucket('change'), handle: change },
    { method: 'DELETE', path: `${path}/:command`, bucket: bucket('remove'), handle: remove },
  ]
})

function list(call: Call) {
  const withNames = call.query.get('with_localizations') === 'true'
  return { body: commandsOf(call).map((command) => (withNames ? command : withoutLocalizations(command))) }
}

function overwrite(call: Call) {
  const commands = readBody(z.array(commandSchema), call.body)
  refuseFlaws([...commands.flatMap((one, index) => bySchema(one, [index])), ...checkCommands(commands)])
  const before = commandsOf(call)
  const kept = commands.map((command) => {
    const old = before.find(({ name, type }) => name === command.name && type === (command.type ?? 1))
    return registered(call.world, command, old?.id)
  })
  return { body: write(call, kept) }
}

function create(call: Call) {
  const command = readBody(commandSchema, call.body)
  refuseFlaws([...bySchema(command, []), ...checkCommand(command)])
  const rest = commandsOf(call).filter(({ name, type }) => name !== command.name || type !== (command.type ?? 1))
  const added = registered(call.world, command)
  write(call, [...rest, added])
  return { status: 201, body: added }
}

function get(call: Call) {
  return { body: find(call) }
}

function change(call: Call) {
  const old = find(call)
  const part = readBody(commandSchema.partial(), call.body)
  const command = readBody(commandSchema, { ...old, ...part })
  refuseFlaws([...bySchema(command, []), ...checkCommand(command)])
  const changed = registered(call.world, command, old.id)
  write(
    call,
    commandsOf(call).map((one) => (one.id === old.id ? changed : one)),
  )
  return { body: changed }
}

function remove(call: Call) {
  const old = find(call)
  write(
    call,
    commandsOf(call).filter(({ id }) => id !== old.id),
  )
  return {}
}

/** discord.js sends permissions as digits in a string, which Discord takes; its schema speaks of a number. */
function bySchema(command: CommandBody, path: number[]) {
  const permissions = command.default_member_permissions
  const body =
    typeof permissions === 'string' ? { ...command, default_member_permissions: Number(permissions) } : command
  return schemaFlaws('ApplicationCommandUpdateRequest', JSON.parse(JSON.stringify(body))).map((one) => {
    return { ...one, path: [...path, ...one.path] }
  })
}

function find(call: Call): RegisteredCommand {
  const command = commandsOf(call).find(({ id }) => id === call.param('command'))
  if (!command) throw refusal('unknownCommand')
  return command
}

function commandsOf(call: Call): RegisteredCommand[] {
  const { world, param } = call
  if (param('application') !== world.application.id) throw refusal('missingAccess')
  const guildId = param('guild')
  if (!guildId) return world.commands.global
  if (!world.guilds.get(guildId)?.members.has(world.bot.id)) throw refusal('missingAccess')
  return world.commands.guilds.get(guildId) ?? []
}

function write({ world, param }: Call, commands: RegisteredCommand[]): RegisteredCommand[] {
  const guildId = param('guild')
  if (guildId) world.commands.guilds.set(guildId, commands)
  else world.commands.global = commands
  world.commands.writes[guildId ? 'guilds' : 'global'] += 1
  return commands
}

/** A command as Discord gives it back: with what it adds, and without options that say only the usual. */
function registered(world: World, command: CommandBody, id?: string): RegisteredCommand {
  const permissions = command.default_member_permissions
  return {
    id: id ?? world.newId(),
    application_id: world.application.id,
    version: world.newId(),
    type: command.type ?? 1,
    name: command.name,
    name_localizations: command.name_localizations ?? null,
    description: command.description ?? '',
    description_localizations: command.description_localizations ?? null,
    default_member_permissions: permissions === null || permissions === undefined ? null : String(permissions),
    dm_permission: command.dm_permission ?? true,
    contexts: command.contexts ?? null,
    // Left out, it is what the application is installed for: guilds.
    integration_types: command.integration_types ?? [0],
    nsfw: false,
    ...(command.options?.length ? { options: withoutUsual(command.options) } : {}),
  }
}

/** Drops what is false, null or an empty list, as Discord does. */
function withoutUsual(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUsual)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([, inner]) => {
    return inner !== undefined && inner !== null && inner !== false && !(Array.isArray(inner) && inner.length === 0)
  })
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutUsual(inner)]))
}

function withoutLocalizations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLocalizations)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => !key.endsWith('_localizations'))
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutLocalizations(inner)]))
}
