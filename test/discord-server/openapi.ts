import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { outsideData } from '../outside-data.ts'
import type { Flaw } from './refusal.ts'

const file = outsideData('platform/discord-openapi.json')

/** Whether Discord's own description of its API is at hand; without it only the limits of our own are checked. */
export const hasOpenApi = file !== undefined

const documentSchema = z.looseObject({
  components: z.looseObject({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
})

const compiled = new Map<string, z.ZodType>()
let definitions: Record<string, Record<string, unknown>> | undefined

/**
 * The flaws of a payload by Discord's own schema of that name: `schemaFlaws('MessageCreateRequest', body)`.
 * None where the description is not at hand.
 */
export function schemaFlaws(name: string, body: unknown): Flaw[] {
  if (file === undefined) return []
  const parsed = schemaOf(name, file).safeParse(body)
  if (parsed.success) return []
  return deepest(parsed.error.issues).map(({ path, message }) => {
    return { path, code: 'SCHEMA', message: `${message} (by Discord's schema ${name})` }
  })
}

/** Compiles a schema and what it refers to; zod reads JSON Schema itself, so that no further package is needed. */
function schemaOf(name: string, path: string): z.ZodType {
  const found = compiled.get(name)
  if (found) return found
  definitions ??= documentSchema.parse(
    JSON.parse(readFileSync(path, 'utf8').replaceAll('#/components/schemas/', '#/$defs/')),
  ).components.schemas
  const needed: Record<string, Record<string, unknown>> = {}
  collect(name, definitions, needed)
  const schema = z.fromJSONSchema({ $ref: `#/$defs/${name}`, $defs: needed }, { registry: z.registry() })
  compiled.set(name, schema)
  return schema
}

function collect(
  name: string,
  all: Record<string, Record<string, unknown>>,
  needed: Record<string, Record<string, unknown>>,
): void {
  const schema = all[name]
  if (!schema) throw new Error(`the description of the API has no schema ${name}`)
  if (name in needed) return
  needed[name] = schema
  for (const [, inner] of JSON.stringify(schema).matchAll(/#\/\$defs\/(\w+)/g)) collect(inner ?? '', all, needed)
}

/** Of the branches of a union, the issues of the one that is meant: of the payload's own type, else the one that came farthest. */
function deepest(issues: readonly z.core.$ZodIssue[]): { path: (string | number)[]; message: string }[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ path, message: issue.message }]
    const branches = issue.errors.map((branch) => deepest(branch))
    const isOfType = (branch: { path: unknown[] }[]) =>
      branch.every((one) => one.path.join() !== 'type' && one.path.length > 0)
    const depth = (branch: { path: unknown[] }[]) =>
      Math.max(0, ...branch.map((one) => one.path.length)) + (isOfType(branch) ? 100 : 0)
    const best = branches.reduce((most, branch) => (depth(branch) > depth(most) ? branch : most))
    return best.map((one) => ({ path: [...path, ...one.path], message: one.message }))
  })
}
