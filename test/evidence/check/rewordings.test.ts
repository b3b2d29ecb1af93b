import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkText } from '../../../src/evidence/check/check-text.ts'
import type { PreparedArticle } from '../../../src/evidence/check/prepare-article.ts'
import { readSeedArticles } from './seed-articles.ts'

const lineSchema = z.object({ seed: z.string(), kind: z.string(), text: z.string() })
const file = new URL('./rewordings.jsonl', import.meta.url)
const lines = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => lineSchema.parse(JSON.parse(line)))

let articles: Map<string, PreparedArticle> = new Map()
beforeAll(async () => {
  articles = await readSeedArticles()
})

describe('licensed rewordings of sample sentences', () => {
  it.each([false, true])('pass, nine of ten at least, with isStrict %s', (isStrict) => {
    const refused = lines.filter(({ seed, text }) => {
      const article = articles.get(seed)
      if (!article) throw new Error(`no sample ${seed}`)
      return checkText(article, text, { isStrict }).verdict !== 'supported'
    })
    expect(refused.length / lines.length, refused.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(0.1)
  })
})
