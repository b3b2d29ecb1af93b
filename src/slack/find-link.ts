/**
 * Finds the first web address in a message, for "Brief this link": in its blocks, its attachments, its text
 * (`<https://a.example/x|A>`). Null where there is none.
 */
export function findLink(message: Record<string, unknown>): string | null {
  return (
    linkIn(message['blocks']) ?? linkInText(String(message['text'] ?? '')) ?? linkIn(message['attachments']) ?? null
  )
}

function linkIn(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    for (const one of value) {
      const found = linkIn(one)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  for (const name of ['from_url', 'title_link', 'original_url', 'url'] as const) {
    const url: unknown = Reflect.get(value, name)
    if (typeof url === 'string' && /^https?:\/\//i.test(url)) return url
  }
  return linkIn(Object.values(value).filter((one) => typeof one === 'object'))
}

function linkInText(text: string): string | undefined {
  const angled = /<(https?:\/\/[^|>\s]+)/i.exec(text)?.[1]
  const found = angled ?? /\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/i.exec(text)?.[0]
  return found?.replaceAll('&amp;', '&')
}
