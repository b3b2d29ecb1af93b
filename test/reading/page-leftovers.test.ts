import { describe, expect, it } from 'vitest'
import { readPage } from '../../src/reading/read-page.ts'

const paragraphs = [
  'The ferry between Olm and Skarrow ran again on Monday after eleven days in dock, the harbor office said in a note to residents.',
  'It carried 212 people on its first day, about half of what the office had hoped for when it printed the tickets in March.',
  'The office has asked the county for $1.4 million to replace the engine, and the county has said that it will answer by the end of June.',
  '“It is loud, but it floats,” said Ingra Vasshult, who takes it to work, and who had spent the eleven days on a bus that goes around the bay.',
]
const [one = '', two = '', three = '', four = ''] = paragraphs.map((text) => `<p>${text}</p>`)

const read = (body: string, head = '') =>
  readPage(
    `<!doctype html><html><head><title>Ferry</title>${head}</head><body>${body}</body></html>`,
    'a.html',
  ).text.split('\n')
const article = (...parts: string[]) =>
  `<article><h1>The ferry returns to Olm after eleven days</h1>${parts.join('')}</article>`
const all = (...parts: string[]) => article(one, two, ...parts, three, four)

describe('what stands in a page and is not its text', () => {
  it.each([
    [
      'a caption in a class of two words',
      '<div class="photo"><img src="a.jpg"><span class="newsCaption">The pier at Olm on Monday</span></div>',
    ],
    [
      'words in the box of a picture',
      '<div align="center"><img src="a.jpg"><br><span class="small gray">The pier at Olm</span></div>'.replace(
        '<br>',
        '',
      ),
    ],
    ['slanted words behind a picture', '<img src="a.jpg"><center><em>The pier at Olm on Monday</em></center>'],
    [
      'a headline in capitals that is one link',
      '<p><strong><a href="/x">COUNTY SAYS NO TO A SECOND FERRY FOR OLM</a></strong></p>',
    ],
    ['a line that asks to click', '<p>CLICK HERE TO GET THE GAZETTE APP</p>'],
    [
      'an offer of a letter',
      '<p>There is more where that came from. Sign up today to get our free letter in your inbox.</p>',
    ],
    [
      'a heading with dots over links',
      '<p>You may also like...</p><p><a href="/x">Town adopts budget</a></p><p><a href="/y">Bridge closes</a></p>',
    ],
    ['a note on affiliates', '<p>This post may contain affiliate links.</p>'],
  ])('leaves out %s', (_, part) => {
    expect(read(all(part))).toEqual(paragraphs)
  })

  it('leaves out a card with a portrait that hangs on a name, and keeps the name', () => {
    const card =
      '<p>The note was signed by <span class="who"><a href="/p">Ada Finch</a><span class="box"><span><img src="f.jpg"><a href="/p">Ada Finch</a><a href="/1">Harbor plans a pier</a><a href="/2">Fares rise</a></span></span></span>, who runs the harbor office and has done so for many years.</p>'
    expect(read(all(card))[2]).toBe(
      'The note was signed by Ada Finch, who runs the harbor office and has done so for many years.',
    )
  })

  it('keeps a post that the article shows, in a box that is called social', () => {
    const post =
      '<div class="social-media-embed"><blockquote><p>It floats! I was on the first ferry today, and <a href="https://t.example/a">so was everybody</a>.</p>Bo Lind (@bo) <a href="https://t.example/b">May 6</a></blockquote></div>'
    expect(read(all(post)).join('\n')).toContain('I was on the first ferry today')
  })

  it('reads thousands of pictures, cards, posts and link lines in time', () => {
    const many = [
      '<img src="a.jpg">'.repeat(3000),
      `<p><span>${'<img src="a.jpg"><a href="/a">Ada</a>'.repeat(3000)}</span></p>`,
      '<div><blockquote>It floats! I was on the first ferry today, and so was she.</blockquote></div>'.repeat(2000),
      '<a href="/a">Ada</a><br>'.repeat(3000),
    ]
    const startedAt = performance.now()
    read(`<div>${many.join('')}${one}${two}${three}${four}</div>`)
    expect(performance.now() - startedAt).toBeLessThan(15_000)
  })
})

describe('lines above and below the text of a page', () => {
  it.each([
    ['Posted: Fri 6:45 PM, Feb 16, 2018'],
    ['PUBLISHED: 10:48, Tue, Nov 19, 2019'],
    ['| UPDATED: 11:05, Tue, Nov 19, 2019'],
    ['Updated 10:01 pm PST, Tuesday, November 19, 2019'],
    ['https://gazette.example/ferry'],
    ['The ferry returns to Olm after 11 days'],
  ])('are dropped: %s', (line) => {
    expect(
      read(
        `<article><p>${line}</p>${one}${two}${three}${four}</article>`,
        '<meta property="og:title" content="The ferry returns to Olm after eleven days">',
      ),
    ).toEqual(paragraphs)
  })

  it('keeps a paragraph that holds a date and more', () => {
    const line = 'On Tuesday, Nov 19, 2019, the ferry stopped.'
    expect(read(`<article><p>${line}</p>${one}${two}${three}${four}</article>`)[0]).toBe(line)
  })

  it.each([
    ['Ada Finch is a reporter for the Harbor Gazette.'],
    ['Ada Finch’s book about ferries is out now.'],
    ['Have a tip? Ada Finch may be reached at ada@gazette.example.'],
    ['Follow her on Twitter @adafinch.'],
    ['© 2026 Harbor Gazette'],
  ])('are dropped at the end: %s', (line) => {
    const byline = '<meta name="author" content="Ada Finch">'
    expect(read(`<article>${one}${two}${three}${four}<p>${line}</p></article>`, byline)).toEqual(paragraphs)
    // In the middle of a long text such a line belongs to it.
    const long = read(
      `<article>${one}<p>${line.replace(/^©/, 'In ©')}</p>${(two + three + four).repeat(3)}</article>`,
      byline,
    )
    expect(long.length).toBeGreaterThanOrEqual(10)
  })

  it('keeps the note that tells where a text was published first', () => {
    const note = 'This article was originally published by the Olm Courier.'
    expect(read(`<article>${one}${two}${three}${four}<p>${note}</p></article>`).at(-1)).toBe(note)
  })

  it('keeps a last paragraph that tells what others do', () => {
    const last = 'Ingra Vasshult is a welder, and finds the county on the wrong side of this.'
    expect(read(`<article>${one}${two}${three}${four}<p>${last}</p></article>`).at(-1)).toBe(last)
  })
})

describe('a block whose lines are parted by line breaks alone', () => {
  const bare = paragraphs.join('<br>')

  it('gives one paragraph a line', () => {
    expect(read(`<div class="story">${bare}</div>`)).toEqual(paragraphs)
  })

  it('gives a line that ends without a stop its own paragraph, and joins a sentence that goes on', () => {
    expect(read(`<div>What the office says<br>${bare}<br>The ferry runs daily,<br>it said.</div>`)).toEqual([
      'What the office says',
      ...paragraphs,
      'The ferry runs daily, it said.',
    ])
  })

  it('leaves out links that stand below each other, and keeps one inside a line', () => {
    const links =
      '<a href="/1">Town adopts budget</a><br><a href="/2">Bridge closes for repair</a><br><br><a href="/3">Fares rise</a>'
    const linked = bare.replace('harbor office', '<a href="/h">harbor office</a>')
    expect(read(`<div>${linked}<br><br>${links}</div>`)).toEqual(paragraphs)
  })
})
