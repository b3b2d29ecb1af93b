import type { RawDocument } from '../domain/ports.ts'
import { emptyHead } from './read-head.ts'
import { readHeaderFields } from './read-header-fields.ts'
import { normalize, readPlain } from './read-text.ts'

/**
 * Reads Markdown as a text: front matter is metadata, the first first-level heading is the title, marks go and the words stay. Images and code
 * blocks are left out.
 *
 * `'# Ferry returns\n\nThe **ferry** is [back](https://example.org).'` → title `Ferry returns`, text `The ferry is back.`
 */
export function readMarkdown(text: string): RawDocument {
  const { head, rest } = readHeaderFields(normalize(text))
  const blocks = joinSoftBreaks(dropCode(rest))
  const heading = blocks.findIndex((line) => /^#\s+\S/.test(line))
  const title = heading < 0 ? null : stripMarks(blocks[heading] ?? '')
  if (heading >= 0) blocks.splice(heading, 1)
  const plain = blocks.map(stripMarks).join('\n')
  return readPlain(plain, { ...emptyHead, ...head, title: head.title ?? title })
}

function dropCode(text: string): string {
  return text
    .replace(/^ {0,3}(`{3,20}|~{3,20})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|$(?![\s\S]))/gm, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/^([^\n#>|-][^\n]*)\n=+[ \t]*$/gm, '# $1')
    .replace(/^([^\n#>|-][^\n]*)\n-{2,}[ \t]*$/gm, '## $1')
}

// A line break inside a paragraph is a space, unless two spaces or a backslash stand before it.
function joinSoftBreaks(text: string): string[] {
  const lines: string[] = []
  let isOpen = false
  for (const raw of text.split('\n')) {
    const line = raw.replace(/^\s*(?:>\s?)+/, '').replace(/^ {1,3}/, '')
    const startsBlock = /^(?:#{1,6}\s|[-*+]\s|\d{1,3}[.)]\s|\||(?:[-*_]\s*){3,}$|\[[^\]]+\]:\s)/.test(line.trim())
    if (line.trim() === '') {
      lines.push('')
      isOpen = false
      continue
    }
    if (isOpen && !startsBlock) lines.push(`${lines.pop()} ${line.trim()}`)
    else lines.push(line.trim())
    isOpen = !/^#{1,6}\s|^\|/.test(line) && !/(?: {2}|\\)$/.test(raw)
  }
  return lines
}

// No one writes such a line by hand, and patterns of pairs are slow on it.
const maxLineLength = 10_000

function stripMarks(line: string): string {
  if (line.length > maxLineLength) return line
  if (/^(?:[-*_]\s*){3,}$/.test(line) || /^\[[^\]]+\]:\s+\S+/.test(line) || /^\|?[\s:|-]+\|[\s:|-]*$/.test(line))
    return ''
  return line
    .replace(/^#{1,6}\s+(.*?)\s*#*$/, '$1')
    .replace(/^(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?/, '')
    .replace(/^\||\|$/g, '')
    .replace(/!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])/g, '')
    .replace(/\[([^\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\])/g, '$1')
    .replace(/<(https?:\/\/[^>\s]+)>/g, '$1')
    .replace(/<\/?[a-zA-Z][^>]*>/g, '')
    .replace(/`+([^`]+)`+/g, '$1')
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/(?<![\w_])_(?=\S)([^_]+?)(?<=\S)_(?![\w_])/g, '$1')
    .replace(/~~(.+?)~~/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+.!~>|-])/g, '$1')
    .replace(/\\$/, '')
    .trim()
}
