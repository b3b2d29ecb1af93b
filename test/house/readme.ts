import { allowedWords, importTable, rootFiles } from './import-table.ts'

/** A fenced block that claims to be what a command prints. */
export type OutputBlock = { command: string; text: string; line: number }

/** npm's own commands; every other word after `npm` is a script, as `npm test` is. */
const npmCommands = ['ci', 'install', 'exec', 'run', 'init', 'update', 'view', 'config']

/** Lists the scripts that a text tells its reader to run: `npm run -s demo`, `npm test` → `['demo', 'test']`. */
export function scriptsNamed(markdown: string): string[] {
  const named = [...markdown.matchAll(/\bnpm\s+(?:(run(?:-script)?)\s+)?(?:(?:-s|--silent)\s+)?([a-z][\w:-]*)/g)]
  const scripts = named.filter((match) => match[1] !== undefined || !npmCommands.includes(match[2] ?? ''))
  return [...new Set(scripts.filter((match) => isCommand(markdown, match)).map((match) => match[2] ?? ''))]
}

/** Lists the fenced blocks that follow a line such as `<!-- output of: npm run demo -->`. Throws where no block follows one. */
export function outputBlocks(markdown: string): OutputBlock[] {
  return [...markdown.matchAll(/^<!-- output of: (.+?) -->[ \t]*\n/gm)].map((mark) => {
    const command = mark[1] ?? ''
    const line = markdown.slice(0, mark.index).split('\n').length
    const block = /^\s*(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^\1[ \t]*$/m.exec(markdown.slice(mark.index + mark[0].length))
    if (block?.index !== 0) throw new Error(`line ${line}: no fenced block follows "output of: ${command}"`)
    return { command, text: block[2] ?? '', line }
  })
}

/** Text without blanks at the ends of lines, and without empty lines at its end. */
export function trimLines(text: string): string {
  return text.replace(/[ \t\r]+$/gm, '').trimEnd()
}

/**
 * The arguments for `node src/main.ts` that a documented command stands for: `npm run -s nutgraf -- brief "a b.txt"` → `['brief', 'a b.txt']`.
 * Throws for a command that does not run the program.
 */
export function programArguments(command: string, scripts: Readonly<Record<string, string>>): string[] {
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((word) => word[1] ?? word[2] ?? word[3] ?? '')
  if (words[0] === 'node' && words[1] === 'src/main.ts') return words.slice(2)
  const [npm, run, ...rest] = words.filter((word) => word !== '-s' && word !== '--silent')
  const script = npm === 'npm' && run === 'run' ? scripts[rest[0] ?? ''] : undefined
  if (script === undefined)
    throw new Error(`"${command}" does not run the program; write npm run …, or node src/main.ts …`)
  return [...programArguments(script, {}), ...rest.slice(rest[1] === '--' ? 2 : 1)]
}

/** Reads the rows of the table headed `folder | holds | may import`: the folder's name, and the words of what it may import, sorted. */
export function readImportTable(markdown: string): Map<string, string[]> {
  const lines = markdown.split('\n').map((line) => line.trim())
  const head = lines.findIndex((line) => /^\|\s*folder\s*\|\s*holds\s*\|\s*may import\b[^|]*\|$/i.test(line))
  const end = lines.findIndex((line, index) => index > head && !line.startsWith('|'))
  const rows = head < 0 ? [] : lines.slice(head + 2, end < 0 ? undefined : end)
  return new Map(
    rows.flatMap((row) => {
      const cells = row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.replaceAll('`', '').trim())
      const words = (cells[2] ?? '').split(',').map((word) => word.trim().replace(/^src\//, ''))
      const imports = words.filter((word) => word !== '' && word !== 'nothing').sort()
      return (cells[0] ?? '').split(',').map((name) => [name.trim().replace(/^src\/|\/$/g, ''), imports] as const)
    }),
  )
}

/** The table that the enforcer holds to, in the same form. */
export function enforcedTable(): Map<string, string[]> {
  const table = new Map(importTable.map((rule) => [rule.folder, allowedWords(rule).sort()]))
  for (const path of rootFiles) table.set(path.slice('src/'.length), ['everything'])
  return table
}

/** Lists the relative links of a text, without their anchors; code is left out. */
export function relativeLinks(markdown: string): string[] {
  const prose = markdown.replace(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '').replace(/`[^`\n]*`/g, '')
  const targets = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)/g), ...prose.matchAll(/^\[[^\]]+\]:\s*<?(\S+?)>?\s*$/gm)]
  const links = targets.map((match) => (match[1] ?? '').replace(/[?#].*$/, ''))
  return [...new Set(links.filter((link) => link !== '' && !/^[a-z][a-z+.-]*:/i.test(link)))]
}

/** Whether a match stands in code rather than in a sentence about npm. */
function isCommand(markdown: string, match: RegExpExecArray): boolean {
  const lineStart = markdown.lastIndexOf('\n', match.index) + 1
  const isFenced = (markdown.slice(0, lineStart).match(/^(?:`{3,}|~{3,})/gm) ?? []).length % 2 === 1
  const isInline = (markdown.slice(lineStart, match.index).match(/`/g) ?? []).length % 2 === 1
  const isMark = markdown.startsWith('<!-- output of:', lineStart)
  return isFenced || isInline || isMark || match[1] !== undefined
}
