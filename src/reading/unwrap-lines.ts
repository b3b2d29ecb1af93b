const listItem = /^(?:[-*•–]\s|\d{1,2}[.)]\s)/

/**
 * Makes one paragraph of each run of lines that an editor or mail program broke at a fixed width; a text with one paragraph a line
 * stays as it is. Blank lines go either way.
 *
 * A text counts as hard-wrapped when (nearly) no line had room for the first word of the next one and most lines stop in the
 * middle of a sentence.
 */
export function unwrapLines(text: string): string {
  const lines = text.split('\n').map((line) => line.trimEnd())
  const paragraphs = isHardWrapped(lines) ? joinLines(lines) : lines
  return paragraphs
    .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** Whether the lines (without white space at their end) look broken at a fixed width of 40 to 100 columns. */
export function isHardWrapped(lines: string[]): boolean {
  const width = lines.reduce((widest, line) => (line.includes('://') ? widest : Math.max(widest, line.length)), 0)
  if (width < 40 || width > 100) return false
  const inner = lines.filter(
    (line, index) => line !== '' && (lines[index + 1] ?? '') !== '' && !/^\s{2,}/.test(lines[index + 1] ?? ''),
  )
  const full = lines.filter((line, index) => {
    const next = /^\S+/.exec(lines[index + 1] ?? '')?.[0]
    return line !== '' && next !== undefined && line.length + 1 + next.length > width - 3
  })
  const complete = inner.filter((line) => /[.!?]["'”’)]*$/.test(line))
  return inner.length > 0 && full.length >= inner.length * 0.7 && complete.length < Math.max(1, inner.length * 0.6)
}

function joinLines(lines: string[]): string[] {
  const paragraphs: string[][] = []
  let isOpen = false
  for (const line of lines) {
    // An indented line after one that is not starts a paragraph, where no blank lines are used.
    const starts = !isOpen || /^\s{2,}/.test(line) || listItem.test(line)
    if (line.trim() === '') isOpen = false
    else if (starts) {
      paragraphs.push([line])
      isOpen = true
    } else paragraphs.at(-1)?.push(line.trim())
  }
  return paragraphs.map(joinPieces)
}

// "well-" + "known" keeps its hyphen; whether one was only put in to break a word cannot be known.
function joinPieces(pieces: string[]): string {
  return pieces
    .map((piece, index) => (index === pieces.length - 1 || /\p{L}-$/u.test(piece) ? piece : `${piece} `))
    .join('')
}
