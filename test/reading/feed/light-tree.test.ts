import { describe, expect, test } from 'vitest'
import { parseFragment } from '../../../src/reading/feed/light-tree.ts'
import { htmlToParagraphs } from '../../../src/reading/html-to-paragraphs.ts'
import { parseHtml } from '../../../src/reading/parse-html.ts'
import { removeFurniture } from '../../../src/reading/remove-furniture.ts'

const long = 'The ferry came back to the island on Monday, six weeks late, and the harbor master was there to see it. '

const fragments = [
  'Rain fell.<br>It stopped.<br><br>Then &amp; now',
  '<p>One<p>Two <b>bold</b><ul><li>a<li>b</ul>',
  `<div class="share-bar"><a href="/x">Share</a></div><p>${long}</p><p>${long}</p><aside>More</aside>`,
  `<p>${long}</p><h3>Related stories</h3><ul><li><a href="/a">One</a></li><li><a href="/b">Two</a></li></ul><p>${long}</p>`,
  '<table><tr><td>Port</td><td>12</td></tr><tr><td>Pier</td><td>7</td></tr></table>',
  `<figure><img src="a.png"><figcaption>Photo</figcaption></figure><p>${long}</p><script>x < y</script><style>p{}</style>`,
  `<p style="display:none">Hidden</p><p hidden>Too</p><p>${long}</p>`,
  '</p></div>Stray ends <i>and <b>crossed</i> marks</b> here',
  '<P CLASS=lead>Capital</P><!-- note --><blockquote>Quote</blockquote>',
  `<div><div><p>${long}</p></div><div id="comments"><p>First!</p></div></div>`,
]

describe('a light tree', () => {
  test.each(fragments)('gives the paragraphs that the full one gives: %s', (html) => {
    const [light, full] = [parseFragment(html), parseHtml(html)]
    removeFurniture(light)
    removeFurniture(full)
    expect(htmlToParagraphs(light.body)).toBe(htmlToParagraphs(full.body))
  })

  test.each([
    'p',
    '*',
    'ul > li',
    'ul a',
    'h2 + p',
    'h2 ~ p',
    '.lead, #box',
    'p.lead[id]',
    '[class="a b"]',
    '[class~="b"]',
    '[class*="ea"]',
    '[class^=le]',
    '[class$="b"]',
    'div ul > li a',
    '[title="x, y"], [title="a > b"]',
  ])('finds by %s what the full one finds', (selector) => {
    const html =
      '<div id="box"><h2 class="lead">A</h2><p class="a b">B</p><p class="lead" id="p2">C</p><ul><li><a>D</a></li><li>E<ol><li>F</li></ol></li></ul><span title="x, y">G</span><span title="a > b">H</span></div>'
    const texts = (page: ReturnType<typeof parseFragment>) =>
      [...page.body.querySelectorAll(selector)].map((element) => `${element.localName} ${element.textContent}`)
    expect(texts(parseFragment(html))).toEqual(texts(parseHtml(html)))
  })

  test('says so where a selector cannot be read', () => {
    expect(() => parseFragment('<p>A').querySelector('p:first-child')).toThrow('p:first-child')
  })

  test('takes elements out, and knows who stands beside them', () => {
    const page = parseFragment('<p>A</p> <b>B</b><i>C</i>')
    page.querySelector('b')?.remove()
    expect(page.querySelector('p')?.nextElementSibling?.textContent).toBe('C')
    expect(page.querySelector('i')?.previousElementSibling?.localName).toBe('p')
    expect(page.body.innerHTML).toBe('<p>A</p> <i>C</i>')
    expect(page.querySelector('i')?.closest('body')?.localName).toBe('body')
  })

  test('puts an element in the place of another, and drops attributes', () => {
    const page = parseFragment('<p hidden>A</p><div><b>B</b></div>')
    const [paragraph, bold] = [page.querySelector('p'), page.querySelector('b')]
    if (paragraph === null || bold === null) throw new Error('The tree lacks an element.')
    paragraph.removeAttribute('hidden')
    expect(paragraph.getAttribute('hidden')).toBe(null)
    paragraph.replaceWith(bold)
    expect(page.body.innerHTML).toBe('<b>B</b><div></div>')
    expect(bold.parentElement?.localName).toBe('body')
  })

  test.each([
    ['cells and paragraphs', '<td><p>'],
    ['bodies', '<body>'],
    ['blocks', '<div>'],
    ['tags without an end', '<a'],
    ['comments without an end', '<!--'],
  ])('is made of a megabyte of nested %s in bounded time', (_, part) => {
    const started = performance.now()
    const page = parseFragment(`Rain fell.${part.repeat(1_000_000 / part.length)}`)
    expect(htmlToParagraphs(page.body)).toContain('Rain fell.')
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
