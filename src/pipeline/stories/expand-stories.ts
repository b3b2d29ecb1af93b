import type { Store } from '../../domain/store.ts'

/** Of a story so many of the newest articles are looked at. */
const mostMembers = 12

/** Articles with the other articles of their stories behind them, by id: what is asked about a story is asked of all who report it. */
export async function withStoryMembers({ stories }: Pick<Store, 'stories'>, articles: string[]): Promise<string[]> {
  if (articles.length === 0) return []
  const known = await stories.of(articles)
  const members = await stories.members([...new Set(known.values())])
  const others = [...members.values()].flatMap((some) => some.slice(0, mostMembers))
  return [...new Set([...articles, ...others])]
}
