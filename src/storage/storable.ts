// A NUL, which PostgreSQL's text cannot hold, and half a surrogate pair, which UTF-8 cannot.
const UNSTORABLE = /[\0\p{Cs}]/u

/**
 * A value that both databases can hold: each such character becomes U+FFFD, one for one, so that offsets stay true.
 * `storable('a\0b')` → `'a\ufffdb'`
 */
export function storable<T>(value: T): T {
  // Nearly always nothing is to be done; JSON writes both as escapes, which are quick to look for.
  const text = JSON.stringify(value)
  if (!text.includes('\\u0000') && !text.includes('\\ud')) return value
  return JSON.parse(text, (_key, part: unknown) => (typeof part === 'string' ? clean(part) : part))
}

function clean(text: string): string {
  return UNSTORABLE.test(text) ? text.replaceAll('\0', '\ufffd').toWellFormed() : text
}
