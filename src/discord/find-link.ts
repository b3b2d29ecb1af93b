import type { Message } from 'discord.js'

/**
 * The first web address of a message, for "Brief this link": in its text, its components, its embeds, or in what it forwards.
 * Null where there is none. `'see <https://a.example/x>.'` → `https://a.example/x`
 */
export function findLink({ content, components, embeds, messageSnapshots }: Message): string | null {
  const texts = [
    content,
    ...components.flatMap((component) => textsIn(component.toJSON())),
    ...embeds.flatMap(({ url, title, description }) => [url ?? '', title ?? '', description ?? '']),
    ...messageSnapshots.map((snapshot) => [snapshot.content, ...snapshot.embeds.map(({ url }) => url)].join(' ')),
  ]
  for (const text of texts) {
    const link = linkIn(text)
    if (link !== null) return link
  }
  return null
}

/** The first http or https address in a text, without the signs of a sentence after it. */
export function linkIn(text: string): string | null {
  const found = /https?:\/\/[^\s<>"|`]+/i.exec(text)?.[0].replace(/[.,;:!?'’*_~\]]+$/, '')
  if (found === undefined) return null
  // `[words](https://a.example)`, but `https://a.example/Lyre_(bird)`
  const link = found.includes('(') ? found : found.replace(/\).*$/, '')
  return URL.canParse(link) ? link : null
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'string' ? (key === 'content' || key === 'url' ? [inner] : []) : textsIn(inner),
  )
}
