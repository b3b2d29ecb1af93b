/**
 * Text from outside as it may stand in a Slack text element: whole characters only, no control characters, nothing that turns
 * the direction of what stands after it. Rich text and plain text need no escaping; mrkdwn does (`escapeMrkdwn`).
 */
export function safeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
}

/** Whether nothing of a text is to be seen: blanks, and signs without a shape such as U+200B. */
export function isBlank(text: string): boolean {
  return /^[\s\p{Cf}\p{Default_Ignorable_Code_Point}]*$/u.test(text)
}

/** Escapes what Slack reads in mrkdwn: `<!channel> & co` → `&lt;!channel&gt; &amp; co`. [docs.slack.dev, formatting message text] */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A web address that a link may lead to, or null: http and https only, and of a length that Slack takes (3,000). */
export function linkAddress(url: string | null): string | null {
  if (url === null || url.length > 3000 || !/^https?:\/\/[^\s/]/i.test(url) || !URL.canParse(url)) return null
  return url.isWellFormed() ? url : null
}

/** Matches every name but these whole ones: `otherThan(['ask'])` matches `asked`, not `ask`. */
export function otherThan(names: readonly string[]): RegExp {
  return new RegExp(`^(?!(?:${names.join('|')})$)`)
}
