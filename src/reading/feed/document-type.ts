import type { OwnEntities } from './decode-entities.ts'

/** What entities that a document declares may put in, in characters, over the whole document; a feed needs a few hundred. */
const mostExpanded = 100_000

const mostDeclared = 200

const declaration = /<!ENTITY\s+([a-zA-Z][\w.-]{0,31})\s+(?:"([^"<&%]{0,2000})"|'([^'<&%]{0,2000})')\s*>/g

/**
 * Where a document type ends that starts at `at`, and the entities that it declares as plain text. Those that are made of other
 * entities or of markup, and those that stand in another file, are left alone: nothing is ever loaded.
 */
export function readDocumentType(text: string, at: number): { end: number; entities: OwnEntities | null } {
  const bracket = text.indexOf('[', at)
  const close = text.indexOf('>', at)
  if (close < 0) return { end: text.length, entities: null }
  if (bracket < 0 || bracket > close) return { end: close + 1, entities: null }
  const end = /\]\s*>/g
  end.lastIndex = bracket
  const found = end.exec(text)
  if (found === null) return { end: close + 1, entities: null }
  const values = new Map<string, string>()
  for (const [, name = '', double, single] of text.slice(bracket, found.index).matchAll(declaration)) {
    if (values.size < mostDeclared && !values.has(name)) values.set(name, double ?? single ?? '')
  }
  return { end: end.lastIndex, entities: values.size === 0 ? null : { values, left: mostExpanded } }
}
