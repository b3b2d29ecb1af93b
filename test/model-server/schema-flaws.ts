/** What a strict schema may hold; bounds are left out, since not every server knows them. */
const keywords = ['type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'description', 'anyOf']

/** Says what in a schema breaks the rules of strict schemas: every key required, no other allowed, a type everywhere, no keyword beyond the known. */
export function schemaFlaws(schema: unknown, path = 'root'): string[] {
  if (typeof schema !== 'object' || schema === null) return [`${path} is no schema`]
  const one = schema as Record<string, unknown>
  const strange = Object.keys(one).filter((key) => !keywords.includes(key))
  const flaws = strange.map((key) => `In context=${path}, '${key}' is not permitted.`)
  if (path === 'root' && one['type'] !== 'object') flaws.push("schema must be of type 'object'")
  if (one['type'] === 'array') return [...flaws, ...schemaFlaws(one['items'], `${path}.items`)]
  if (one['type'] !== 'object') return flaws
  const properties = (one['properties'] ?? {}) as Record<string, unknown>
  const required = (one['required'] ?? []) as string[]
  if (one['additionalProperties'] !== false)
    flaws.push(`In context=${path}, 'additionalProperties' is required to be false.`)
  if (Object.keys(properties).some((key) => !required.includes(key))) {
    flaws.push(`In context=${path}, 'required' is required to include every key in properties.`)
  }
  return [...flaws, ...Object.entries(properties).flatMap(([key, value]) => schemaFlaws(value, `${path}.${key}`))]
}
