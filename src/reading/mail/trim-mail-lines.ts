/** Said in place of the picture of a mail, or above it. */
const above =
  /^(?:\W*(?:view|read|open|see|show)\b.{0,40}\b(?:in (?:your|a|the) (?:web )?browser|online|web ?version|on the web)\b.*|.{0,60}\b(?:trouble|difficulty|problems?) (?:viewing|reading|seeing|displaying)\b.*|(?:can['’]?t|cannot|unable to) (?:see|view|read)\b.{0,60}|(?:web|online|browser) (?:version|view)|(?:add|please add) .{1,80}\b(?:address book|contacts|safe senders?)\b.*|(?:display|show) images?\b.*|was this (?:e-?mail|newsletter) forwarded to you\b.*|(?:forwarded|sent) this (?:e-?mail|newsletter|by a friend)\?.*|sign up (?:here|for free|now)\b.{0,40}|forward (?:this )?to a friend|logo|image|\[image[^\]]*\]|.{0,4}\bunsubscribe\b.{0,4})$/i

/** Opens what mailers add below: why one receives the mail, and how to end that. */
const below =
  /\bunsubscribe\b|\b(?:you(?:['’]re| are)? (?:are )?(?:receiv|get)\w*|you (?:received|got)|you(?:['’]ve| have) received) this (?:e-?mail|message|newsletter|mail|digest)\b|\b(?:this (?:e-?mail|message|newsletter) (?:was|is|has been) (?:sent|intended|delivered))\b|\b(?:manage|update|change|edit)\b.{0,20}\b(?:subscription|(?:e-?mail )?preferences|e-?mail settings|profile)\b|\bopt[- ]out\b|^(?:©|\(c\)|copyright\b).{0,120}$|^_{20,}$|\bmailing list\b.{0,60}@|^sent from my \w+/i

/** One line of links and nothing else: "Facebook | Instagram | Privacy policy". */
const linkBar =
  /^(?:(?:facebook|instagram|twitter|x|linkedin|youtube|threads|bluesky|mastodon|tiktok|whatsapp|website|web ?site|share|tweet|forward|e-?mail|like|comment|restack|privacy(?: policy)?|terms(?: of (?:use|service))?|contact(?: us)?|advertise(?: with us)?|help|faq|about us|rss|subscribe|donate|get the app|download the app|start writing|upgrade|home|all rights reserved\.?)\s*(?:[|•·,/–—-]\s*|$))+$/i

/** The most that stands below a text of its own accord: terms, address, links. */
const longestFooter = 2_500

/**
 * The lines of a mail without what mailers put around the text: links to the web version and to friends above, the reason why it was sent, addresses, terms and links to
 * unsubscribe below. Where such a line stands in the middle of a text, only the line goes.
 */
export function trimMailLines(lines: string[], title: string | null): string[] {
  const kept = lines.filter((line) => !above.test(line) && !linkBar.test(line) && /[\p{L}\p{N}]|^_{20,}$/u.test(line))
  const footer = footerStart(kept)
  const text = kept.slice(0, footer).filter((line) => !isLoneFooterLine(line))
  // The preview that some mailers put first is the title or the first sentence once more.
  return text.filter((line, index) => index > 2 || !(isRepeated(line, text.slice(index + 1)) || line === title))
}

/** Where the lines begin that stand below the text; their number where there are none. */
function footerStart(lines: string[]): number {
  const total = lines.join('').length
  let start = lines.length
  let length = 0
  for (let at = lines.length - 1; at > 0 && length < longestFooter; at--) {
    const line = lines[at] ?? ''
    length += line.length
    const hasText = total - length >= Math.min(length, 200)
    if (hasText && below.test(line) && line.length < 600) start = at
  }
  return start
}

function isLoneFooterLine(line: string): boolean {
  return line.length < 160 && below.test(line) && /\bunsubscribe\b|preferences|^_{20,}$|^sent from my/i.test(line)
}

// Previews of a mail are cut, and their beginning stands again in the text.
function isRepeated(line: string, later: string[]): boolean {
  const start = line.replace(/\s*(?:…|\.\.\.)$/, '')
  return start.length >= 20 && later.slice(0, 6).some((other) => other.startsWith(start))
}
