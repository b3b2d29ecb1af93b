/** So many braces may open nothing before a text counts as having no JSON: it bounds the work on a text made of braces. */
const mostMisses = 300

/**
 * What a model thought aloud is taken out, also where it never came to an end, or began before its text did:
 * `withoutThoughts('<think>{}</think>{"a":1}')` → `{"a":1}`.
 */
export function withoutThoughts(text: string): string {
  let said = ''
  let from = 0
  let isThinking = false
  for (const tag of text.matchAll(/<(\/?)(?:think|thinking|reasoning)>/gi)) {
    const isEnd = tag[1] === '/'
    if (isEnd && !isThinking) said = ''
    else if (!isThinking) said += text.slice(from, tag.index)
    from = tag.index + tag[0].length
    isThinking = !isEnd
  }
  return (isThinking ? said : said + text.slice(from)).trim()
}

/**
 * Finds the JSON object that a text is, or that stands in it among fences and prose: of several the last one that `accept` takes.
 * An object that only wraps one other (`{"answer": {…}}`) is looked into. `accept` gets the value, and the words that it was read from.
 */
export function jsonInText<Value>(text: string, accept: (value: unknown, words: string) => Value | null): Value | null {
  // A text that is JSON as a whole may hold anything in its strings, marks of thinking too.
  const whole = acceptedOf(text.trim(), accept)
  if (whole !== null) return whole
  const said = withoutThoughts(text)
  let found: Value | null = null
  let misses = 0
  for (let at = said.indexOf('{'); at >= 0 && misses < mostMisses; at = said.indexOf('{', at)) {
    const end = balancedEnd(said, at)
    const words = end === null ? '' : said.slice(at, end)
    if (end !== null && parsed(words) !== undefined) {
      found = acceptedOf(words, accept) ?? found
      at = end
    } else {
      misses++
      at++
    }
  }
  return found
}

function acceptedOf<Value>(words: string, accept: (value: unknown, words: string) => Value | null): Value | null {
  const value = parsed(words)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const accepted = accept(value, words)
  const inner = Object.values(value)
  return accepted === null && inner.length === 1 ? accept(inner[0], words) : accepted
}

function parsed(words: string): unknown {
  try {
    return JSON.parse(words)
  } catch {
    return undefined
  }
}

/** Where the object that opens at a place ends; null where it does not. */
function balancedEnd(text: string, start: number): number | null {
  let depth = 0
  let isString = false
  for (let at = start; at < text.length; at++) {
    const sign = text[at]
    if (isString) {
      if (sign === '\\') at++
      else if (sign === '"') isString = false
    } else if (sign === '"') isString = true
    else if (sign === '{') depth++
    else if (sign === '}' && --depth === 0) return at + 1
  }
  return null
}
