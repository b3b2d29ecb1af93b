import { findHidden } from './hidden-elements.ts'
import { type HtmlDocument, type HtmlElement, plainText, shortText } from './html-tree.ts'
import { removeCaptions, removeCards } from './remove-captions.ts'
import { removeLinkLines } from './remove-link-lines.ts'

// Never text of the article, whatever they hold.
const neverText = 'script, style, noscript, template, button, iframe, figcaption, audio, video'

// Told by the element itself; some sites wrap the whole page in a form, so these are weighed like the rest.
const structural = new Set(['nav', 'form', 'aside', 'footer', 'dialog'])
const roles = new Set(['navigation', 'complementary', 'search', 'dialog', 'contentinfo'])
const weighed = 'nav, form, aside, footer, dialog, [hidden], [aria-hidden], [role], [class], [id]'

// Told by the words of a class or id: a whole word ("related"), or the end of one ("image-caption").
const furnitureWords =
  /(?:^|[\s_-])(?:related|recirc\w*|newsletters?|sign-?up|subscribe|subscription|promo\w*|share|sharing|sharebar|social|socials|cookies?|consent|gdpr|comments?|disqus|breadcrumbs?|most-(?:read|popular|viewed)|trending|popular|recommend(?:ed|ations?)|read-?more|more-(?:on|from|stories|news)|also-read|outbrain|taboola|captions?|wp-caption-text|photo-?credits?|image-?credits?|credits?|advert(?:isement|s)?|ads?|sponsor-box|donate|donation|tag-?list|tags|author-bio|about-the-author|paywall|toolbar|pagination|pager|print-?only|screen-reader-text|sr-only|visually-hidden)(?=$|[\s_-])/i

const relatedHeading =
  /^(?:related(?: (?:articles?|stories|content|news|coverage|links?|topics?|posts?|reading))?|(?:read|see|watch) (?:more|also|next)|more (?:from|on|in|stories|coverage)\b.*|you (?:may|might) (?:also )?(?:like|be interested in)|recommended(?: for you)?|most (?:read|popular|viewed)|trending(?: now)?|also read|don['’]t miss|editors?['’]? picks|in this section|top stories|latest (?:news|stories)|share (?:this|on)\b.*|follow us\b.*)\s*[:.…]*$/i

const relatedLine =
  /^(?:related(?: \w+)?|read (?:more|also|next)|also(?: read)?|see also|more|watch|recommended|don['’]t miss)\s*[:|»>–-]/i

/**
 * Takes out of a page, in place, what is not the article and can be told by structure: navigation, boxes of related links, newsletter forms,
 * share bars, cookie notes, comments, captions and credit lines. An element that holds much of the page's text stays, whatever its class says,
 * because many sites put words such as `has-comments` on the article itself.
 */
export function removeFurniture(page: HtmlDocument): void {
  removeHidden(page)
  for (const element of [...page.querySelectorAll(neverText)]) remove(element)
  let limit: number | null = null
  for (const element of [...page.querySelectorAll(weighed)]) {
    if (!isFurniture(element)) continue
    limit ??= paragraphLength(page.body) * 0.3
    if (paragraphLength(element) > limit) continue
    if (isQuoting(element)) element.removeAttribute('class')
    else remove(element)
  }
  for (const quote of [...page.querySelectorAll('blockquote')]) unwrap(quote)
  removeCaptions(page)
  removeCards(page)
  removeLinkLines(page)
  for (const list of [...page.querySelectorAll('ul, ol')]) if (isLinkList(list)) removeWithHeading(list)
  for (const paragraph of [...page.querySelectorAll('p, h2, h3, h4, li, strong')]) {
    const text = plainText(paragraph)
    // What follows looks at short lines only.
    if (text === '' || text.length > 300) continue
    if (isRelatedLink(paragraph, text) || isLoudLink(paragraph, text)) remove(paragraph)
    else removeLinksBelow(paragraph, text)
  }
}

/** What nobody sees is for machines, or for later. Where much of the page is hidden only until a script shows it, it is the article, and stays. */
function removeHidden(page: HtmlDocument): void {
  const doubtful: HtmlElement[] = []
  for (const [element, how] of findHidden(page)) {
    if (/^(?:html|head|body|style)$/.test(element.localName)) continue
    if (how === 'surely' && !isPageItself(element)) remove(element)
    else doubtful.push(element)
  }
  if (doubtful.length === 0) return
  const all = plainText(page.body).length
  const within = new Set(doubtful)
  const outermost = doubtful.filter((element) => !isWithin(element, within))
  const length = outermost.reduce((sum, element) => sum + plainText(element).length, 0)
  if (length <= all * mostHidden) for (const element of outermost) remove(element)
}

/** Scripts bring whole articles to light. */
const mostHidden = 0.5

function isWithin(element: HtmlElement, outer: ReadonlySet<HtmlElement>): boolean {
  for (let one = element.parentElement; one !== null; one = one.parentElement) if (outer.has(one)) return true
  return false
}

function isPageItself(element: HtmlElement): boolean {
  return /^(?:main|article)$/.test(element.localName) || element.querySelector('main, article') !== null
}

// "Related Articles" over paragraphs that are links, without a list around them. A heading over plain text stays: what stands
// below it is told apart by its words.
function removeLinksBelow(heading: HtmlElement, text: string): void {
  if (text.length > 60 || !relatedHeading.test(text)) return
  const top =
    heading.localName === 'strong' && heading.parentElement && plainText(heading.parentElement) === text
      ? heading.parentElement
      : heading
  const links: HtmlElement[] = []
  let next = top.nextElementSibling
  while (next && isLinkOnly(next)) {
    links.push(next)
    next = next.nextElementSibling
  }
  if (links.length === 0 && next !== null) return
  for (const link of links) remove(link)
  remove(top)
}

function isLinkOnly(element: HtmlElement): boolean {
  const text = plainText(element)
  return text !== '' && linkedLength(element) >= text.length * 0.9
}

function linkedLength(element: HtmlElement): number {
  if (element.localName === 'a') return plainText(element).length
  return Array.from(element.querySelectorAll('a')).reduce((sum, link) => sum + plainText(link).length, 0)
}

function isFurniture(element: HtmlElement): boolean {
  if (isStructural(element)) return true
  if (isAnchor(element)) return false
  return ['class', 'id'].some((name) => furnitureWords.test(apart(element.getAttribute(name) ?? '')))
}

function isStructural(element: HtmlElement): boolean {
  if (structural.has(element.localName) || element.getAttribute('hidden') !== null) return true
  return element.getAttribute('aria-hidden') === 'true' || roles.has(element.getAttribute('role') ?? '')
}

/** A quotation in a box of its own takes the box's place: Readability throws boxes away that hold links and little text, as posts do. */
function unwrap(quote: HtmlElement): void {
  const text = plainText(quote)
  if (text.length < 40) return
  let box = quote
  for (
    let outer = box.parentElement;
    outer && /^(?:div|figure|section)$/.test(outer.localName);
    outer = box.parentElement
  ) {
    if (shortText(outer, text.length) === null) break
    box = outer
  }
  if (box !== quote) box.replaceWith(quote)
}

// "newsCaption" and "relatedLinks" are two words as well.
function apart(name: string): string {
  return name.replace(/([a-z])(?=[A-Z])/g, '$1-')
}

// A post of somebody else that the article shows, in a box that is called "social" like the bars of buttons. Readability goes by such names too.
function isQuoting(element: HtmlElement): boolean {
  const quote = element.querySelector('blockquote')
  return quote !== null && plainText(quote).length >= 40
}

// The page, its head and what carries the article are never furniture; neither are words inside a sentence.
function isAnchor(element: HtmlElement): boolean {
  return (
    /^(?:html|head|body|main|article|meta|link|title|h1|time|a|b|i|em|strong|p)$/.test(element.localName) &&
    !/caption|credit/i.test(element.className)
  )
}

function paragraphLength(element: HtmlElement): number {
  let length = 0
  for (const paragraph of element.querySelectorAll('p')) length += plainText(paragraph).length
  return Math.max(length, element.querySelector('p') === null ? plainText(element).length / 2 : 0)
}

function isLinkList(list: HtmlElement): boolean {
  const items = Array.from(list.children)
  if (items.length < 2) return false
  const linked = linkedLength(list)
  return linked >= plainText(list).length * 0.8 && linked > 0
}

function removeWithHeading(list: HtmlElement): void {
  const before = list.previousElementSibling
  if (before && relatedHeading.test(plainText(before))) remove(before)
  remove(list)
}

// A line that only sends the reader elsewhere.
function isRelatedLink(element: HtmlElement, text: string): boolean {
  return relatedLine.test(text) && linkedLength(element) >= text.length * 0.5
}

/** Another article's headline, in capitals and as one link between two paragraphs. */
function isLoudLink(element: HtmlElement, text: string): boolean {
  if (!/^(?:p|strong)$/.test(element.localName)) return false
  // Nearly every paragraph has a small letter at its beginning.
  return text.length <= 200 && !/\p{Ll}/u.test(text) && text.split(' ').length >= 4 && isLinkOnly(element)
}

function remove(element: HtmlElement): void {
  if (element.parentElement) element.remove()
}
