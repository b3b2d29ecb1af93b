import { createHash } from 'node:crypto'
import type { Article } from '../domain/article.ts'
import type { RawDocument } from '../domain/ports.ts'
import { withoutSchemes } from '../domain/shown-address.ts'
import { findFurniture } from '../evidence/furniture/find-furniture.ts'
import { findLabel } from '../evidence/furniture/find-label.ts'
import { findCorrections, findDateline, findOrigin } from '../evidence/furniture/find-notes.ts'
import { isMachineTalk } from '../evidence/furniture/machine-talk.ts'

/**
 * Makes an article of what was read: takes out what is not the article (lists of other articles, newsletter boxes,
 * credit lines, which are kept as metadata) and finds what its text says about itself (dateline, origin, corrections, label).
 */
export function makeArticle(document: RawDocument): Article {
  const { text, credits } = withoutFurniture(document.text)
  const [title, publisher] = [named(document.title), named(document.publisher)]
  const dateline = findDateline(text)
  const origin = findOrigin(text)
  return {
    id: articleId(document.url ?? text),
    url: document.url,
    title,
    publisher,
    origin: origin?.publisher ?? foreignCredit(dateline?.credit ?? null, publisher),
    byline: named(document.byline),
    dateline: dateline?.place ?? null,
    publishedAt: document.publishedAt,
    updatedAt: document.updatedAt,
    label: document.label ?? findLabel(text, title),
    credits,
    corrections: findCorrections(text).map((note) => note.text),
    isExcerpt: document.isExcerpt,
    text,
  }
}

/** What names an article or its makers: none where it speaks to machines, and no address that a client would make a link of. */
function named(name: string | null): string | null {
  return name === null || isMachineTalk(name) ? null : withoutSchemes(name)
}

// A wire's name in the dateline is an origin only where another outlet published the text.
function foreignCredit(credit: string | null, publisher: string | null): string | null {
  return credit && credit.toLowerCase() !== publisher?.toLowerCase() ? credit : null
}

/** The id of an article: sixteen hexadecimal digits of the SHA-256 of its address, or of its text where it has none. */
export function articleId(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16)
}

function withoutFurniture(text: string): { text: string; credits: string[] } {
  const furniture = findFurniture(text)
  if (furniture.length === 0) return { text, credits: [] }
  const kept: string[] = []
  let from = 0
  for (const piece of furniture) {
    kept.push(text.slice(from, piece.start).trimEnd())
    from = piece.end
  }
  kept.push(text.slice(from))
  const body = kept
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n')
  return { text: body, credits: furniture.filter(({ kind }) => kind === 'credit').map((piece) => piece.text) }
}
