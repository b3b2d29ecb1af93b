/** The start of a page that is looked at: pages that stand in for another are small, or say what they are early. */
const looksAt = 400_000

/** Letters of a word, with the space: languages without spaces, and pages of one endless word, are measured by it. */
const lettersAWord = 8

const hiddenElements = ['script', 'style', 'template', 'svg', 'head']

/**
 * The first words that a page shows, in lower case and without markup, for telling what kind of page it is; reading an article needs a parser. Goes through
 * the page once, so that no page can make it slow.
 *
 * `'<head><title>x</title></head><p>Please <b>wait</b></p>'` → `'please wait'`
 */
export function visibleText(html: string, maxWords: number): string {
  const page = html.slice(0, looksAt)
  const lower = page.toLowerCase()
  const words: string[] = []
  let at = 0
  while (at < page.length && words.length < maxWords) {
    const open = page.indexOf('<', at)
    const text = page.slice(at, open < 0 ? page.length : open)
    for (const word of text.split(/\s+/)) if (word !== '') words.push(word)
    if (open < 0) break
    at = afterTag(lower, open)
  }
  const shown = words
    .slice(0, maxWords)
    .join(' ')
    .slice(0, maxWords * lettersAWord)
  return decodeEntities(shown).toLowerCase()
}

/** How many words a text has; where it has no spaces, how many its letters would make. */
export function countWords(text: string): number {
  return text === '' ? 0 : Math.max(text.split(' ').length, Math.floor(text.length / lettersAWord))
}

/** The title of a page in lower case, or ''. */
export function pageTitle(html: string): string {
  const title = /<title(?:\s[^>]{0,200})?>([^<]{0,300})/i.exec(html.slice(0, 100_000))?.[1] ?? ''
  return decodeEntities(title.replace(/\s+/g, ' ').trim()).toLowerCase()
}

/** Where the text goes on behind a tag; an element that shows nothing is passed over whole. */
function afterTag(lower: string, open: number): number {
  if (lower.startsWith('<!--', open)) return behind(lower, '-->', open + 4)
  const name = hiddenElements.find((one) => lower.startsWith(one, open + 1))
  if (name !== undefined && /[\s/>]/.test(lower[open + 1 + name.length] ?? '>')) return behind(lower, `</${name}`, open)
  return behind(lower, '>', open + 1)
}

function behind(lower: string, end: string, from: number): number {
  const found = lower.indexOf(end, from)
  if (found < 0) return lower.length
  // The end tag may have blanks before its ">".
  return end.startsWith('</') ? behind(lower, '>', found) : found + end.length
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', rsquo: '’' }

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,6})|([a-z]{2,6}));/gi,
    (whole, code: string | undefined, name: string | undefined) => {
      if (code !== undefined) return String.fromCodePoint(Math.min(Number(code), 0x10ffff))
      return entities[(name ?? '').toLowerCase()] ?? whole
    },
  )
}
