/** Line breaks of every kind, what a terminal or a model's template would obey, and what has no width. */
const unsafe = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu

/**
 * One line of data for a prompt: a number or a word, a bar, and a text without line breaks, so that nothing in the text can end the data or begin a line of
 * its own. `dataLine(3, 'The levy\nrose.')` → `3| The levy rose.`
 */
export function dataLine(label: string | number, text: string): string {
  return `${label}| ${text.replace(unsafe, ' ').replace(/\s+/g, ' ').trim()}`
}

/** Lines of data, or the one that says that there is none. */
export function dataLines(lines: string[]): string {
  return lines.length === 0 ? dataLine('none', '') : lines.join('\n')
}
