/** What one robots.txt says to one reader. */
export type RobotsRules = {
  /** `pathAndQuery` as a URL has it: `/a/b?c=1` */
  isAllowed(pathAndQuery: string): boolean
  crawlDelaySeconds: number | null
}

/**
 * Reads a robots.txt for the reader of this product token (RFC 9309): the groups that name it, else those for `*`; among the rules that match a path the longest
 * wins, and "allow" between equals. `Crawl-delay` is no part of the standard, but sites use it.
 *
 * `parseRobots('User-agent: *\nDisallow: /private', 'Nutgraf').isAllowed('/private/a')` is false.
 *
 * Time grows with the text, whatever stands in it: a list of 20,000 reader names over 20,000 rules brought a published parser to 4 GB.
 */
export function parseRobots(text: string, productToken: string): RobotsRules {
  const named = emptyGroup()
  const general = emptyGroup()
  let groups = new Set<Group>()
  let isNaming = false
  for (const line of text.replace(/^\ufeff/, '').split(/\r\n?|\n/)) {
    const [, name = '', value = ''] = /^\s*([a-z-]{1,20})\s*:([^#]*)/i.exec(line) ?? []
    const field = name.toLowerCase()
    if (field === 'user-agent') {
      if (!isNaming) groups = new Set()
      isNaming = true
      const token = value.trim().toLowerCase().split('/')[0]
      if (token === '*') groups.add(general)
      else if (token === productToken.toLowerCase()) groups.add(named)
      if (token === productToken.toLowerCase()) named.isNamed = true
    } else if (/^(?:allow|disallow|crawl-delay)$/.test(field)) {
      isNaming = false
      for (const group of groups) addRule(group, field, value.trim())
    }
  }
  const group = named.isNamed ? named : general
  return { isAllowed: (path) => isAllowed(group.rules, path), crawlDelaySeconds: group.crawlDelaySeconds }
}

type Rule = { pattern: string; isAllowing: boolean }
type Group = { rules: Rule[]; crawlDelaySeconds: number | null; isNamed: boolean }

function emptyGroup(): Group {
  return { rules: [], crawlDelaySeconds: null, isNamed: false }
}

function addRule(group: Group, field: string, value: string): void {
  if (field === 'crawl-delay') {
    const seconds = Number(value)
    if (value !== '' && seconds >= 0) group.crawlDelaySeconds = Math.max(seconds, group.crawlDelaySeconds ?? 0)
  } else if (value !== '') {
    // A rule without a leading slash is meant from the root.
    const pattern = /^[/*]/.test(value) ? value : `/${value}`
    group.rules.push({ pattern: inOneForm(pattern), isAllowing: field === 'allow' })
  }
}

function isAllowed(rules: Rule[], pathAndQuery: string): boolean {
  const path = inOneForm(pathAndQuery)
  let longest: Rule | null = null
  for (const rule of rules) {
    const isLonger = longest === null || rule.pattern.length > longest.pattern.length
    const isTie = longest !== null && rule.pattern.length === longest.pattern.length && rule.isAllowing
    if ((isLonger || isTie) && matches(rule.pattern, path)) longest = rule
  }
  return longest?.isAllowing ?? true
}

/** `*` stands for any characters and a final `$` for the end. The first place of each part is the best one, so nothing is tried twice. */
function matches(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$')
  const [first = '', ...parts] = (isWhole ? pattern.slice(0, -1) : pattern).split('*')
  if (!path.startsWith(first)) return false
  if (parts.length === 0) return !isWhole || path.length === first.length
  let at = first.length
  const last = isWhole ? (parts.pop() ?? '') : ''
  for (const part of parts) {
    const found = path.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return !isWhole || (path.length - last.length >= at && path.endsWith(last))
}

/** One way of writing for what may be written in several: other letters as octets, `%7e` as `~`, `%3a` as `%3A` (RFC 9309, 2.2.2). */
function inOneForm(path: string): string {
  const octets = path.replace(/[^\x21-\x7e]+/g, (letters) => encodeURIComponent(letters.toWellFormed()))
  return octets.replace(/%[\da-f]{2}/gi, (octet) => {
    const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16))
    return /[\w.~-]/.test(character) ? character : octet.toUpperCase()
  })
}
