import type { ArticleLabel } from '../domain/article.ts'
import { type HtmlDocument, meta, plainText } from './html-tree.ts'
import { type JsonLdNode, textsOf, typesOf } from './page-json-ld.ts'

// schema.org's kinds of articles.
const byType: Record<string, ArticleLabel> = {
  OpinionNewsArticle: 'opinion',
  AnalysisNewsArticle: 'analysis',
  AdvertiserContentArticle: 'sponsored',
  SatiricalArticle: 'satire',
  LiveBlogPosting: 'live-blog',
}

// What newsrooms print above such articles, and call their sections.
const byName: [name: RegExp, label: ArticleLabel][] = [
  [
    /^(?:opinions?|editorials?|op-?eds?|commentary|comment|columns?|columnists?|viewpoints?|guest (?:essay|column|opinion)|letters?(?: to the editor)?)$/,
    'opinion',
  ],
  [/^(?:news )?analys[ie]s$/, 'analysis'],
  [
    /^(?:sponsored(?: content| post| article)?|paid (?:content|post|partnership|for by .+)|partner content|brand(?:ed)? content|promoted(?: content)?|advertorial|advertisement feature|advertising feature)$/,
    'sponsored',
  ],
  [/^(?:satire|satirical)$/, 'satire'],
  [/^(?:press|news|media) releases?$|^for immediate release$/, 'press-release'],
  [/^live(?:blog| blog| updates?| coverage| reporting)?$/, 'live-blog'],
]

const kickers =
  '[class*="kicker"], [class*="eyebrow"], [class*="overline"], [class*="rubric"], [class*="label"], [class*="section"], [class*="category"], [class*="flag"], [class*="badge"], [class*="sponsor"]'

/** What the publisher calls the article (opinion, analysis, sponsored …), from JSON-LD, meta tags, the visible kicker or the address; null for news. */
export function findLabel(page: HtmlDocument, news: JsonLdNode | null, url: string | null): ArticleLabel | null {
  for (const type of news ? typesOf(news) : []) if (byType[type]) return byType[type]
  const sections = [
    ...textsOf(news?.articleSection),
    ...textsOf(news?.genre),
    meta(page, 'article:section', 'og:section', 'section', 'parsely-section', 'genre') ?? '',
  ]
  return labelOf(sections) ?? kickerLabel(page) ?? labelOf(url ? new URL(url).pathname.split('/').slice(1, 3) : [])
}

/** The label that the first telling one of these section names stands for: `['City', 'Opinion']` → `'opinion'`; null where none does. */
export function labelOf(names: string[]): ArticleLabel | null {
  for (const name of names.flatMap((text) => [text, ...text.split(/\s*[/|>,]\s*/)])) {
    const plain = name
      .trim()
      .toLowerCase()
      .replace(/[:.]$/, '')
      .replace(/[_-]/g, ' ')
      .replace(/^op ed/, 'op-ed')
    const found = byName.find(([pattern]) => pattern.test(plain))
    if (found) return found[1]
  }
  return null
}

// A kicker stands in the article, not in the menu of sections or in a list of other articles.
function kickerLabel(page: HtmlDocument): ArticleLabel | null {
  const root =
    page.querySelector('h1')?.closest('article, main') ?? page.querySelector('h1')?.parentElement?.parentElement ?? null
  for (const element of root?.querySelectorAll(kickers) ?? []) {
    const text = plainText(element)
    if (
      text.length > 40 ||
      element.closest('nav, aside, footer, ul, ol, form') !== null ||
      element.closest('[class*="related"], [class*="recirc"]') !== null
    )
      continue
    const label = labelOf([text])
    if (label !== null) return label
  }
  return null
}
