import { readdir, realpath, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'

/** Extensions that are tried in a folder; a file named by itself is tried whatever its extension. */
const readable = new Set([
  '.txt',
  '.text',
  '.md',
  '.markdown',
  '.html',
  '.htm',
  '.xhtml',
  '.xml',
  '.rss',
  '.atom',
  '.rdf',
  '.json',
  '.eml',
  '.pdf',
])

/**
 * Lists the files below a folder that may be readable, sorted by name, folder by folder. Hidden ones and `node_modules` are left out; `passedOver` counts files
 * of other kinds and what could not be opened. A link that leads back to a folder already seen is not followed.
 */
export async function listFolder(folder: string): Promise<{ files: string[]; passedOver: number }> {
  const files: string[] = []
  const seen = new Set<string>()
  let passedOver = 0

  const walk = async (path: string): Promise<void> => {
    const real = await realpath(path)
    if (seen.has(real)) return
    seen.add(real)
    for (const name of (await readdir(path)).sort(byName)) {
      if (name.startsWith('.') || name === 'node_modules') continue
      const below = join(path, name)
      try {
        const found = await stat(below)
        if (found.isDirectory()) await walk(below)
        else if (found.isFile() && readable.has(extname(name).toLowerCase())) files.push(below)
        else passedOver += 1
      } catch {
        passedOver += 1
      }
    }
  }

  await walk(folder)
  return { files, passedOver }
}

// By code unit, so that the order is the same on every machine.
function byName(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
