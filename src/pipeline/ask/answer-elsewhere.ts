import { tagText } from '../../evidence/language/tagged-text.ts'
import { termsOf } from '../../evidence/terms/find-terms.ts'
import { type AskDeps, type AskedQuestion, type FoundAnswer, findAnswer } from './ask.ts'
import { readQuestion } from './read-question.ts'

// A word that so few stories hold points to them: one in fifty, and in a small store two.
const RARE_SHARE = 1 / 50
const RARE_COUNT = 2
// Capitals that name no matter.
const calendar =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)day)$/

/**
 * Answers a question that was asked about some stories from all of them, where it names something: the answering articles hold
 * every name of it, or a rare word of it where it has none. Undefined where it names nothing ("how many people were there?"), or they
 * do not answer.
 */
export async function answerElsewhere(deps: AskDeps, asked: AskedQuestion): Promise<FoundAnswer | undefined> {
  const { names, rare } = await telling(deps, asked.question)
  if (names.length === 0 && rare.length === 0) return undefined
  const { answer, passages } = await findAnswer(deps, asked)
  if (answer.outcome === 'declined') return undefined
  const articles = await deps.articles.findMany(
    [...answer.lines.flatMap(({ evidence }) => evidence), ...passages.map(({ article }) => article)].map(
      (one) => one.article,
    ),
  )
  const isAbout = (id: string) => {
    const article = articles.find((one) => one.article === id)
    const terms = new Set(termsOf(`${article?.value.title ?? ''}\n${article?.value.text ?? ''}`))
    return names.length > 0 ? names.every((term) => terms.has(term)) : rare.some((term) => terms.has(term))
  }
  const lines = answer.lines.filter(({ evidence }) => evidence.every((one) => isAbout(one.article)))
  // The best line is the answer; what stands beside it is none by itself.
  if (lines[0] === undefined || lines[0] !== answer.lines[0]) return undefined
  return {
    answer: { ...answer, lines, checked: { kept: lines.length, dropped: 0 } },
    passages: passages.filter(({ article }) => isAbout(article.article)),
  }
}

async function telling({ search }: AskDeps, question: string): Promise<{ names: string[]; rare: string[] }> {
  const terms = readQuestion(question).terms.flatMap(({ term, weight }) => (weight >= 1 ? [term] : []))
  const { articles, of } = await search.frequencies(terms)
  const names = namesIn(question).filter((term) => terms.includes(term))
  const most = Math.max(RARE_COUNT, articles * RARE_SHARE)
  const rare = terms.filter((term) => {
    const count = of.get(term) ?? 0
    return count > 0 && count <= most
  })
  return { names, rare }
}

/** The terms of names, the first word of a sentence left out: its capital tells nothing. */
function namesIn(question: string): string[] {
  return tagText(question).sentences.flatMap(({ tokens }) =>
    tokens.flatMap(({ tag, text, lower }, index) =>
      index > 0 && tag === 'name' && !calendar.test(lower) ? termsOf(text) : [],
    ),
  )
}
