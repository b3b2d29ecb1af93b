import { spanOf } from '../../domain/cut-span.ts'
import type { Span } from '../../domain/span.ts'
import type { CaveatContext } from './caveat-context.ts'
import { hasAgencyShape, isAgency } from './publishers.ts'

const headLength = 600
const tailLength = 200
// A place in capitals, then a credit in brackets, then a dash: "PORT ALDEN, May 4 (AP) —".
const datelinePattern =
  /(?:^|\n)(?<place>\p{Lu}[\p{Lu}.'’ -]{2,}(?:,[^\n(—]{0,40}|\p{L}{0,10}\.?(?: \d{1,2})?)?) ?\((?<credit>[^()\n]{2,40})\)\s*(?:—|–|--|-|:)/u
const loosePattern = /(?:^|\n)[^\n(]{0,60}\((?<credit>[^()\n]{2,40})\)\s*(?:—|–|--|-|:)\s/u
const bylinePattern = /(?:^|\n)\s*(?:by|from)\s[^\n]{2,120}/gi

/** The agency that a text names as its author: in its dateline, its byline, a line of its own at its head, or a sign-off. */
export function creditedAgency(context: CaveatContext): { name: string; span: Span } | undefined {
  const { text } = context.tagged
  const head = text.slice(0, headLength)
  return datelineCredit(text, head) ?? bylineCredit(text, head) ?? lineCredit(text, head) ?? signOff(text)
}

/** The agency in a byline, or undefined: "Iben Marsk, Corvane Wire" → "Corvane Wire". */
export function agencyIn(byline: string): string | undefined {
  const parts = byline.split(/\s*(?:,|:|\.|\||\/|\band\b|\bfor\b|\bof\b|\bvia\b|\(|\)|–|—|^by\b|^from\b)\s*/i)
  const agency = parts.map((part) => part.trim()).find((part) => part !== '' && hasAgencyShape(part))
  return agency ?? /(?:the )?(?:associated press|reuters|agence france-presse)\b/i.exec(byline)?.[0]
}

function datelineCredit(text: string, head: string): { name: string; span: Span } | undefined {
  const strict = datelinePattern.exec(head)
  const credit = strict?.groups?.credit
  if (strict && credit && isCredit(credit)) return at(text, strict.index + strict[0].lastIndexOf('('), credit)
  const loose = loosePattern.exec(head)
  const named = loose?.groups?.credit
  return loose && named && isAgency(named) ? at(text, loose.index + loose[0].lastIndexOf('('), named) : undefined
}

function at(text: string, open: number, credit: string): { name: string; span: Span } {
  return { name: credit, span: spanOf(text, open, open + credit.length + 2) }
}

// "(AP)", "(Corvane Wire)"; not "(population 9,000)" and not "(R-Texas)".
function isCredit(words: string): boolean {
  return /^\p{Lu}[\p{L}&. ]+$/u.test(words) && words.split(' ').every((word) => /^\p{Lu}|^of$|^the$/u.test(word))
}

function bylineCredit(text: string, head: string): { name: string; span: Span } | undefined {
  for (const match of head.matchAll(bylinePattern)) {
    // "From Norland Press:" introduces a quotation.
    if (/^\s*from\b.*:\s*$/i.test(match[0])) continue
    const lead = /^\s*/.exec(match[0])![0].length
    const line = match[0].slice(lead).split(/(?<=\p{Ll}{2})\.\s/u)[0]!
    const name = agencyIn(line)
    if (name) return { name, span: spanOf(text, match.index + lead, match.index + lead + line.length) }
  }
  return undefined
}

function lineCredit(text: string, head: string): { name: string; span: Span } | undefined {
  let start = 0
  for (const line of head.split('\n')) {
    const name = line.trim().replace(/\s*[—–-]+$/, '')
    if (name.length < 40 && isAgency(name))
      return { name, span: spanOf(text, start + line.indexOf(name), start + line.indexOf(name) + name.length) }
    start += line.length + 1
  }
  return undefined
}

// The last words of a text: "— Corvane Wire", "Copyright 2026 Norland Press Agency. All rights reserved."
function signOff(text: string): { name: string; span: Span } | undefined {
  const from = Math.max(0, text.length - tailLength)
  const tail = text.slice(from)
  const dash = /(?:^|\s)(?:—|–|--|-) ?((?:the |The )?\p{Lu}[\p{L}&' -]{2,40})\.?\s*$/u.exec(tail)
  const notice =
    /(?:copyright|©|\(c\))[ ,]*(?:\d{4})?[ ,]*(?:by )?((?:the |The )?\p{Lu}[\p{L}&' -]{2,40})[.,][^\n]{0,80}\s*$/iu.exec(
      tail,
    )
  for (const match of [dash, notice]) {
    if (!match?.[1] || !hasAgencyShape(match[1])) continue
    const lead = /^\s*/.exec(match[0])![0].length
    return {
      name: match[1],
      span: spanOf(text, from + match.index + lead, from + match.index + match[0].trimEnd().length),
    }
  }
  return undefined
}
