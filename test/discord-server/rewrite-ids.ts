/** A payload with ids and names replaced by ours, wherever they stand, also inside texts: `{ '1234': '5678' }`. */
export function rewriteIds(
  payload: Record<string, unknown>,
  names: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const rewrite = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return Object.entries(names).reduce((text, [from, to]) => text.replaceAll(from, to), value)
    }
    if (Array.isArray(value)) return value.map(rewrite)
    return typeof value === 'object' && value !== null ? rewriteAll(value) : value
  }
  const rewriteAll = (object: object) =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [key, rewrite(value)]))
  return rewriteAll(payload)
}
