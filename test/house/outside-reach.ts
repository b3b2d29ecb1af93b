import { measuringFiles, rootFiles, timeless } from './import-table.ts'
import { type Import, importsOf } from './imports-of.ts'
import { childOf, childrenOf, nameOf, parseSource, placeOf, type SourceFile, type SyntaxNode, walk } from './syntax.ts'
import { type Use, usesOf } from './uses-of.ts'

/** What a global may not be used for. A use that is not a plain member, such as an alias, is refused: it would hide the rest. */
type Guard = { what: string; allows: (use: Pick<Use, 'kind' | 'member' | 'hasArgument'>) => boolean }

const dice = ['random', 'randomUUID', 'getRandomValues', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync']

const guards: Record<string, Guard> = {
  Date: {
    what: 'the clock',
    allows: (use) => (use.kind === 'new' && use.hasArgument) || use.kind === 'test' || isMember(use, ['parse', 'UTC']),
  },
  Temporal: { what: 'the clock', allows: (use) => isMemberExcept(use, ['Now']) },
  performance: { what: 'the clock', allows: () => false },
  Math: { what: 'chance', allows: (use) => isMemberExcept(use, dice) },
  crypto: { what: 'chance', allows: (use) => isMemberExcept(use, [...dice, 'webcrypto', 'pseudoRandomBytes']) },
  process: {
    what: 'the environment or the clock',
    allows: (use) => isMemberExcept(use, ['env', 'hrtime', 'uptime', 'getBuiltinModule', 'loadEnvFile', 'binding']),
  },
  globalThis: { what: 'a global by a hidden name', allows: (use) => use.kind === 'test' },
  global: { what: 'a global by a hidden name', allows: (use) => use.kind === 'test' },
  eval: { what: 'code that is not seen', allows: () => false },
}

const timers = ['setTimeout', 'setInterval', 'setImmediate']

/** Modules that hand out the same things under their own names, by the global whose guard holds for them. */
const modules: Record<string, string> = {
  'node:process': 'process',
  'node:crypto': 'crypto',
  'node:perf_hooks': 'performance',
}

/**
 * Says in one sentence each where a file reads the clock, chance or the environment, which only `src/app.ts` and `src/main.ts` may,
 * or sets a timer in the core. A local name that equals a guarded global is refused too, so that no name means two things.
 */
export function reachProblems(file: SourceFile): string[] {
  if (rootFiles.some((root) => root === file.path)) return []
  const program = parseSource(file)
  const imports = importsOf(file)
  const held = { ...guards, ...(timeless.includes(file.path.split('/')[1] ?? '') ? timerGuards() : {}) }
  if (measuringFiles.test(file.path)) delete held.performance
  const aliases = aliasesOf(program)
  const problems = imports.flatMap((one) => importProblems(one, held))
  for (const use of usesOf(program, new Set([...Object.keys(held), ...aliases.keys()]))) {
    const global = aliases.get(use.name) ?? use.name
    const guard = held[global]
    if (guard === undefined || guard.allows(use)) continue
    if (use.kind !== 'declared') problems.push(`${placeOf(file, use.node)} ${sentence(use, global, guard)}`)
    else if (!aliases.has(use.name))
      problems.push(`${placeOf(file, use.node)} gives "${use.name}" a second meaning; choose another name`)
  }
  return [...new Set(problems)]
}

function sentence(use: Use, global: string, guard: Guard): string {
  const shown = use.kind === 'member' ? `${global}.${use.member ?? '[…]'}` : global
  return `reaches for ${guard.what} (${shown}); only ${guard.what === 'a timer' ? 'adapters' : 'src/app.ts'} may; take it as a dependency`
}

function importProblems(one: Import, held: Record<string, Guard>): string[] {
  const name = one.specifier?.startsWith('node:') ? one.specifier : `node:${one.specifier}`
  if (one.isTypeOnly) return []
  if (/^node:timers(\/|$)/.test(name) && held.setTimeout) return [`${one.place} sets timers; only adapters may`]
  const refused = (what: string) => [`${one.place} takes ${what} from ${name}; only src/app.ts may`]
  const guard = held[modules[name] ?? '']
  if (guard === undefined) return []
  if (one.isWhole) return refused('everything')
  return one.names
    .filter((taken) => taken !== '*' && taken !== 'default')
    .flatMap((taken) => {
      return guard.allows({ kind: 'member', member: taken, hasArgument: false }) ? [] : refused(taken)
    })
}

/** Local names of whole modules (`import * as crypto`, `import process`), by the global whose guard holds for them. */
function aliasesOf(program: SyntaxNode): Map<string, string> {
  const aliases = new Map<string, string>()
  walk(program, (node) => {
    if (node.type !== 'ImportDeclaration' || node.importKind === 'type') return undefined
    const source = childOf(node, 'source')?.value
    const global =
      typeof source === 'string' ? modules[source.startsWith('node:') ? source : `node:${source}`] : undefined
    for (const one of global === undefined ? [] : childrenOf(node, 'specifiers')) {
      const imported = nameOf(childOf(one, 'imported'))
      const local = nameOf(childOf(one, 'local'))
      if (local !== undefined && (imported === undefined || imported === 'default')) aliases.set(local, global ?? '')
    }
    return false
  })
  return aliases
}

function timerGuards(): Record<string, Guard> {
  const whole = timers.map((name) => [name, { what: 'a timer', allows: () => false }])
  return {
    ...Object.fromEntries(whole),
    AbortSignal: { what: 'a timer', allows: (use) => isMemberExcept(use, ['timeout']) },
  }
}

function isMember(use: Pick<Use, 'kind' | 'member'>, names: readonly string[]): boolean {
  return use.kind === 'member' && use.member !== undefined && names.includes(use.member)
}

function isMemberExcept(use: Pick<Use, 'kind' | 'member'>, names: readonly string[]): boolean {
  return use.kind === 'test' || (use.kind === 'member' && use.member !== undefined && !names.includes(use.member))
}
