import { findSoftBreaks } from '../domain/soft-breaks.ts'

/**
 * Makes one paragraph of each run of lines that an editor or mail program broke at a fixed width; a text with one paragraph a line
 * stays as it is. Blank lines go either way.
 *
 * `'The ferry came back to the island on Monday,\nsix weeks late.'` → `'The ferry came back to the island on Monday, six weeks late.'`
 */
export function unwrapLines(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const soft = findSoftBreaks(lines)
  const paragraphs: string[] = []
  let pieces: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    // "well-" + "known" keeps its hyphen; whether one was only put in to break a word cannot be known.
    pieces.push(soft[at] && !/\p{L}-$/u.test(line) ? `${line} ` : line)
    if (soft[at]) continue
    const paragraph = pieces
      .join('')
      .replace(/[\s\u00a0]+/g, ' ')
      .trim()
    if (paragraph !== '') paragraphs.push(paragraph)
    pieces = []
  }
  return paragraphs.join('\n')
}
