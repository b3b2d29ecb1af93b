import { parseAst } from 'vitest/node'

/** A node of the syntax tree (ESTree with TypeScript), open to look at whatever its type has. */
export type SyntaxNode = { type: string; start: number; end: number; [key: string]: unknown }

/** A source file: its path from the root of the repository, and its text. */
export type SourceFile = { path: string; text: string }

/** Parses TypeScript; throws with file and place where it is not valid. Comments and strings are no code in the tree. */
export function parseSource(file: SourceFile): SyntaxNode {
  const program: unknown = parseAst(file.text, { lang: 'ts', sourceType: 'module' }, file.path)
  if (!isNode(program)) throw new Error(`${file.path}: the parser gave no tree`)
  return program
}

/** Visits every node with its ancestors, nearest last. A visitor that returns false keeps out of the node's children. */
export function walk(
  node: SyntaxNode,
  visit: (node: SyntaxNode, ancestors: readonly SyntaxNode[], key: string) => boolean | undefined,
  ancestors: readonly SyntaxNode[] = [],
  key = '',
): void {
  if (visit(node, ancestors, key) === false) return
  const inner = [...ancestors, node]
  for (const [name, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit, inner, name)
  }
}

/** Whether a value of the tree is a node. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The child of that name where it is a node. */
export function childOf(node: SyntaxNode | undefined, key: string): SyntaxNode | undefined {
  const child = node?.[key]
  return isNode(child) ? child : undefined
}

/** The children of that name that are nodes. */
export function childrenOf(node: SyntaxNode | undefined, key: string): SyntaxNode[] {
  const children = node?.[key]
  return Array.isArray(children) ? children.filter(isNode) : []
}

/** The name of an identifier; undefined for any other node. */
export function nameOf(node: SyntaxNode | undefined): string | undefined {
  return node?.type === 'Identifier' && typeof node.name === 'string' ? node.name : undefined
}

/** The text of a string literal or of a template without holes; undefined where it is computed. */
export function textOf(node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type !== 'TemplateLiteral' || childrenOf(node, 'expressions').length > 0) return undefined
  const value = childrenOf(node, 'quasis')[0]?.value
  return typeof value === 'object' && value !== null && 'cooked' in value && typeof value.cooked === 'string'
    ? value.cooked
    : undefined
}

/** The name that a member access or a property key states (`a.b`, `a['b']`); undefined where it is computed. */
export function keyOf(node: SyntaxNode, key: 'property' | 'key'): string | undefined {
  const child = childOf(node, key)
  return node.computed === true ? textOf(child) : (nameOf(child) ?? textOf(child))
}

/** Where a node stands, for messages: `src/domain/span.ts:12`. */
export function placeOf(file: SourceFile, node: { start: number }): string {
  return `${file.path}:${file.text.slice(0, node.start).split('\n').length}`
}
