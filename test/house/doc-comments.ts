import { childOf, childrenOf, nameOf, parseSource, placeOf, type SourceFile, type SyntaxNode } from './syntax.ts'

/**
 * Says which exports of a file have no doc comment right before them.
 * A type may go without where it follows its schema of the same name: `articleSchema`, then `Article`.
 */
export function docProblems(file: SourceFile): string[] {
  let end = 0
  let before: string | undefined
  return childrenOf(parseSource(file), 'body').flatMap((statement) => {
    const gap = file.text.slice(end, statement.start)
    const previous = before
    const name = declaredName(statement)
    end = statement.end
    before = name
    const isExport = statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
    if (!isExport || childOf(statement, 'source') || isDocumented(gap)) return []
    if (name !== undefined && name === previous) return [] // a further signature of the same function
    const isType = childOf(statement, 'declaration')?.type === 'TSTypeAliasDeclaration'
    if (isType && name !== undefined && previous === `${name[0]?.toLowerCase()}${name.slice(1)}Schema`) return []
    return [`${placeOf(file, statement)} exports ${name ?? 'something'} without a doc comment`]
  })
}

function declaredName(statement: SyntaxNode): string | undefined {
  const declaration = childOf(statement, 'declaration')
  return nameOf(childOf(declaration, 'id')) ?? nameOf(childOf(childrenOf(declaration, 'declarations')[0], 'id'))
}

/** Whether the last comment between two statements is a doc comment with words in it. */
function isDocumented(gap: string): boolean {
  const comments = [...gap.matchAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g)]
  return /^\/\*\*[\s\S]*\p{L}/u.test(comments.at(-1)?.[0] ?? '')
}
