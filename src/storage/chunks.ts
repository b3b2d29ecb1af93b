// Sixteen columns of so many rows stay far below 32,766 values, SQLite's limit for one statement.
const ROWS = 200

/** Cuts a list into pieces that one statement can hold. */
export function chunksOf<T>(rows: T[]): T[][] {
  const chunks: T[][] = []
  for (let start = 0; start < rows.length; start += ROWS) chunks.push(rows.slice(start, start + ROWS))
  return chunks
}
