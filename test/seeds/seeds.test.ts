import { readdirSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/domain/article.ts'
import { analyzeText } from '../../src/evidence/analyze-text.ts'
import { extractBrief } from '../../src/pipeline/extract-brief.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'
import { createFileReader } from '../../src/reading/file-reader.ts'
import { type ArticleExpectation, expectationSchema } from './expectation.ts'
import { findFaults } from './find-faults.ts'

const folder = new URL('../../seeds/', import.meta.url).pathname
const files = readdirSync(folder)
const samples = files.filter((name) => !/\.expect\.json$$/.test(name)).sort()
const documents = createFileReader({ stdin: Readable.from([]) })

function faultsOf(expected: ArticleExpectation, article: Article): string[] {
  const analysis = analyzeText(article)
  return findFaults(expected, article, analysis, extractBrief(article, analysis))
}

async function readSample(name: string) {
  for await (const result of documents.read(folder + name)) return result
  throw new Error(`nothing was read from ${name}`)
}

describe('samples', () => {
  it('has a hand-checked file beside every sample, and at least twelve of them', () => {
    expect(samples.length).toBeGreaterThanOrEqual(12)
    expect(samples.filter((name) => !files.includes(name.replace(/\.[^.]+$/, '.expect.json')))).toEqual([])
  })

  it.each(samples)('finds in %s what its hand-checked file lists and nothing that it forbids', async (name) => {
    const json: unknown = JSON.parse(readFileSync(folder + name.replace(/\.[^.]+$/, '.expect.json'), 'utf8'))
    const expected = expectationSchema.parse(json)
    const result = await readSample(name)
    if ('entries' in expected) {
      if (result.kind !== 'feed') throw new Error(`${name} was not read as a feed`)
      expect(result.feed).toMatchObject(expected.feed)
      expect(result.entries).toHaveLength(expected.entries.length)
      const faults = result.entries.flatMap((entry, index) =>
        faultsOf(expected.entries[index] ?? {}, makeArticle(entry)),
      )
      expect(faults).toEqual([])
    } else {
      if (result.kind !== 'document') throw new Error(`${name} was not read as a document`)
      expect(faultsOf(expected, makeArticle(result.document))).toEqual([])
    }
  })
})
