import { extname, posix } from 'node:path'
import type { SourceFile } from './syntax.ts'

/** What may stand in the root folder. */
export const rootEntries: readonly string[] = [
  ...[
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'src',
    'prompts',
    'seeds',
    'test',
    'Dockerfile',
    'README.md',
  ],
  ...['LICENSE', 'manifest.json', '.ci', '.biome.json', '.env.example', '.npmrc', '.gitignore', '.dockerignore'],
]

/** Names that say nothing about what stands in a file or folder. */
export const emptyNames: readonly string[] = [
  ...['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'misc', 'lib', 'services', 'service', 'manager'],
  ...['types', 'constants', 'index'],
]

/** A file of `src` may have this many lines; most have under 80. */
export const mostLines = 250

/** Says which entries of the root folder do not belong there, and which names of files say nothing or are not in kebab-case. */
export function nameProblems(paths: readonly string[]): string[] {
  const roots = new Set(paths.map((path) => path.split('/')[0] ?? ''))
  const strange = [...roots]
    .filter((entry) => !rootEntries.includes(entry))
    .map((entry) => `${entry} does not belong in the root folder`)
  return [...strange, ...paths.flatMap(problemsOfPath)]
}

function problemsOfPath(path: string): string[] {
  const isOurs = /^(?:src|test|prompts)\//.test(path)
  const problems = (isOurs ? path.split('/') : [])
    .filter((part) => emptyNames.includes(part.split('.')[0] ?? ''))
    .map((part) => `${path}: the name "${part}" says nothing; name the file by its one purpose`)
  const isCode = extname(path) === '.ts' && /^(?:src|test)\//.test(path)
  if (isCode && !/^[a-z0-9]+(?:[-.][a-z0-9]+)*\.ts$/.test(posix.basename(path)))
    problems.push(`${path} is not in kebab-case`)
  return problems
}

/** Says which files of `src` are too long. */
export function lengthProblems(files: readonly SourceFile[]): string[] {
  return files
    .map((file) => ({ path: file.path, lines: file.text.trimEnd().split('\n').length }))
    .filter((file) => file.lines > mostLines)
    .map((file) => `${file.path} has ${file.lines} lines; the most is ${mostLines}`)
}

const traces: { what: string; pattern: RegExp }[] = [
  { what: "a machine's path", pattern: /(?<![\w.])\/(?:work|root|home|farm|tmp|Users)\/[\w.-]/g },
  { what: 'a registry host', pattern: /\bregistry\.[a-z0-9-]+\.[a-z]+|\bnpmjs\.(?:org|com)\b/g },
  { what: 'a download address', pattern: /https?:\/\/\S+\.tgz\b/g },
]

/** Says where a file tells on which machine, or from which registry, it was made. */
export function traceProblems(file: SourceFile): string[] {
  const found = traces.flatMap(({ what, pattern }) => {
    return [...file.text.matchAll(pattern)].map((match) => {
      return `${file.path}:${file.text.slice(0, match.index).split('\n').length} names ${what} (${match[0]})`
    })
  })
  const isLock = posix.basename(file.path) === 'package-lock.json'
  return isLock && /"resolved"/.test(file.text)
    ? [...found, `${file.path} keeps download addresses ("resolved")`]
    : found
}
