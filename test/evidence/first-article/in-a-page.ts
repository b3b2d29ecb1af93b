/** Puts a plain text into a page as a news site would: navigation, a box of related links inside the body, a newsletter form, a footer. */
export function inPage(text: string): string {
  const lines = text.trim().split('\n')
  const start = lines.findIndex((line) => /^Related/.test(line))
  const related = lines.slice(start, start + 6)
  const body = [...lines.slice(0, start), ...lines.slice(start + 6)]
  const paragraphs = body.map((line) => `<p>${escapeHtml(line)}</p>`)
  const links = related.slice(1).map((line) => `<li><a href="/news/${line.length}">${escapeHtml(line)}</a></li>`)
  const box = `<aside class="related-articles"><h3>${related[0]}</h3><ul>${links.join('')}</ul></aside>`
  const form =
    '<form class="newsletter-signup" action="/join"><h4>Get the morning list</h4><p>Sign up for our newsletter and get 25 stories a day.</p><input type="email" placeholder="Your e-mail"><button>Sign up</button></form>'
  paragraphs.splice(2, 0, box)
  paragraphs.splice(6, 0, form)
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A story</title></head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li><li><a href="/sports">Sports</a></li></ul></nav></header>
<main><article>${paragraphs.join('\n')}</article></main>
<footer><p>© 2026 The outlet. All rights reserved.</p><p>Contact us at 555-0100</p></footer></body></html>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
