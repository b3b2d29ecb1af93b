import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SourceFile } from './syntax.ts'

/** The root folder of the repository. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/**
 * Paths of the files that belong to the repository, sorted: what git tracks, and what it would add.
 * In a copy without git, every file but those that `.gitignore` names.
 */
export function listFiles(withGit = true): string[] {
  return ((withGit ? listByGit() : undefined) ?? listByFolder()).filter((path) => existsSync(join(root, path))).sort()
}

/** Reads a file of the repository as text. */
export function readFile(path: string): SourceFile {
  return { path, text: readFileSync(join(root, path), 'utf8') }
}

/** All TypeScript files below a folder, with their text. */
export function readSources(folder: string): SourceFile[] {
  return listFiles()
    .filter((path) => path.startsWith(`${folder}/`) && path.endsWith('.ts'))
    .map(readFile)
}

function listByGit(): string[] | undefined {
  if (!existsSync(join(root, '.git'))) return undefined
  try {
    const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return listed.split('\0').filter((path) => path !== '')
  } catch {
    return undefined // git is not installed, or refuses a folder of another owner
  }
}

function listByFolder(): string[] {
  const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n').filter(Boolean)
  const exclude = ['.git', ...ignored.map((line) => line.replace(/\/$/, ''))].flatMap((name) => [name, `**/${name}`])
  return globSync(['**/*', '.*', '.*/**/*'], { cwd: root, exclude, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
}
