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

/** A test's title with those of the groups around it, and where it stands. */
export type TestTitle = { title: string; place: string }

/** Lists the titles of the tests of a file; a title that is put together when it runs is left out. */
export function titlesOf(file: SourceFile): TestTitle[] {
  const found: TestTitle[] = []
  walk(parseSource(file), (node, ancestors) => {
    if (runnerOf(node) !== 'test' && runnerOf(node) !== 'it') return undefined
    const groups = ancestors.filter((one) => runnerOf(one) === 'describe')
    const titles = [...groups, node].map((call) => textOf(childrenOf(call, 'arguments')[0]))
    if (titles.at(-1) !== undefined) found.push({ title: titles.join(' > '), place: placeOf(file, node) })
    return undefined
  })
  return found
}

/** Says which title stands more than once, in one file or over several. */
export function titleProblems(files: readonly SourceFile[]): string[] {
  const byTitle = Map.groupBy(files.flatMap(titlesOf), (one) => one.title)
  return [...byTitle.entries()]
    .filter(([, titles]) => titles.length > 1)
    .map(([title, titles]) => `"${title}" is the title of ${titles.map((one) => one.place).join(' and ')}`)
}

/** The runner's function at the root of a call that gives a title: `test` for `test.skipIf(x)('title', …)`. */
function runnerOf(node: SyntaxNode): string | undefined {
  if (node.type !== 'CallExpression') return undefined
  let callee = childOf(node, 'callee')
  while (callee && callee.type !== 'Identifier') {
    callee = childOf(
      callee,
      callee.type === 'TaggedTemplateExpression' ? 'tag' : callee.type === 'MemberExpression' ? 'object' : 'callee',
    )
  }
  return nameOf(callee)
}
