import type { FeedOffer } from '../../domain/feed.ts'

/** Where publishing systems put their feeds. */
const usualPlaces = ['/feed', '/rss', '/rss.xml', '/feed.xml', '/atom.xml', '/index.xml', '/feed.json']

/** Where the site of a page may have a feed though the page names none; to be tried. Below the page's own path first. */
export function usualFeedPlaces(pageUrl: string): FeedOffer[] {
  const url = new URL(pageUrl)
  const folder = url.pathname.replace(/\/+$/, '')
  const below = folder !== '' && !/\.\w{2,5}$/.test(folder) ? [`${folder}/feed`] : []
  const places = [...below, ...usualPlaces].map((path) => new URL(path, url.origin).href)
  return [...new Set(places)].map((place) => ({ url: place, title: null, isDeclared: false }))
}
