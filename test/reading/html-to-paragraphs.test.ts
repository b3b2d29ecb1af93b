import { expect, test } from 'vitest'
import { htmlToParagraphs } from '../../src/reading/html-to-paragraphs.ts'
import { parseHtml } from '../../src/reading/parse-html.ts'

const read = (html: string) => htmlToParagraphs(parseHtml(html).body)

test('gives one paragraph a line and keeps inline words together', () => {
  expect(read('<p>Rain <b>f</b>ell&nbsp;on\n the <a href="/x">pier</a>.</p><p>It stopped.</p>')).toBe(
    'Rain fell on the pier.\nIt stopped.',
  )
})

test('reads text that stands in no paragraph', () => {
  expect(read('<div>One line<p>Two</p>three</div>')).toBe('One line\nTwo\nthree')
})

test('ends a paragraph at two line breaks, or at one after a sentence', () => {
  expect(read('It fell<br>on the pier.<br>It stopped<br><br>Then sun')).toBe(
    'It fell on the pier.\nIt stopped\nThen sun',
  )
})

test('keeps the cells of a table row apart on one line', () => {
  expect(read('<table><tr><td>12</td><td>450</td></tr><tr><td>a</td><td>b</td></tr></table>')).toBe('12 | 450\na | b')
})

test('leaves out what is not shown as text', () => {
  expect(
    read(
      '<p>Seen</p><script>alert(1)</script><style>p{}</style><figure><img><figcaption>Photo: N. N.</figcaption></figure><p hidden>no</p><p style="display: none">no</p><form><p>mail</p></form><template><p>no</p></template>',
    ),
  ).toBe('Seen')
})

test('reads a page without html, head or body tags', () => {
  expect(read('<!doctype html><title>T</title><p>Rain fell.<p>It stopped.')).toBe('Rain fell.\nIt stopped.')
})
