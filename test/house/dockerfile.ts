/** One instruction of a Dockerfile: `RUN npm ci` → `{ name: 'RUN', value: 'npm ci' }`. */
export type Instruction = { name: string; value: string }

/** Reads the instructions of a Dockerfile: comments and empty lines are left out, lines that end in `\` are joined. */
export function readInstructions(text: string): Instruction[] {
  return text
    .replace(/^\s*#.*\n?/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => /^\s*([A-Za-z]+)\s+(.*\S)/.exec(line))
    .filter((match) => match !== null)
    .map((match) => ({ name: (match[1] ?? '').toUpperCase(), value: match[2] ?? '' }))
}

/** The words of `ENTRYPOINT`, `CMD` or `VOLUME`: a JSON list, or words between spaces. */
export function wordsOf(value: string): string[] {
  return value.startsWith('[') ? JSON.parse(value) : value.split(/\s+/)
}

/** The variables that `ENV` sets: `A=1 B="two words"` → `{ A: '1', B: 'two words' }`. */
export function variablesOf(value: string): Record<string, string> {
  const pairs = value.matchAll(/(\w+)=(?:"([^"]*)"|(\S*))/g)
  return Object.fromEntries([...pairs].map((pair) => [pair[1] ?? '', pair[2] ?? pair[3] ?? '']))
}

/**
 * Lists which paths a build may see, by the lines of `.dockerignore`: the last line that fits a path or a folder above it decides,
 * `!` takes it back in.
 */
export function visibleTo(ignore: string, paths: readonly string[]): string[] {
  const lines = ignore.split('\n').map((line) => line.trim())
  const rules = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ isIgnored: !line.startsWith('!'), pattern: patternOf(line.replace(/^!/, '')) }))
  return paths.filter((path) => {
    const steps = path.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))
    return !rules.findLast((rule) => steps.some((step) => rule.pattern.test(step)))?.isIgnored
  })
}

/** What `COPY FROM… TO` takes, as pairs of paths below the context and below the image's work folder. Throws for a source that is not there. */
export function copiesOf(value: string, paths: readonly string[]): { from: string; to: string }[] {
  const words = wordsOf(value).map((word) => word.replace(/^\.\/(?=.)/, '').replace(/(?<=.)\/$/, ''))
  const to = words.pop() ?? '.'
  const target = to === '.' ? '' : `${to}/`
  return words.flatMap((source) => {
    const found = paths.filter((path) => source === '.' || path === source || path.startsWith(`${source}/`))
    if (found.length === 0) throw new Error(`COPY ${source}: no such file reaches the build`)
    return found.map((path) => {
      const inner =
        path === source ? path.slice(path.lastIndexOf('/') + 1) : path.slice(source === '.' ? 0 : source.length + 1)
      return { from: path, to: `${target}${inner}` }
    })
  })
}

function patternOf(line: string): RegExp {
  const parts = line.replace(/^\/|\/$/g, '').split(/(\*\*\/|\*\*|\*|\?)/)
  const wild: Record<string, string> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' }
  return new RegExp(`^${parts.map((part) => wild[part] ?? part.replace(/[.+^$()|[\]{}\\]/g, '\\$&')).join('')}$`)
}
