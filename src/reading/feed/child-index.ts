import type { FeedNode } from './feed-tree.ts'
import { textOf } from './node-text.ts'

/** The children of an element by vocabulary and name: `dc:creator`, `atom:link`; of the feed's own vocabulary by name alone. */
export type ChildIndex = {
  all(key: string): FeedNode[]
  first(...keys: string[]): FeedNode | undefined
  /** the first text that is not empty, by the order of the keys */
  text(...keys: string[]): string | null
  /** the same, but of elements that are repeated the last: a date that stands twice was written anew */
  last(...keys: string[]): string | null
}

/** Indexes the children of an element; `home` is the vocabulary that the document's root has, which counts as the feed's own. */
export function indexChildren(node: FeedNode, home: string): ChildIndex {
  const found = new Map<string, FeedNode[]>()
  for (const child of node.children) {
    const isHome = child.vocabulary === home || child.vocabulary === 'plain'
    const key = isHome ? child.name : `${child.vocabulary}:${child.name}`
    const list = found.get(key)
    if (list === undefined) found.set(key, [child])
    else list.push(child)
  }
  const all = (key: string) => found.get(key) ?? []
  // An element that is there twice, once empty, counts where it says something.
  const first = (...keys: string[]) => {
    const nodes = keys.flatMap(all)
    return nodes.find(({ from, to, attributes }) => to > from || attributes !== '') ?? nodes[0]
  }
  const pick = (keys: string[], isLast: boolean) => {
    for (const key of keys) {
      for (const one of isLast ? all(key).toReversed() : all(key)) {
        const value = textOf(one)
        if (value !== null) return value
      }
    }
    return null
  }
  return { all, first, text: (...keys) => pick(keys, false), last: (...keys) => pick(keys, true) }
}
