import type { ListedFeed } from '../domain/feed.ts'

/** Feeds to begin with: general news in English from public and non-profit publishers, which allow reading by machines. */
export const starterFeeds: readonly ListedFeed[] = [
  { title: 'NPR News', url: 'https://feeds.npr.org/1001/rss.xml', siteUrl: 'https://www.npr.org/' },
  { title: 'BBC News', url: 'https://feeds.bbci.co.uk/news/rss.xml', siteUrl: 'https://www.bbc.com/news' },
  {
    title: 'ProPublica',
    url: 'https://www.propublica.org/feeds/propublica/main',
    siteUrl: 'https://www.propublica.org/',
  },
  {
    title: 'UN News',
    url: 'https://news.un.org/feed/subscribe/en/news/all/rss.xml',
    siteUrl: 'https://news.un.org/en/',
  },
  { title: 'DW', url: 'https://rss.dw.com/rdf/rss-en-all', siteUrl: 'https://www.dw.com/en/' },
]
