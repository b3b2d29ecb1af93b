import {
  childOf,
  childrenOf,
  nameOf,
  parseSource,
  placeOf,
  type SourceFile,
  type SyntaxNode,
  textOf,
  walk,
} from './syntax.ts'

/**
 * One import as written. `specifier` is undefined where it is computed; `names` are the names taken out of the module, `*` for all;
 * `isWhole`: the module is taken or handed on whole, in a way that hides what is used of it (`import()`, `require()`, `export *`).
 */
export type Import = {
  place: string
  specifier: string | undefined
  isWhole: boolean
  isTypeOnly: boolean
  names: string[]
}

/**
 * Lists what a file imports, in every form: `import`, `export … from`, `import()`, `import x = require()`, `require()`,
 * `require.resolve()`, `import.meta.resolve()`, the type `import('…')` and `declare module '…'`.
 * A function made by `createRequire` counts as `require`, whatever its name.
 */
export function importsOf(file: SourceFile): Import[] {
  const program = parseSource(file)
  const requires = requireNames(program)
  const found: Import[] = []
  walk(program, (node) => {
    const read = readImport(node, requires)
    if (read) found.push({ place: placeOf(file, node), names: [], isWhole: false, isTypeOnly: false, ...read })
    return undefined
  })
  return found
}

type ReadImport = Pick<Import, 'specifier'> & Partial<Import>

function readImport(node: SyntaxNode, requires: ReadonlySet<string>): ReadImport | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return childOf(node, 'source') && readStatement(node)
    case 'ImportExpression':
      return { specifier: textOf(childOf(node, 'source')), isWhole: true }
    case 'TSImportType':
      return { specifier: textOf(childOf(node, 'source')), isTypeOnly: true }
    case 'TSExternalModuleReference':
      return { specifier: textOf(childOf(node, 'expression')), isWhole: true }
    case 'TSModuleDeclaration': {
      const specifier = textOf(childOf(node, 'id'))
      return specifier === undefined ? undefined : { specifier, isTypeOnly: true }
    }
    case 'CallExpression':
      return isRequire(childOf(node, 'callee'), requires)
        ? { specifier: textOf(childrenOf(node, 'arguments')[0]), isWhole: true }
        : undefined
    default:
      return undefined
  }
}

function readStatement(node: SyntaxNode): ReadImport {
  const specifiers = childrenOf(node, 'specifiers')
  const isType = node.importKind === 'type' || node.exportKind === 'type'
  const isEachType = specifiers.length > 0 && specifiers.every((one) => (one.importKind ?? one.exportKind) === 'type')
  const taken = (one: SyntaxNode): string => {
    const name = childOf(one, one.type === 'ExportSpecifier' ? 'local' : 'imported')
    return nameOf(name) ?? textOf(name) ?? '*'
  }
  const names = specifiers.map(taken)
  return {
    specifier: textOf(childOf(node, 'source')),
    isTypeOnly: isType || isEachType,
    isWhole: node.type === 'ExportAllDeclaration' || (node.type.startsWith('Export') && names.includes('default')),
    names,
  }
}

function isRequire(callee: SyntaxNode | undefined, requires: ReadonlySet<string>): boolean {
  if (callee?.type !== 'MemberExpression') return requires.has(nameOf(callee) ?? '')
  const object = childOf(callee, 'object')
  const property = nameOf(childOf(callee, 'property'))
  if (property === 'require') return nameOf(object) === 'module'
  return property === 'resolve' && (object?.type === 'MetaProperty' || requires.has(nameOf(object) ?? ''))
}

function requireNames(program: SyntaxNode): Set<string> {
  const names = new Set(['require'])
  walk(program, (node) => {
    const call = node.type === 'VariableDeclarator' ? childOf(node, 'init') : undefined
    const callee = call?.type === 'CallExpression' ? childOf(call, 'callee') : undefined
    const made = nameOf(callee) ?? nameOf(childOf(callee, 'property'))
    const name = nameOf(childOf(node, 'id'))
    if (made === 'createRequire' && name) names.add(name)
    return undefined
  })
  return names
}
