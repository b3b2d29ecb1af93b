// What a text from outside may not do to a terminal: move the cursor, change its title, turn the reading direction.
const unsafe = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

/**
 * Breaks a text into lines of at most `width` columns; further lines begin with `indent`. Line breaks of the text stay,
 * other control characters are taken out. A word longer than a line stands alone.
 */
export function wrapText(text: string, width: number, indent: string): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line.replace(unsafe, ''), width, indent))
    .join('\n')
}

function wrapLine(text: string, width: number, indent: string): string {
  if (text.length <= width) return text
  const lines: string[] = []
  // Leading white space and columns of the first line are kept as they are.
  const [lead = ''] = /^\s*(?:\S+(?: \S+)*\s{2,})?/.exec(text) ?? []
  let line = lead
  for (const word of text.slice(lead.length).split(/\s+/)) {
    const joined = line === '' || /\s$/.test(line) ? line + word : `${line} ${word}`
    if (joined.length > width && line.trim() !== '' && line !== lead) {
      lines.push(line)
      line = indent + word
    } else line = joined
  }
  return [...lines, line].join('\n')
}
