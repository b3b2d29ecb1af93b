import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { developmentPackages, type ImportRule, importTable, rootFiles } from './import-table.ts'
import { type Import, importsOf } from './imports-of.ts'
import type { SourceFile } from './syntax.ts'

/**
 * Says in one sentence each which imports break the table, which folders are not in it, and which files import each other in a circle.
 * `files` are all files of `src`; `dependencies` are the packages that the program is installed with.
 */
export function boundaryProblems(files: readonly SourceFile[], dependencies: readonly string[]): string[] {
  const known = new Set(files.map((file) => file.path))
  const graph = new Map<string, string[]>()
  const problems: string[] = []
  for (const file of files) {
    const rule = ruleOf(file.path)
    if (rule === undefined) problems.push(`${file.path} stands in a folder that the import table does not list`)
    if (!file.path.endsWith('.ts')) continue
    const targets: string[] = []
    for (const one of importsOf(file)) {
      const target = targetOf(file.path, one)
      if (target !== undefined) targets.push(target)
      if (rule === undefined) continue
      const reason = refusal(file.path, rule, one, target, known, dependencies)
      if (reason) problems.push(`${one.place} ${reason}`)
    }
    graph.set(file.path, targets)
  }
  return [...problems, ...circles(graph)]
}

function ruleOf(path: string): ImportRule | 'root' | undefined {
  if (rootFiles.some((root) => root === path) || path === 'src/README.md') return 'root'
  const [, folder, file] = path.split('/')
  return file === undefined ? undefined : importTable.find((rule) => rule.folder === folder)
}

function targetOf(path: string, { specifier }: Import): string | undefined {
  return specifier?.startsWith('.') ? posix.join(posix.dirname(path), specifier) : undefined
}

function refusal(
  path: string,
  rule: ImportRule | 'root',
  one: Import,
  target: string | undefined,
  known: ReadonlySet<string>,
  dependencies: readonly string[],
): string | undefined {
  const { specifier } = one
  if (specifier === undefined) return 'imports something computed; write the module as a plain string'
  if (target !== undefined) return refusalOfFile(path, rule, target, known)
  if (isBuiltin(specifier)) return refusalOfBuiltin(rule, specifier)
  if (/^[/#]|^[a-z]+:/.test(specifier)) return `imports "${specifier}"; import a file by its relative path`
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  if (rule !== 'root' && !rule.packages.some((allowed) => covers(allowed, name))) {
    return `imports the package ${name}; src/${rule.folder} may import ${listed(rule.packages, 'no package')}`
  }
  if (one.isTypeOnly || developmentPackages.includes(name) || dependencies.includes(name)) return undefined
  return `imports the package ${name}, which is not among the dependencies in package.json`
}

function refusalOfFile(path: string, rule: ImportRule | 'root', target: string, known: ReadonlySet<string>) {
  const folder = target.startsWith('src/') && target.split('/').length > 2 ? target.split('/')[1] : undefined
  if (rule === 'root') {
    if (target === 'src/app.ts' && path !== 'src/main.ts') return 'imports src/app.ts; only src/main.ts may'
  } else if (folder === undefined) {
    return `imports ${target}; files below src may import only what stands in a folder of src`
  } else if (folder !== rule.folder && rule.folders !== 'all' && !rule.folders.includes(folder)) {
    return `imports src/${folder}; src/${rule.folder} may import ${listed(rule.folders, 'no other folder')}`
  }
  return known.has(target) || rule === 'root' ? undefined : `imports ${target}, which does not exist`
}

function refusalOfBuiltin(rule: ImportRule | 'root', specifier: string): string | undefined {
  const name = specifier.startsWith('node:') ? specifier : `node:${specifier}`
  if (rule === 'root' || rule.builtins === 'all' || rule.builtins.includes(name)) return undefined
  return `imports ${name}; src/${rule.folder} may import ${listed(rule.builtins, 'nothing of Node')}`
}

function covers(allowed: string, name: string): boolean {
  return allowed.endsWith('/*') ? name.startsWith(allowed.slice(0, -1)) : allowed === name
}

function listed(names: readonly string[], none: string): string {
  return names.length > 0 ? `only ${names.join(', ')}` : none
}

/** Each circle once, by a walk that keeps the way it came. */
function circles(graph: ReadonlyMap<string, string[]>): string[] {
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, way: string[]): void => {
    if (way.includes(path)) {
      found.push(`files import each other in a circle: ${[...way.slice(way.indexOf(path)), path].join(' → ')}`)
    } else if (!done.has(path)) {
      for (const target of graph.get(path) ?? []) visit(target, [...way, path])
      done.add(path)
    }
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}
