/**
 * Looks a word up in lines of "word value" that stand in the order of their words, one long text between line breaks, by
 * halving it: `findLine('\nact nv\nadd v\n', 'add')` → "v"; undefined where no line begins with the word. Nothing is built
 * beforehand, so a program that reads one article does not pay for a table of thirty thousand words.
 */
export function findLine(lines: string, word: string): string | undefined {
  let low = 1
  let high = lines.length
  while (low < high) {
    const start = lines.lastIndexOf('\n', ((low + high) >> 1) - 1) + 1
    const end = lines.indexOf(' ', start)
    const found = lines.slice(start, end)
    if (found === word) return lines.slice(end + 1, lines.indexOf('\n', end))
    if (found < word) low = lines.indexOf('\n', end) + 1 || high
    else high = start
  }
  return undefined
}
