/** Such lines stand among the last ones of a text. */
const most = 6

const occupations =
  'writer|reporter|editor|correspondent|journalist|columnist|contributor|blogger|freelancer|producer|photographer|author|curator'

const tail = [
  // Who wrote the text, told below it: "Ada Finch is a freelance writer living in Olm".
  new RegExp(
    `^(?:\\p{Lu}[\\p{L}.'’-]*\\s+){1,4}(?:is|has been|writes|covers)\\s(?:[^.]{0,100}\\b(?:${occupations})\\b|for\\b|about\\b)`,
    'u',
  ),
  // How to reach or follow them.
  /\b(?:[Ff]ollow|[Ff]ind|[Ll]ike|[Rr]each|[Cc]ontact|[Ee]-?mail)\s+(?:him|her|them|me|us|\p{Lu}[\p{L}'’]+(?: \p{Lu}[\p{L}'’]+){0,2})\s+(?:(?:on|at|via)\s+(?:@|\p{Lu}|\S+@)|@|\S+@)/u,
  /^(?:follow|join) .{0,80}\b(?:twitter|facebook|instagram|youtube|linkedin|whatsapp|telegram)\b/i,
  /\b(?:may|can) be (?:reached|contacted|followed|found) (?:at|on|via|by)\b/i,
  /^(?:have|got) (?:a |any )?(?:news )?(?:tips?|story|questions?|comments?)\b.{0,20}\?/i,
  /^(?:e-?mail|twitter|facebook|instagram|phone|tel)\s*:\s*\S/i,
  // Whose page it is.
  /^(?:©|\(c\)\s|copyright\b)|©\s*\d{4}|\ball rights reserved\b/i,
  /\d{3}[-. ]\d{4}\s*(?:tel|fax|phone)\b/i,
  /^(?:updated|published|posted) (?:at|on)?\s*\d{1,2}:\d{2}\s*[ap]\.?m\.?.{0,20}$/i,
]

/**
 * Drops what stands below a text of a page and is not part of it: who wrote it and how to reach them, whose page it is. A long paragraph stays, and so does a quotation.
 *
 * `'The ferry is back.\nAda Finch is a reporter in Olm.\nFollow her on Twitter @adafinch.'` → `'The ferry is back.'`
 */
export function dropTailLines(text: string, byline: string | null): string {
  const lines = text.split('\n')
  const from = Math.max(1, lines.length - most)
  return lines.filter((line, index) => index < from || !isTail(line, byline)).join('\n')
}

function isTail(line: string, byline: string | null): boolean {
  if (line.length > 600 || /^[“"]/.test(line)) return false
  return tail.some((pattern) => pattern.test(line)) || isAboutWriter(line, byline)
}

/** "Ada Finch's new book …", "Ada lives in Olm …", where Ada Finch wrote the text: writers do not tell of themselves by name inside it. */
function isAboutWriter(line: string, byline: string | null): boolean {
  if (byline === null || !/^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3}$/u.test(byline)) return false
  const first = byline.split(' ')[0] ?? ''
  const isName =
    line === byline ||
    line.startsWith(`${byline} `) ||
    line.startsWith(`${byline}'s `) ||
    line.startsWith(`${byline}’s `)
  return isName || (first.length > 2 && new RegExp(`^${first} (?:is|lives|loves|writes|has been)\\b`, 'u').test(line))
}
