// Sixteen columns of so many rows stay far below 32,766 values, SQLite's limit for one statement.
const ROWS = 200

/** Cuts a list into pieces that one statement can hold; rows of few columns may come in longer pieces than usual. */
export function chunksOf<T>(rows: T[], size = ROWS): T[][] {
  const chunks: T[][] = []
  for (let start = 0; start < rows.length; start += size) chunks.push(rows.slice(start, start + size))
  return chunks
}
