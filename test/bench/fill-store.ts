import { makeArticles } from '../../src/cli/bench/make-articles.ts'
import { createPreparingThread } from '../../src/cli/preparing-thread.ts'
import type { Article } from '../../src/domain/article.ts'
import { makeArticle } from '../../src/pipeline/make-article.ts'
import { storePrepared } from '../../src/pipeline/store-prepared.ts'
import { openStore } from '../../src/storage/open.ts'
import { seededRandom, wordOf, zipfRank } from '../storage/generated-articles.ts'

const batch = 50
const vocabulary = 60_000
const usualNewest = Date.parse('2026-05-20T08:00:00Z')
const dayMs = 86_400_000

/**
 * Stores made articles as polling does, with analysis, search terms and sketches: half of each are the samples' sentences, half
 * made words that follow Zipf's law. One thread prepares the next batch while this one stores.
 */
export async function fillStore(
  url: string,
  articles: number,
  stop: AbortSignal,
  newestAt = usualNewest,
): Promise<void> {
  const store = await openStore({ url, now: () => new Date(newestAt) })
  const thread = createPreparingThread()
  const texts = makeArticles(articles, 300)
  const next = (start: number) =>
    thread.prepare(
      Array.from({ length: Math.min(batch, articles - start) }, (_, index) =>
        articleOf(start + index, texts.next().value?.text ?? '', newestAt),
      ),
    )
  try {
    let prepared = next(0)
    for (let start = 0; start < articles; start += batch) {
      const ready = await prepared
      stop.throwIfAborted()
      if (start + batch < articles) prepared = next(start + batch)
      await storePrepared(store, ready)
    }
  } finally {
    await thread.close()
    await store.close()
  }
}

/** Words that the samples hold, so that a topic made of them finds something. */
export function sampleWords(): string[] {
  return [...new Set([...makeArticles(40, 200)].flatMap(({ text }) => text.match(/\p{L}{5,}/gu) ?? []))]
}

function articleOf(number: number, text: string, newestAt: number): Article {
  const random = seededRandom(number + 1)
  const words = Array.from({ length: 300 }, () => wordOf(zipfRank(random, vocabulary)))
  return makeArticle({
    url: `https://news.example/${number}`,
    title: words.slice(0, 6).join(' '),
    publisher: 'The Example',
    byline: null,
    publishedAt: new Date(newestAt - Math.floor(random() * 90) * dayMs).toISOString(),
    updatedAt: null,
    label: null,
    isExcerpt: false,
    text: `${text}\n${words.join(' ')}.`,
  })
}
