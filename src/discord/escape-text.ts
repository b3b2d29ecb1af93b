/** What shows nothing, and marks that turn the direction of what stands after them. Joiners are looked at apart; emoji need \ufe0f. */
const unseen = /(?!\u200c|\u200d|\ufe0e|\ufe0f)\p{Default_Ignorable_Code_Point}|\ufff9|\ufffa|\ufffb/gu

/** Joiners are kept inside emoji and between letters of scripts that write with them; elsewhere they only hide what stands there. */
const looseJoiner =
  /(?:\u200c|\u200d)(?<!(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f|\p{M}|\p{Script=Arabic}|\p{Script=Syriac}|\p{Script=Mongolian})(?:\u200c|\u200d))/gu

/** The mark that parts what would be a mention: `@` from `everyone`. It shows nothing. */
const parting = '\u200b'

/** What Discord reads as a mention or a link to a place: `@everyone`, `<@1>`, `<#1>`, `</brief:1>`. */
const mention = /@(?=everyone|here)|<(?=[@#/])/gi

/** Signs that Discord's Markdown gives a meaning, wherever they stand. [Discord, "Markdown Text 101"] */
const signs = /[\\`*_~|[\]<>]/g

/** A name between colons, which a client shows as an emoji: `:smile:`. */
const emojiName = /:(?=[\w+-]+:)/g

/** What begins a heading, a list, small print at the head of a line: `# x`, `- x`, `+ x`, `-# x`, `1. x`. */
const lineStart = /^(\s*)(?:([#+-])|(\d+)([.)]))/gm

const address = /https?:\/\/[^\s<>"\u00ab\u00bb\u201c\u201d]+/gi

/**
 * Text from outside as plain characters: whole ones only, no controls (a line break stays), nothing unseen that could hide a
 * word or turn the direction. `'pay\u202elap'` → `'paylap'`
 */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .replace(unseen, '')
    .replace(looseJoiner, '')
}

/**
 * Text from outside, so that Discord shows it as it is: no mention, no link but an address that shows itself, no heading, list,
 * quote, code, spoiler, emoji or time. `'**[a](https://b.example)'` → `'\*\*\[a\](<https://b.example>)'`
 */
export function escapeText(text: string): string {
  return escapeVisible(visibleText(text))
}

/** The same on one line, for what may not begin a new one. */
export function escapeLine(text: string): string {
  return escapeVisible(visibleText(text).replace(/\s+/g, ' ').trim())
}

function escapeVisible(visible: string): string {
  let escaped = ''
  let from = 0
  for (const match of visible.matchAll(address)) {
    const found = withoutTail(match[0])
    const link = safeAddress(found)
    if (link === null) continue
    escaped += escapeSigns(visible.slice(from, match.index))
    escaped += `<${link}>`
    from = match.index + found.length
  }
  return (escaped + escapeSigns(visible.slice(from))).replace(lineStart, (_whole, blanks, sign, number, dot) =>
    sign === undefined ? `${blanks}${number}\\${dot}` : `${blanks}\\${sign}`,
  )
}

/** Longer addresses are not linked: they would take the room of the story. */
const longestAddress = 700

/**
 * An http or https address as it may stand between `<` and `>`, or null where it is none, or is too long. What Markdown could
 * read in it is written in percent signs: `https://a.example/(b)` → `https://a.example/%28b%29`.
 */
export function safeAddress(url: string | null): string | null {
  const parsed = url === null ? null : URL.parse(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '')
    return null
  // A mention is looked for in addresses too.
  const safe = parsed.href.replace(
    /[*~|`()[\]\\<>"'{}^\s]|@(?=everyone|here)/gi,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return safe.length <= longestAddress && !/[^\x21-\x7e]/.test(safe) ? safe : null
}

/** Signs at the end of an address that belong to the sentence, or to brackets that opened before it. */
function withoutTail(found: string): string {
  const trimmed = found.replace(/[.,;:!?'’)\]}*_~|`\\]+$/, '')
  const closing = found[trimmed.length]
  return closing === ')' && trimmed.includes('(') && !trimmed.includes(')') ? `${trimmed})` : trimmed
}

function escapeSigns(text: string): string {
  return text
    .replace(mention, (sign) => sign + parting)
    .replace(signs, '\\$&')
    .replace(emojiName, '\\:')
}
