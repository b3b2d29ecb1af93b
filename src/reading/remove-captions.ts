import { type HtmlDocument, type HtmlElement, plainText, shortText } from './html-tree.ts'

/** What is written below a picture is shorter than this; above it, the box holds text. */
const longestCaption = 300

/**
 * Takes out of a page what is written below its pictures and is not marked as a caption: the words of a box that holds a picture and no paragraph,
 * and words in small or slanted letters right behind a picture.
 */
export function removeCaptions(page: HtmlDocument): void {
  // Pictures share the elements around them: each is looked at once, else thousands of pictures take time by their square.
  const worded = new Map<HtmlElement, boolean>()
  const judged = new Map<HtmlElement, boolean>()
  for (const picture of [...page.querySelectorAll('img, picture')]) {
    const alone = withoutWords(picture, (element) => known(worded, element, hasWords))
    const box = alone.parentElement
    const next = alone.nextElementSibling
    if (box && known(judged, box, isCaptioned)) box.remove()
    else if (next && isCaption(next)) next.remove()
  }
}

function known(found: Map<HtmlElement, boolean>, element: HtmlElement, tell: (one: HtmlElement) => boolean): boolean {
  const answer = found.get(element) ?? tell(element)
  found.set(element, answer)
  return answer
}

function hasWords(element: HtmlElement): boolean {
  return shortText(element, 0) === null
}

/** Takes out the cards with a portrait and links that some sites hang on the names in a sentence, inside its paragraph. */
export function removeCards(page: HtmlDocument): void {
  const seen = new Set<HtmlElement>()
  const isOpen = (card: HtmlElement | null): card is HtmlElement =>
    card !== null && card.localName !== 'p' && !seen.has(card)
  for (const picture of [...page.querySelectorAll('p img')]) {
    let card = picture.parentElement
    while (isOpen(card) && linksOf(card).length < 2) {
      seen.add(card)
      card = card.parentElement
    }
    if (!isOpen(card) || !card.parentElement) continue
    seen.add(card)
    const linked = linksOf(card).reduce((sum, link) => sum + plainText(link).length, 0)
    if (linked >= plainText(card).length * 0.7) card.remove()
  }
}

function linksOf(element: HtmlElement): HtmlElement[] {
  return [...element.querySelectorAll('a')].filter((link) => plainText(link) !== '')
}

/** The outermost element around a picture that holds no words. */
function withoutWords(picture: HtmlElement, isWorded: (element: HtmlElement) => boolean): HtmlElement {
  let box = picture
  while (box.parentElement && !isWorded(box.parentElement)) box = box.parentElement
  return box
}

function isCaptioned(box: HtmlElement): boolean {
  if (!/^(?:div|center|span|figure|td)$/.test(box.localName) || shortText(box, longestCaption) === null) return false
  return box.closest('p') === null && box.querySelector('p, li, h1, h2, h3, h4, blockquote, table') === null
}

function isCaption(element: HtmlElement): boolean {
  const text = shortText(element, longestCaption)
  if (text === null || text === '') return false
  if (/^(?:small|em|i)$/.test(element.localName)) return standsAlone(element, text)
  const inner = element.querySelector('em, i, small')
  return /^(?:center|div|span|p)$/.test(element.localName) && inner !== null && plainText(inner) === text
}

/** Slanted words may also begin a sentence: what follows them must begin a line. */
function standsAlone(element: HtmlElement, text: string): boolean {
  const parent = element.parentElement
  if (parent === null || parent.localName === 'p') return parent !== null && plainText(parent) === text
  const next = element.nextElementSibling
  return next === null ? plainText(parent) === text : /^(?:br|p|div|center|figure|h[1-6])$/.test(next.localName)
}
