/** What a mail says of itself, as it stands there. */
export type MailHead = { subject: string | null; from: string | null; date: string | null }

const marker =
  /^(?:>\s*)?(?:-{2,}\s*(?:forwarded message|original message|forwarded by .{1,60}|weitergeleitete nachricht|message transféré)\s*-*|begin forwarded message:?|forwarded message:)$/i

const field = /^(?:>\s*)?\**(from|subject|date|sent|to|cc|bcc|reply-to|organization)\s*:\**\s*(.*)$/i

/** Whether a line belongs to the header of a mail that is sent on: the mark above it or one of its fields. */
export function isForwardLine(line: string): boolean {
  return marker.test(line.trim()) || field.test(line)
}

/** A mail is sent on below a note of some lines, not at the end of a long text. */
const furthest = 15

/**
 * Finds the mail that was sent on inside the text of another: the lines that repeat its header ("From: …, Date: …, Subject: …", below "Forwarded message" or not) and the lines
 * below them. Null where there is none, or where more than `longestNote` characters stand above, so that a reply keeps its own text.
 */
export function findForwarded(
  lines: string[],
  longestNote: number,
): { head: Partial<MailHead>; lines: string[] } | null {
  const start = lines
    .slice(0, furthest)
    .findIndex((line, index) => marker.test(line) || fieldsAt(lines, index).size >= 3)
  if (start < 0 || lines.slice(0, start).join(' ').length > longestNote) return null
  const from = marker.test(lines[start] ?? '') ? start + 1 : start
  const fields = fieldsAt(lines, from)
  if (!fields.has('from') && !fields.has('subject')) return null
  const rest = unquoted(lines.slice(from + fields.size))
  const inner = findForwarded(rest, longestNote)
  return inner === null
    ? { head: headOf(fields), lines: rest }
    : { ...inner, head: { ...headOf(fields), ...inner.head } }
}

/** The header fields that stand line by line from an index on; each name once. */
function fieldsAt(lines: string[], from: number): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of lines.slice(from, from + 8)) {
    const [, name, value = ''] = field.exec(line) ?? []
    if (name === undefined || fields.has(name.toLowerCase())) break
    fields.set(name.toLowerCase(), value.trim())
  }
  return fields
}

function headOf(fields: Map<string, string>): Partial<MailHead> {
  const subject = fields.get('subject')
  const date = fields.get('date') ?? fields.get('sent')
  const from = fields.get('from')?.replace(/\s*[<[(]?\s*(?:mailto:)?[^\s<>[\]()]+@[^\s<>[\]()]+\s*[>\])]?.*$/, '')
  return {
    ...(subject ? { subject } : {}),
    ...(date ? { date } : {}),
    ...(from === undefined ? {} : { from: from.replace(/^["']+|["']+$/g, '') || null }),
  }
}

function unquoted(lines: string[]): string[] {
  const quoted = lines.filter((line) => line.startsWith('>')).length
  return quoted > lines.length * 0.8 ? lines.map((line) => line.replace(/^(?:>\s?)+/, '')) : lines
}
