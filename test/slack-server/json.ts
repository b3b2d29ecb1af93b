/** A JSON object whose members are not known yet. */
export type JsonObject = Record<string, unknown>

/** Whether a value is a JSON object: not null, not a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A value as an object, empty where it is none: `objectOf('x')` → `{}`. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

/** The objects of a list; what is no object is left out, and no list is an empty one. */
export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** A value as a string, or undefined. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** A flag as Slack reads it from JSON or from a form: `true`, `"true"`, `1` and `"1"` are true. */
export function isOn(value: unknown): boolean {
  return value === true || value === 'true' || value === 1 || value === '1'
}

/** A JSON text as a value, or undefined where it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The object of a payload that sends it as an object (JSON body) or as a JSON text (form body). */
export function sentJson(value: unknown): unknown {
  return typeof value === 'string' ? parseJson(value) : value
}

/** A deep copy of plain data, so that what a test holds does not change under it. */
export function copyOf<T>(value: T): T {
  return structuredClone(value)
}
