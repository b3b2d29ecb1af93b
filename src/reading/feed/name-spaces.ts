/** What an element belongs to; `plain` is RSS in all its namespaces, none at all, and an unknown default namespace. */
export type Vocabulary =
  | 'plain'
  | 'atom'
  | 'dc'
  | 'dcterms'
  | 'content'
  | 'media'
  | 'itunes'
  | 'feedburner'
  | 'xhtml'
  | 'rdf'
  | 'xml'
  | 'other'

/**
 * The names in force at a place of a document: prefixes with their vocabularies, names that were resolved already, and the scopes
 * that tags inside have opened, by their attributes as written.
 */
export type NameScope = {
  prefixes: Map<string, Vocabulary>
  resolved: Map<string, ResolvedName>
  inner: Map<string, NameScope>
}

/** A name without its prefix, in lower case, and the vocabulary that it belongs to. */
export type ResolvedName = { vocabulary: Vocabulary; name: string }

// Addresses vary in letter case, scheme and a closing slash, so they are told by their core; the first that fits counts.
const known: [address: RegExp, vocabulary: Vocabulary][] = [
  [/purl\.org\/rss\/1\.0\/modules\/content/, 'content'],
  [/purl\.org\/rss\/1\.0\/modules\//, 'other'],
  [/purl\.org\/(?:net\/)?rss|netscape\.com|backend\.userland\.com|(?:blogs|cyber)\.law\.harvard\.edu/, 'plain'],
  [/w3\.org\/2005\/atom|purl\.org\/atom\/ns/, 'atom'],
  [/purl\.org\/dc\/terms/, 'dcterms'],
  [/purl\.org\/dc\/(?:elements|1\.)/, 'dc'],
  [/search\.yahoo\.com\/mrss/, 'media'],
  [/itunes\.com\/dtds\/podcast/, 'itunes'],
  [/rssnamespace\.org\/feedburner/, 'feedburner'],
  [/w3\.org\/1999\/xhtml/, 'xhtml'],
  [/w3\.org\/1999\/02\/22-rdf-syntax-ns/, 'rdf'],
]

/** A scope in which every prefix means what it usually means: many feeds use one that they never declare. */
export function usualScope(): NameScope {
  const prefixes = new Map<string, Vocabulary>([['', 'plain']])
  for (const name of ['rss', 'rss1', 'rss2'] as const) prefixes.set(name, 'plain')
  for (const name of ['atom', 'atom03', 'atom10', 'a10'] as const) prefixes.set(name, 'atom')
  for (const name of ['dc', 'dcterms', 'content', 'media', 'itunes', 'feedburner', 'xhtml', 'rdf', 'xml'] as const) {
    prefixes.set(name, name)
  }
  return { prefixes, resolved: new Map(), inner: new Map() }
}

/** The scope inside an element that declares namespaces: `prefix` '' is the default one. Where nothing changes it is the same. */
export function scopeWith(scope: NameScope, declared: { prefix: string; address: string }[]): NameScope {
  const changed = declared
    .map(({ prefix, address }) => ({ prefix, vocabulary: vocabularyOf(address, prefix) }))
    .filter(({ prefix, vocabulary }) => scope.prefixes.get(prefix) !== vocabulary)
  if (changed.length === 0) return scope
  const prefixes = new Map(scope.prefixes)
  for (const { prefix, vocabulary } of changed) prefixes.set(prefix, vocabulary)
  return { prefixes, resolved: new Map(), inner: new Map() }
}

/** Resolves a name as it is written: `'DC:Creator'` → `{ vocabulary: 'dc', name: 'creator' }`. */
export function resolveName(written: string, scope: NameScope): ResolvedName {
  const seen = scope.resolved.get(written)
  if (seen !== undefined) return seen
  const colon = written.indexOf(':')
  const prefix = colon < 0 ? '' : written.slice(0, colon)
  const vocabulary = scope.prefixes.get(prefix) ?? scope.prefixes.get(prefix.toLowerCase()) ?? 'other'
  const resolved = { vocabulary, name: written.slice(colon + 1).toLowerCase() }
  scope.resolved.set(written, resolved)
  return resolved
}

function vocabularyOf(address: string, prefix: string): Vocabulary {
  const plain = address.trim().toLowerCase()
  return (
    known.find(([core]) => core.test(plain))?.[1] ?? (prefix === '' && !plain.includes('w3.org') ? 'plain' : 'other')
  )
}
