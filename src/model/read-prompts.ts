import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { AppError } from '../domain/app-error.ts'
import { type PromptName, type PromptVariables, promptOutputs, promptVariables } from '../domain/writing.ts'

/** What is sent: the rules, and the data that they are about. */
export type PromptText = { system: string; user: string }

/** The prompts, as they were when the program started. */
export interface Prompts {
  /** Puts the variables in their places; what they hold is not looked into again. Throws where one is missing or unknown. */
  render<Name extends PromptName>(name: Name, variables: PromptVariables<Name>): PromptText
  /** Twelve hex digits over the texts of these prompts, in whichever order they are named. */
  hash(...names: PromptName[]): string
}

type PromptFile = PromptText & { text: string }

const placeholder = /\{\{\s*([\w-]+)\s*\}\}/g

/**
 * Reads every prompt of a folder, where each is a file `NAME.md`.
 * @throws AppError `config-invalid` that tells all faults at once, one a line
 */
export function readPrompts(folder: URL): Prompts {
  const faults: string[] = []
  const files = new Map<PromptName, PromptFile>()
  for (const name of Object.keys(promptOutputs) as PromptName[]) {
    const file = readPromptFile(new URL(`${name}.md`, folder), name, faults)
    if (file !== null) files.set(name, file)
  }
  faults.push(...strangersOf(folder))
  if (faults.length > 0) throw new AppError('config-invalid', faults.join('\n'))
  const get = (name: PromptName): PromptFile => {
    const file = files.get(name)
    if (file === undefined) throw new Error(`there is no prompt ${name}`)
    return file
  }
  return {
    render(name, variables) {
      const { system, user } = get(name)
      const known: readonly string[] = promptVariables[name]
      const strange = Object.keys(variables).filter((key) => !known.includes(key))
      const missing = known.filter((key) => typeof (variables as Record<string, unknown>)[key] !== 'string')
      if (strange.length + missing.length > 0) {
        throw new Error(
          `the prompt ${name} is given ${strange.join(', ') || 'nothing'} beyond what it takes, and lacks ${missing.join(', ') || 'nothing'}`,
        )
      }
      const fill = (text: string) =>
        text.replace(placeholder, (_, key: string) => (variables as Record<string, string>)[key] ?? '')
      return { system: fill(system), user: fill(user) }
    },
    hash(...names) {
      const hash = createHash('sha256')
      for (const name of [...new Set(names)].sort()) hash.update(`${get(name).text}\0`)
      return hash.digest('hex').slice(0, 12)
    },
  }
}

function readPromptFile(url: URL, name: PromptName, faults: string[]): PromptFile | null {
  const shown = `prompts/${name}.md`
  let text: string
  try {
    // A checkout with other line ends is the same prompt.
    text = readFileSync(url, 'utf8').replaceAll('\r\n', '\n')
  } catch {
    faults.push(`${shown} cannot be read.`)
    return null
  }
  const [, head, system, user] = /^---\n([\s\S]*?)\n---\n+## System\n([\s\S]*?)\n## User\n([\s\S]*)$/.exec(text) ?? []
  if (head === undefined || system === undefined || user === undefined) {
    faults.push(`${shown} is not front matter between two lines of ---, then “## System”, then “## User”.`)
    return null
  }
  const fields = new Map(
    head.split('\n').map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, Math.max(0, colon)).trim(), line.slice(colon + 1).trim()]
    }),
  )
  const declared = wordsOf(fields.get('variables'))
  const used = new Set([...`${system}${user}`.matchAll(placeholder)].map(([, key]) => key ?? ''))
  const say = (sentence: string) => faults.push(`${shown} ${sentence}`)
  if (fields.get('prompt') !== name) say(`calls itself “${fields.get('prompt') ?? ''}”.`)
  if (!areSame(declared, promptVariables[name]))
    say(`declares the variables ${listed(declared)}, but is given ${listed(promptVariables[name])}.`)
  for (const key of used) if (!declared.includes(key)) say(`has the placeholder {{${key}}}, which it does not declare.`)
  for (const key of declared) if (!used.has(key)) say(`declares the variable ${key}, which it does not use.`)
  const output = wordsOf(fields.get('output'))
  const keys = Object.keys(promptOutputs[name].shape)
  if (!areSame(output, keys)) say(`promises ${listed(output)}, but is read for ${listed(keys)}.`)
  return { text, system: system.trim(), user: user.trim() }
}

/** Files that no code asks for: a prompt that was renamed, say. */
function strangersOf(folder: URL): string[] {
  let names: string[] = []
  try {
    names = readdirSync(folder).filter((name) => name.endsWith('.md'))
  } catch {
    // That the folder is not there was told of each of its prompts.
  }
  return names
    .filter((name) => !(name.slice(0, -3) in promptOutputs))
    .map((name) => `prompts/${name} is no prompt that is known.`)
}

function wordsOf(text: string | undefined): string[] {
  return (text ?? '').split(',').flatMap((word) => word.trim() || [])
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return [...some].sort().join() === [...others].sort().join()
}

function listed(words: readonly string[]): string {
  return words.join(', ') || 'none'
}
