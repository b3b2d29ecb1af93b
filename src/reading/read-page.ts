import { AppError } from '../domain/app-error.ts'
import type { RawDocument } from '../domain/ports.ts'
import { dropHeadLines } from './drop-head-lines.ts'
import { dropTailLines } from './drop-tail-lines.ts'
import { extractBody } from './extract-body.ts'
import { findNewsNode } from './page-json-ld.ts'
import { findLabel } from './page-label.ts'
import { readPageMetadata } from './page-metadata.ts'
import { isExcerptPage, isPaywallLine } from './page-paywall.ts'
import { parseHtml } from './parse-html.ts'

/**
 * Reads an HTML page: its article as paragraphs and what its metadata says about it. The page is never run, and nothing that it names is fetched.
 * @throws AppError `no-article` where no article text is found
 */
export function readPage(html: string, name: string): RawDocument {
  const page = parseHtml(html)
  const news = findNewsNode(page)
  const metadata = readPageMetadata(page, news)
  const label = findLabel(page, news, metadata.url)
  const saysExcerpt = isExcerptPage(page, news)
  const body = extractBody(page)
  const text = dropTailLines(dropHeadLines(body, metadata), metadata.byline)
    .split('\n')
    .filter((line) => !isPaywallLine(line))
    .join('\n')
  if (text === '') throw new AppError('no-article', `No article was found in ${name}.`)
  return { ...metadata, label, isExcerpt: saysExcerpt, text }
}
