/**
 * Reads a date as it comes in a line of data: any ISO 8601 form, or `YYYY/MM/DD`. Gives it back as precise as it came:
 * a day stays a day (`2026-03-02`), an instant becomes ISO 8601 in UTC. Null for anything else, also for a day that does not exist.
 */
export function isoDate(text: string): string | null {
  const day = /^(\d{4})[-/](\d{2})[-/](\d{2})$/.exec(text.trim())
  if (day) {
    const iso = `${day[1]}-${day[2]}-${day[3]}`
    const instant = new Date(`${iso}T00:00:00Z`)
    return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso) ? iso : null
  }
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text.trim()))
    return /^\d{4}(?:-\d{2})?$/.test(text.trim()) ? text.trim() : null
  // An instant without a zone is taken for UTC: the machine's own zone must not change what is stored.
  const instant = new Date(/(?:Z|[+-]\d{2}:?\d{2})$/i.test(text.trim()) ? text.trim() : `${text.trim()}Z`)
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString()
}
