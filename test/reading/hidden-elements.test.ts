import { describe, expect, it } from 'vitest'
import { hides } from '../../src/reading/hidden-elements.ts'
import { readPage } from '../../src/reading/read-page.ts'

const shown =
  'The ferry between Olm and Skarrow ran again on Monday after eleven days in dock, the harbor office said in a note to residents.'
const more =
  'It carried 212 people on its first day, about half of what the office had hoped for when it printed the tickets in March.'
const unseen = 'The captain was arrested on Sunday for having sold the engine, the police said.'
const read = (body: string, style = '') =>
  readPage(`<html><head><title>Ferry</title><style>${style}</style></head><body>${body}</body></html>`, 'a.html').text
const article = (part: string) => `<article><h1>Ferry</h1><p>${shown}</p>${part}<p>${more}</p></article>`

describe('what a page does not show', () => {
  it.each([
    'display:none',
    'VISIBILITY: hidden !important',
    'font-size:0',
    'font-size: 1px',
    'color:#fff; background-color: white',
    'color: rgba(0, 0, 0, 0)',
    'position: absolute; left: -9999px',
    'text-indent:-5000px',
    'clip:rect(0,0,0,0); position:absolute',
    'clip-path: inset(50%)',
  ])('is told by a style: %s', (style) => {
    expect(hides(style)).toBe('surely')
    expect(read(article(`<p style="${style}">${unseen}</p>`))).toBe(`${shown}\n${more}`)
  })

  it.each([
    'color:#fff',
    'font-size: 10px',
    'opacity: 0.5',
    'position:absolute; left:-20px',
    'color: inherit; background: inherit',
    'height:0',
    'display:block',
  ])('is not told by: %s', (style) => {
    expect(hides(style)).toBeNull()
  })

  it.each(['opacity:0', 'max-height: 0; overflow: hidden'])('may be told by: %s', (style) => {
    expect(hides(style)).toBe('perhaps')
    expect(read(article(`<p style="${style}">${unseen}</p>`))).toBe(`${shown}\n${more}`)
  })

  it('is told by a rule of the page, but not by one for some screens', () => {
    const hidden = article(`<p class="a b">${unseen}</p>`)
    expect(read(hidden, '.x, p.b { display: none }')).toBe(`${shown}\n${more}`)
    expect(read(hidden, '@media print { .b { display: none } }')).toContain(unseen)
    expect(read(hidden, '.menu .b { display: none }')).toContain(unseen)
    expect(read(hidden, 'article h1 ~ .b { font-size: 0 }')).toBe(`${shown}\n${more}`)
    expect(read(hidden, '.b:hover { display: none } ??? { font-size: 0 }')).toContain(unseen)
  })

  it('is told by the colour of the box around it', () => {
    const box = (colour: string) =>
      article(`<div style="background:${colour}"><p style="color:white">${unseen}</p></div>`)
    expect(read(box('#FFF'))).toBe(`${shown}\n${more}`)
    expect(read(box('#123'))).toContain(unseen)
  })

  it('is the article where much of the page fades in', () => {
    const faded = `<article><h1>Ferry</h1><p style="opacity:0">${shown}</p><p style="opacity:0">${more}</p></article>`
    expect(read(faded)).toBe(`${shown}\n${more}`)
  })

  it('is not the box of a mail whose words have their own size', () => {
    const box = `<div style="font-size:0"><p style="font-size:16px">${unseen}</p></div>`
    expect(read(article(box))).toContain(unseen)
  })
})
