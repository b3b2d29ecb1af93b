import { childOf, childrenOf, keyOf, nameOf, type SyntaxNode, walk } from './syntax.ts'

/**
 * How a global is used: its member is read (`member` is undefined where the name is computed), it is constructed, it is only tested
 * (`typeof`, `instanceof`), its name is declared anew, or it is handed on whole.
 */
export type Use = {
  name: string
  node: SyntaxNode
  kind: 'member' | 'new' | 'test' | 'declared' | 'whole'
  member?: string | undefined
  hasArgument: boolean
}

/** Lists how the named globals are used in a program, also by way of `globalThis.NAME`; types, property keys and labels are no use. */
export function usesOf(program: SyntaxNode, names: ReadonlySet<string>): Use[] {
  const uses: Use[] = []
  walk(program, (node, ancestors, key) => {
    if (isTypeOnly(node, key)) return false
    const name = nameOf(node)
    if (name === undefined || !names.has(name) || !isName(ancestors.at(-1), key)) return undefined
    uses.push(...follow(name, node, ancestors, names))
    return undefined
  })
  return uses
}

const globalObjects = ['globalThis', 'global']

/** What may stand around an expression without changing its value. */
const wrappers = [
  'ParenthesizedExpression',
  'ChainExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
]

function isTypeOnly(node: SyntaxNode, key: string): boolean {
  if (['typeAnnotation', 'typeParameters', 'typeArguments', 'returnType', 'superTypeArguments'].includes(key))
    return true
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const isExpression = wrappers.includes(node.type) || node.type === 'TSParameterProperty'
  return node.type.startsWith('TS') && !isExpression && node.type !== 'TSExportAssignment'
}

/** Whether an identifier at that place is a name in scope, rather than a key, a label or the outer half of an import or export. */
function isName(parent: SyntaxNode | undefined, key: string): boolean {
  if (parent === undefined) return true
  if (key === 'property' || key === 'key') return parent.computed === true
  if (key === 'label' || key === 'meta' || key === 'imported' || key === 'exported') return false
  return parent.type !== 'ImportAttribute'
}

function follow(name: string, node: SyntaxNode, ancestors: readonly SyntaxNode[], names: ReadonlySet<string>): Use[] {
  if (isDeclaration(node, ancestors)) return [{ name, node, kind: 'declared', hasArgument: false }]
  const outer = ancestors.findLastIndex((one) => !wrappers.includes(one.type))
  const parent = ancestors[outer]
  const self = ancestors[outer + 1] ?? node
  const members = membersTaken(parent, self)
  if (members === undefined) return [useOf(name, node, parent, self)]
  return members.flatMap((member): Use[] => {
    if (!globalObjects.includes(name) || member === undefined)
      return [{ name, node, kind: 'member', member, hasArgument: false }]
    if (!names.has(member)) return []
    if (parent?.type !== 'MemberExpression') return [{ name: member, node, kind: 'whole', hasArgument: false }]
    return follow(member, parent, ancestors.slice(0, outer), names)
  })
}

/** The members that an access or a destructuring takes; an entry is undefined where it is computed or takes the rest. */
function membersTaken(parent: SyntaxNode | undefined, self: SyntaxNode): (string | undefined)[] | undefined {
  if (parent?.type === 'MemberExpression' && parent.object === self) return [keyOf(parent, 'property')]
  const isTaken = parent?.init === self || parent?.right === self
  const pattern = isTaken ? (childOf(parent, 'id') ?? childOf(parent, 'left')) : undefined
  if (pattern?.type !== 'ObjectPattern') return undefined
  return childrenOf(pattern, 'properties').map((one) => (one.type === 'Property' ? keyOf(one, 'key') : undefined))
}

function useOf(name: string, node: SyntaxNode, parent: SyntaxNode | undefined, self: SyntaxNode): Use {
  if (parent?.type === 'NewExpression' && parent.callee === self) {
    const [first] = childrenOf(parent, 'arguments')
    return { name, node, kind: 'new', hasArgument: first !== undefined && first.type !== 'SpreadElement' }
  }
  const isTest =
    (parent?.type === 'UnaryExpression' && parent.operator === 'typeof') ||
    (parent?.type === 'BinaryExpression' && parent.operator === 'instanceof' && parent.right === self)
  return { name, node, kind: isTest ? 'test' : 'whole', hasArgument: false }
}

/** Whether the identifier introduces a name: a variable, a parameter, a function, a class, an import. */
function isDeclaration(node: SyntaxNode, ancestors: readonly SyntaxNode[]): boolean {
  let child = node
  for (const parent of ancestors.toReversed()) {
    const isPattern =
      ['ObjectPattern', 'ArrayPattern', 'RestElement', 'TSParameterProperty'].includes(parent.type) ||
      (parent.type === 'Property' && parent.value === child) ||
      (parent.type === 'AssignmentPattern' && parent.left === child)
    if (!isPattern) return introduces(parent, child)
    child = parent
  }
  return false
}

function introduces(parent: SyntaxNode, child: SyntaxNode): boolean {
  if (parent.local === child && parent.type.startsWith('Import')) return true
  if (parent.id === child || parent.param === child) return true
  return Array.isArray(parent.params) && parent.params.includes(child)
}
