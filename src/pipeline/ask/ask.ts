import type { Answer } from '../../domain/answer.ts'
import { extracted } from '../../domain/extracted.ts'
import type { ArticleStore, SearchIndex } from '../../domain/store.ts'
import type { Frequencies } from '../../domain/stored.ts'
import { rarityOf } from '../search/rank-candidates.ts'
import { searchArticles } from '../search/search-articles.ts'
import { chooseAnswer } from './choose-answer.ts'
import { type Asking, findPassages, type RankedArticle } from './find-passages.ts'
import type { Passage } from './passage.ts'
import { queryOf, type ReadQuestion, readQuestion } from './read-question.ts'

/** A question as it comes in; `askedAt` is ISO 8601, null for now. */
export interface AskedQuestion {
  id: string
  question: string
  askedAt: string | null
}

/** What answering needs of the outside. */
export interface AskDeps {
  search: SearchIndex
  articles: Pick<ArticleStore, 'findMany'>
  now: () => Date
}

const MOST_ARTICLES = 20
// Reading an article takes about a millisecond; the answer seldom stands below the tenth.
const MOST_READ = 12

/** An answer by the rules, and the passages that it was chosen from, best first. */
export interface FoundAnswer {
  answer: Answer
  passages: Passage[]
}

/**
 * Answers a question from the stored stories with one to three of their sentences, or declines with the nearest one.
 * `findAnswer(deps, { id: '1', question: 'How many troops were asked for?', askedAt: null })`.
 */
export async function findAnswer(deps: AskDeps, asked: AskedQuestion): Promise<FoundAnswer> {
  const at = asked.askedAt ?? deps.now().toISOString()
  const read = readQuestion(asked.question)
  const { found } = await searchArticles(deps, queryOf(read), { limit: MOST_ARTICLES, at })
  const frequencies = await deps.search.frequencies(read.terms.map(({ term }) => term))
  const best = found[0]?.score ?? 0
  const ranks = new Map(found.map(({ article, score }) => [article, best === 0 ? 0 : score / best]))
  return composeAnswer(asked, await readArticles(deps, ranks), askingOf(read, frequencies, at))
}

/** The same from these articles alone, by id: the stories of a conversation, all of the same rank. */
export async function findAnswerAmong(deps: AskDeps, asked: AskedQuestion, ids: string[]): Promise<FoundAnswer> {
  const at = asked.askedAt ?? deps.now().toISOString()
  const read = readQuestion(asked.question)
  const frequencies = await deps.search.frequencies(read.terms.map(({ term }) => term))
  const ranks = new Map(ids.slice(0, MOST_ARTICLES).map((id) => [id, 1]))
  const given = (await readArticles(deps, ranks)).map((article) => ({ ...article, isGiven: true }))
  return composeAnswer(asked, given, askingOf(read, frequencies, at))
}

/** The sentences of some articles that come nearest to a question, best first; equal ones in the order of the articles and of their text. */
export function rankPassages(articles: RankedArticle[], asking: Asking): Passage[] {
  return articles
    .flatMap((article, place) => findPassages(article, asking).map((passage) => ({ passage, place })))
    .sort((a, b) => b.passage.score - a.passage.score || a.place - b.place || a.passage.index - b.passage.index)
    .map(({ passage }) => passage)
}

function composeAnswer({ id, question }: AskedQuestion, ranked: RankedArticle[], asking: Asking): FoundAnswer {
  const passages = rankPassages(ranked.slice(0, MOST_READ), asking)
  const chosen = chooseAnswer(passages, asking.question)
  const answer: Answer = {
    id,
    question,
    ...chosen,
    articles: ranked.map(({ stored }) => ({ id: stored.article, url: stored.value.url })),
    newestAt: newestOf(ranked.map(({ stored }) => stored)),
    writtenBy: extracted,
    checked: { kept: chosen.lines.length, dropped: 0 },
    notes: [],
  }
  return { answer, passages }
}

/** When the newest of some stored articles was published, or null where there is none. */
export function newestOf(stored: { sortedAt: string }[]): string | null {
  const instants = stored.map(({ sortedAt }) => sortedAt).toSorted()
  return instants.at(-1) ?? null
}

function askingOf(question: ReadQuestion, frequencies: Frequencies, at: string): Asking {
  const terms = question.terms.map(({ term, weight }) => ({ term, worth: weight * rarityOf(term, frequencies) }))
  return { question, terms, at }
}

async function readArticles(deps: AskDeps, ranks: ReadonlyMap<string, number>): Promise<RankedArticle[]> {
  const stored = await deps.articles.findMany([...ranks.keys()])
  return stored.map((one) => ({ stored: one, rank: ranks.get(one.article) ?? 0 }))
}
