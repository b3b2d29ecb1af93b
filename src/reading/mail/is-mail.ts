/** Names that only a mail's header has: one of them beside a sender or a subject is enough. */
const onlyMail =
  /^(?:received|mime-version|message-id|return-path|delivered-to|dkim-signature|content-transfer-encoding|list-unsubscribe|x-mailer|x-original-to|authentication-results)$/

/** Of a real header's lines; what goes on for longer is no header. */
const longestHeader = 64_000

/**
 * Whether a text is an e-mail as programs save it: its first lines, up to a blank one, are header fields, among them a sender or a subject with what only mail has
 * (`Received`, `MIME-Version` …), or sender, subject and date together. A text that begins with `Title:` and `Date:` is none.
 *
 * `isMail('From: Harbor Gazette <news@gazette.example>\nSubject: Ferry returns\nDate: Wed, 6 May 2026 08:00:00 +0200\n\nThe ferry …')` → `true`
 */
export function isMail(text: string): boolean {
  const names = headerNames(text)
  const has = (name: string) => names.has(name)
  if (!has('from') && !has('subject')) return false
  if ([...names].some((name) => onlyMail.test(name))) return true
  return has('from') && has('subject') && (has('date') || has('sent'))
}

/** The names of the fields above the first blank line, in lower case; none where another line stands among them. */
function headerNames(text: string): Set<string> {
  const head = /^[\ufeff\s]*([\s\S]*?)(?:\r?\n[ \t]*\r?\n|$(?![\s\S]))/.exec(text.slice(0, longestHeader))?.[1] ?? ''
  const names = new Set<string>()
  for (const [index, line] of head.split(/\r?\n/).entries()) {
    // A mailbox file begins each mail with "From sender date".
    if ((index === 0 && /^From \S+/.test(line)) || (index > 0 && /^[ \t]/.test(line))) continue
    const name = /^([A-Za-z][\w-]*):(?:\s|$)/.exec(line)?.[1]
    if (name === undefined) return isCutOff(text, head) && names.size > 2 ? names : new Set()
    names.add(name.toLowerCase())
  }
  return names
}

function isCutOff(text: string, head: string): boolean {
  return text.length > longestHeader && head.length > longestHeader - 100
}
