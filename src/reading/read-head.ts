import { readDate } from './read-date.ts'

/** What a text says about itself before its first paragraph; null where it does not say. */
export type TextHead = {
  title: string | null
  byline: string | null
  publisher: string | null
  publishedAt: string | null
  updatedAt: string | null
  url: string | null
}

/** A head with nothing known. */
export const emptyHead: TextHead = {
  title: null,
  byline: null,
  publisher: null,
  publishedAt: null,
  updatedAt: null,
  url: null,
}

const kicker =
  /^(?:opinion|editorial|commentary|column|op-ed|viewpoint|analysis|news analysis|explainer|satire|sponsored(?: content)?|advertisement|press release|news release|media release|for immediate release|live(?: updates)?|letters? to the editor)\s*:?$/i

const bylineStart = /^(?:[Bb]y|BY|(?:Written|Reported) by|Par|Von|Por)\s*:?\s+(?=\p{Lu})/u
const dateStart =
  /^(?:first\s+)?(published|posted|filed|issued|date|dated|(?:last\s+)?(?:updated|modified)|update)(?:\s+(?:on|at))?\s*:?\s+/i

/**
 * Takes the title, byline, publisher and dates off the top of a text and gives the rest. A kicker ("OPINION", "FOR IMMEDIATE RELEASE")
 * stays in the rest, because it says what kind of text this is; so does a dateline.
 *
 * `'Ferry returns\nBy Ada Finch\nMay 6, 2026\n\nThe ferry …'` → title `Ferry returns`, byline `Ada Finch`, publishedAt `2026-05-06`
 */
export function readHead(text: string, known: TextHead = emptyHead): { head: TextHead; rest: string } {
  const lines = text.split('\n')
  const head = { ...known }
  const kept: string[] = []
  let index = skipBlank(lines, 0)
  if (kicker.test(lines[index]?.trim() ?? '')) {
    kept.push(lines[index] ?? '', '')
    index = skipBlank(lines, index + 1)
  }
  const titleEnd = endOfTitle(lines, index)
  const title = lines.slice(index, titleEnd).join(' ').replace(/\s+/g, ' ').trim()
  if (titleEnd > index && (head.title === null || head.title === title)) {
    head.title = title
    index = skipBlank(lines, titleEnd)
  }
  while (index < lines.length && takeLine(lines, index, head)) index = skipBlank(lines, index + 1)
  return { head, rest: [...kept, ...lines.slice(index)].join('\n') }
}

function skipBlank(lines: string[], from: number): number {
  let index = from
  while (index < lines.length && (lines[index] ?? '').trim() === '') index += 1
  return index
}

/** Where the title that starts at a line ends (exclusive), or that line where there is none. */
function endOfTitle(lines: string[], from: number): number {
  const [first = '', second = '', third = ''] = lines.slice(from, from + 3).map((line) => line.trim())
  if (!isTitleLike(first) || skipBlank(lines, from + 1) >= lines.length) return from
  if (second === '' || isAboutText(second) || isPublisherLine(lines, from + 1)) return from + 1
  // One paragraph a line: a short line without a full stop over a paragraph that is clearly longer.
  const isOverParagraph = second.length > 100 && second.length > first.length * 1.5 && first.length <= 120
  if (isOverParagraph && /[.!?]["'”’)]*$/.test(second)) return from + 1
  // Credits ("Ada Finch", "CNN —") may stand between a title of some words and the first paragraph.
  if (
    first.length >= 25 &&
    first.split(/\s+/).length >= 4 &&
    first.length <= 120 &&
    second.length <= 40 &&
    !/[.!?;,:]$/.test(second)
  ) {
    const below = lines.slice(from + 2, from + 4).map((line) => line.trim())
    if (isTitleLike(second) && below.some((line) => line.length > 100 && /[.!?]["'”’)]*$/.test(line))) return from + 1
  }
  // A title broken at the width of a hard-wrapped text.
  const isBroken = isTitleLike(second) && `${first} ${second}`.length <= 150 && first.length >= 40
  const endsThere = third === '' || isAboutText(third) || isPublisherLine(lines, from + 2)
  return isBroken && endsThere ? from + 2 : from
}

function isTitleLike(line: string): boolean {
  if (line === '' || line.length > 150 || line.split(/\s+/).length > 22) return false
  return (
    (!/[.:;,]["'”’)]*$/.test(line) || /(?:\.\.\.|…)$/.test(line)) && !/^[-*•>"“]\s/.test(line) && !isAboutText(line)
  )
}

function isAboutText(line: string): boolean {
  return bylineOf(line) !== null || datesOf(line) !== null
}

/** Reads one line under the title into `head`; false where the line is not about the text. */
function takeLine(lines: string[], index: number, head: TextHead): boolean {
  const line = (lines[index] ?? '').trim()
  if (line.length > 200) return false
  const parts = line.split(/\s+[|•·]\s+|\s+[–—]\s+/)
  const read = parts.map((part) => takePart(part, head))
  if (read.every(Boolean)) return true
  return parts.length === 1 && head.publisher === null && isPublisherLine(lines, index) && takePublisher(parts[0], head)
}

function takePart(part: string, head: TextHead): boolean {
  const byline = bylineOf(part)
  const dates = datesOf(part)
  if (byline !== null) head.byline ??= byline
  if (dates) {
    head.publishedAt ??= dates.publishedAt
    head.updatedAt ??= dates.updatedAt
  }
  return byline !== null || dates !== null
}

function takePublisher(name: string | undefined, head: TextHead): boolean {
  head.publisher = name ?? null
  return true
}

/** "By Ada Finch, Staff Writer" → "Ada Finch, Staff Writer"; a sentence that starts with "By" is none. */
function bylineOf(line: string): string | null {
  if (!bylineStart.test(line) || line.length > 100 || /[.!?]$/.test(line.replace(/\b(?:jr|sr)\.$/i, ''))) return null
  const name = line.replace(bylineStart, '').trim()
  const words = name.split(/\s+/)
  const capitals = words.filter((word) => /^[\p{Lu}("]/u.test(word))
  return words.length <= 14 && capitals.length >= words.length * 0.5 ? name : null
}

function datesOf(line: string): { publishedAt: string | null; updatedAt: string | null } | null {
  if (line.length > 120) return null
  const both = line.split(/[,;|(]?\s+(?=(?:last\s+)?updated\b)/i)
  const dates = { publishedAt: null as string | null, updatedAt: null as string | null }
  for (const part of both) {
    const label = dateStart.exec(part)
    const date = readDate(part.replace(dateStart, '').replace(/\)$/, ''))
    if (date === null) return null
    if (/updated?|modified/i.test(label?.[1] ?? '')) dates.updatedAt = date
    else dates.publishedAt = date
  }
  return dates
}

// The outlet's name stands without a mark between byline and date, or right beside one of them.
function isPublisherLine(lines: string[], index: number): boolean {
  const line = (lines[index] ?? '').trim()
  const words = line.split(/\s+/)
  if (words.length > 6 || line.length > 60 || /[.!?:;,"”]$/.test(line) || !/^[\p{L}\d&'’.\- ]+$/u.test(line))
    return false
  if (!words.every((word) => /^(?:[\p{Lu}\d&]|(?:of|the|and|de|la|du|des|der|for|in|on)$)/u.test(word))) return false
  const before = (lines[index - 1] ?? '').trim()
  const after = (lines[index + 1] ?? '').trim()
  return isAboutText(after) || (isAboutText(before) && after === '')
}
