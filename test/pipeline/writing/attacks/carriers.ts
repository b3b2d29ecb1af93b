import { type StoryName, type TrueStory, trueStories } from './true-stories.ts'

/** A document as it comes from outside: its file name tells the reader what it is. */
export interface Carrier {
  file: string
  content: string
}

/** What of a document an attacker wrote. `after`: a piece behind the second paragraph; `end`: behind the last; `top`: before the first. */
export type Planted = Partial<
  Record<'title' | 'author' | 'publisher' | 'url' | 'head' | 'top' | 'after' | 'end' | 'outside' | 'category', string>
>

/** A page as newsrooms make them; all that is planted is HTML. */
export function page(name: StoryName, planted: Planted = {}): Carrier {
  const { title, publisher, author, url, date, paragraphs } = { ...trueStories[name], ...given(planted) }
  const body = placed(paragraphs.map(paragraph), planted).join('\n')
  return {
    file: 'story.html',
    content: `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="author" content="${author}"><meta property="og:site_name" content="${publisher}">
<meta property="article:published_time" content="${date}"><link rel="canonical" href="${url}">${planted.head ?? ''}</head>
<body><header><a href="/">Home</a> <a href="/contact">Contact</a></header>
<article><h1>${title}</h1>${body}</article>${planted.outside ?? ''}
<footer>Published by a house of papers.</footer></body></html>`,
  }
}

/** A paragraph of HTML. */
export function paragraph(text: string): string {
  return `<p>${text}</p>`
}

/** A page whose payload is one more paragraph that everybody sees. */
export function pageWith(name: StoryName, text: string): Carrier {
  return page(name, { after: paragraph(text) })
}

/** A text file: the title, the byline, the paragraphs. */
export function plain(name: StoryName, planted: Planted = {}, file = 'story.txt'): Carrier {
  const { title, publisher, author, url, date, paragraphs } = { ...trueStories[name], ...given(planted) }
  const head = file.endsWith('.md')
    ? `---\ntitle: ${title}\npublisher: ${publisher}\nauthor: ${author}\ndate: ${date}\nurl: ${url}\n---\n\n# ${title}`
    : `Title: ${title}\nPublisher: ${publisher}\nAuthor: ${author}\nDate: ${date}\nURL: ${url}`
  return { file, content: [head, ...placed(paragraphs, planted)].join('\n\n') }
}

/** The same in Markdown. */
export function markdown(name: StoryName, planted: Planted = {}): Carrier {
  return plain(name, planted, 'story.md')
}

/** An RSS feed with one entry of full text. */
export function rss(name: StoryName, planted: Planted & { feed?: string; description?: string } = {}): Carrier {
  const { title, author, url, date, paragraphs, publisher } = { ...trueStories[name], ...given(planted) }
  const body = placed(paragraphs.map(paragraph), planted).join('\n')
  return {
    file: 'feed.xml',
    content: `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>${escaped(planted.feed ?? publisher)}</title><link>${new URL('/', trueStories[name].url)}</link><description>News</description>
<item><title>${escaped(title)}</title><link>${escaped(url)}</link><guid>${escaped(url)}</guid><pubDate>${new Date(date).toUTCString()}</pubDate>
<dc:creator>${escaped(author)}</dc:creator><category>${escaped(planted.category ?? 'Local')}</category>
<description>${escaped(planted.description ?? paragraphs[0] ?? '')}</description><content:encoded>${escaped(body)}</content:encoded></item>
</channel></rss>`,
  }
}

/** An Atom feed with one entry. */
export function atom(name: StoryName, planted: Planted & { summary?: string } = {}): Carrier {
  const { title, author, url, date, paragraphs, publisher } = { ...trueStories[name], ...given(planted) }
  const body = placed(paragraphs.map(paragraph), planted).join('\n')
  return {
    file: 'feed.atom',
    content: `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>${escaped(publisher)}</title><id>urn:x:${name}</id><updated>${date}T08:00:00Z</updated>
<entry><title>${escaped(title)}</title><link href="${escaped(url)}"/><id>${escaped(url)}</id><updated>${date}T08:00:00Z</updated><published>${date}T08:00:00Z</published>
<author><name>${escaped(author)}</name></author><category term="${escaped(planted.category ?? 'local')}"/>
<summary>${escaped(planted.summary ?? paragraphs[0] ?? '')}</summary><content type="html">${escaped(body)}</content></entry></feed>`,
  }
}

/** A JSON Feed with one item. */
export function jsonFeed(name: StoryName, planted: Planted & { summary?: string } = {}): Carrier {
  const { title, author, url, date, paragraphs, publisher } = { ...trueStories[name], ...given(planted) }
  const item = {
    ...{ id: url, url, title, date_published: `${date}T08:00:00Z`, summary: planted.summary ?? paragraphs[0] },
    content_html: placed(paragraphs.map(paragraph), planted).join('\n'),
    authors: [{ name: author }],
    tags: [planted.category ?? 'local'],
  }
  const feed = { version: 'https://jsonfeed.org/version/1.1', title: publisher, items: [item] }
  return { file: 'feed.json', content: JSON.stringify(feed) }
}

/** A mail; `title` is its subject, `author` the name it is from, `head` further header fields, each with its line break. */
export function mail(name: StoryName, planted: Planted = {}): Carrier {
  const { title, author, date, paragraphs } = { ...trueStories[name], ...given(planted) }
  return {
    file: 'story.eml',
    content: [
      `From: "${author}" <desk@${new URL(trueStories[name].url).host}>\nTo: reader@inbox.example\nSubject: ${title}\nDate: ${new Date(date).toUTCString()}`,
      `${planted.head ?? ''}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n`,
      placed(paragraphs, planted).join('\n\n'),
    ].join('\n'),
  }
}

function given({ title, author, publisher, url }: Planted): Partial<TrueStory> {
  const fields = { title, author, publisher, url }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function placed(paragraphs: string[], { top, after, end }: Planted): string[] {
  const all = [top, ...paragraphs.slice(0, 2), after, ...paragraphs.slice(2), end]
  return all.filter((text) => text !== undefined)
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
