import type { Tag } from './tags.ts'

/** One word, number or mark of a text. `lower` folds case and curly apostrophes; `tag` is filled in by `tagTokens`. */
export interface Token {
  start: number
  end: number
  text: string
  lower: string
  /** true where white space or the text's start stands before it */
  spaced: boolean
  tag: Tag
}

// One alternative a kind of token, longest first. A sticky regex keeps this linear in the text's length.
const tokenPattern = new RegExp(
  [
    /[a-z]+(?![\p{L}\p{M}\p{N}\p{Pd}.:@&_+/’'])/u, // a plain word, which most are: found before the costlier kinds are tried
    /(?:https?:\/\/|www\.)[^\s<>"”’)\]]+/, // address
    /[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}/, // mail address
    /(?:US|RM|RMB|Rs|USD|EUR|GBP|CHF|SEK|NOK|DKK|CAD|AUD|NZD|HKD|SGD|INR|JPY|CNY|ZAR|BRL)(?=\d)(?<=\bR[Ms]B?|\$US|\b[A-Z]{3})/, // $US113, RM79, EUR20
    /(?:\p{L}\.){2,}/u, // U.S. a.m. D.E.A.
    /\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:[.:]\d+)*(?:(?:st|nd|rd|th)(?!\p{L}))?/u, // 20,000 1.2 10:30 2nd, and the digits of 1.2bn
    /n[’']t(?!\p{L})/iu, // a negation set apart, as in "did n't"
    /[\p{L}\p{M}]+(?:[-‐‑&][\p{L}\p{M}\d]+)*(?:[-‐‑]\d+)?\d*/u, // words, hyphenated words, Covid-19, MH17
    /\.{2,}|…|--+|[’'](?:s|S|re|ve|ll|d|m)(?![\p{L}])/u, // ellipsis, dash, clitics
    /[^\s]/u,
  ]
    .map((part) => part.source)
    .join('|'),
  'gu',
)
const negated = /^(.+)(n[’']t)$/i

/**
 * Cuts a text into tokens: `tokenize("Gov. Lee didn't pay $1.2bn")` → Gov . Lee did n't pay $ 1.2 bn.
 * Linear in the text's length; every token's text stands in the text at its offsets.
 */
export function tokenize(text: string, start = 0, end = text.length): Token[] {
  const tokens: Token[] = []
  tokenPattern.lastIndex = start
  let last = start
  for (let match = tokenPattern.exec(text); match !== null; match = tokenPattern.exec(text)) {
    if (match.index >= end) break
    const word = match[0].slice(0, end - match.index)
    const at = match.index
    tokens.push(tokenAt(word, at, at === start || at > last))
    last = at + word.length
    splitNegation(text, tokens, end)
    last = tokens[tokens.length - 1]?.end ?? last
    if (tokenPattern.lastIndex < last) tokenPattern.lastIndex = last
  }
  return tokens
}

function tokenAt(text: string, start: number, spaced: boolean): Token {
  const lower = text.toLowerCase()
  return {
    start,
    end: start + text.length,
    text,
    lower: lower.includes('’') ? lower.replaceAll('’', "'") : lower,
    spaced,
    tag: 'other',
  }
}

// "didn't" reads as "didn" + "'t" to the pattern above; the grammar wants "did" + "n't".
function splitNegation(text: string, tokens: Token[], end: number): void {
  const word = tokens[tokens.length - 1]
  const last = word?.text.charCodeAt(word.text.length - 1)
  if (!word || (last !== 110 && last !== 78) || !/^[’']t(?!\p{L})/iu.test(text.slice(word.end, word.end + 3))) return
  const whole = text.slice(word.start, Math.min(word.end + 2, end))
  const parts = negated.exec(whole)
  if (!parts?.[1] || !parts[2]) return
  tokens.pop()
  tokens.push(tokenAt(parts[1], word.start, word.spaced), tokenAt(parts[2], word.start + parts[1].length, false))
}
