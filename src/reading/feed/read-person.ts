import type { FeedNode } from './feed-tree.ts'
import { textOf } from './node-text.ts'
import type { RawPerson } from './raw-feed.ts'

const address = /[^\s@<>()[\],;:"]{1,64}@[^\s@<>()[\],;:"]{1,255}/

/**
 * Reads a person as RSS writes one (RSS 2.0 wants an e-mail address, most give a name).
 * `'ada@gazette.example (Ada Finch)'`, `'Ada Finch <ada@gazette.example>'` → `{ name: 'Ada Finch', email: 'ada@gazette.example' }`
 */
export function readPerson(text: string | null): RawPerson | null {
  if (text === null) return null
  const email = address.exec(text)?.[0] ?? null
  if (email === null) return { name: text.replace(/\s+/g, ' ').trim(), email }
  const rest = text
    .replace(email, ' ')
    .replace(/mailto:/i, ' ')
    .replace(/\(\s*\)|<\s*>|\[\s*\]/g, ' ')
  const name = rest
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[(["']\s*(.*?)\s*[)\]"']$/, '$1')
    .replace(/^[-–,;:\s]+|[-–,;:\s]+$/g, '')
  return { name: name === '' ? null : name, email }
}

/** The person of an Atom element: its name and e-mail; where neither stands in it, what its text says. */
export function personOf(node: FeedNode): RawPerson[] {
  const child = (name: string) => textOf(node.children.find((one) => one.name === name && one.vocabulary !== 'other'))
  const [name, email] = [child('name'), child('email')]
  if (name !== null || email !== null) return [{ name, email }]
  if (node.children.length > 0) return []
  const person = readPerson(textOf(node))
  return person === null ? [] : [person]
}
