/** A start tag: its name as written, the rest of it, and where it ends. */
export type Tag = { name: string; attributes: string; isEmpty: boolean; end: number }

/**
 * Finds marks in a text, from left to right. What was not found once is not looked for again, because a text full of
 * beginnings without ends would otherwise be searched to its end for each of them.
 */
export function createFinder(text: string): (mark: string, from: number) => number {
  const missing = new Set<string>()
  return (mark, from) => {
    if (missing.has(mark)) return -1
    const at = text.indexOf(mark, from)
    if (at < 0) missing.add(mark)
    return at
  }
}

/** Reads the start tag at a `<`; a `>` inside a quoted value does not end it. A tag that is cut off ends with the text. */
export function readTag(text: string, at: number, find: (mark: string, from: number) => number): Tag {
  let end = at + 1
  while (end < text.length && !endsName(text.charCodeAt(end))) end += 1
  const nameEnd = end
  let isValue = false
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end)
    if (code === 62) break
    // Another tag begins: the end of this one was forgotten.
    if (code === 60)
      return { name: text.slice(at + 1, nameEnd), attributes: text.slice(nameEnd, end), isEmpty: false, end }
    if (isValue && (code === 34 || code === 39)) {
      const close = find(code === 34 ? '"' : "'", end + 1)
      if (close > 0) end = close
    }
    if (code === 61) isValue = true
    else if (code !== 32 && code !== 9 && code !== 10 && code !== 13) isValue = false
  }
  const isEmpty = text.charCodeAt(end - 1) === 47
  const attributes = nameEnd === end ? '' : text.slice(nameEnd, isEmpty ? end - 1 : end)
  return { name: text.slice(at + 1, nameEnd), attributes, isEmpty, end: end + 1 }
}

/** Whether a character can begin the name of a tag; `<` before another one is a character of the text. */
export function isNameStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code > 127
}

function endsName(code: number): boolean {
  return code === 62 || code === 32 || code === 47 || code === 10 || code === 9 || code === 13 || code === 60
}
