/** How long a server asks to wait, in milliseconds: `Retry-After: 2`, a date, or OpenAI's `retry-after-ms`; null where it does not say. */
export function retryAfterMs(headers: Headers | undefined, now: Date): number | null {
  const exact = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (exact >= 0) return exact
  const said = headers?.get('retry-after')?.trim() ?? ''
  if (/^\d+(?:\.\d+)?$/.test(said)) return Number(said) * 1000
  const at = said === '' ? Number.NaN : Date.parse(said)
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime())
}
