import { AppError } from '../domain/app-error.ts'
import type { Command } from '../domain/command.ts'
import type { Reply } from '../domain/reply.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { analyzeStored } from '../pipeline/brief-stored.ts'
import { composeDigest } from '../pipeline/compose-digest.ts'
import { composeLatest } from '../pipeline/compose-latest.ts'
import { ingestArticles } from '../pipeline/ingest-articles.ts'
import { makeArticle } from '../pipeline/make-article.ts'
import { writeBriefs } from '../pipeline/writing/write-briefs.ts'
import type { ConversationDeps, Place, Web } from './conversation-deps.ts'
import { digestReply } from './digest-reply.ts'
import { firstRunReply } from './first-run-reply.ts'
import { makeReply, noticeReply } from './make-reply.ts'
import { offerToEditors } from './offer-reply.ts'
import { type Exchange, givenOf, keepReply, rememberTurns, unlessFull } from './remember.ts'
import { articleWords, type ShownStory, sharedNotes, shownArticles, storyCards, storyEvidence } from './story-cards.ts'

/** A topic gets this many briefs: a channel reads three, not ten. */
const briefsShown = 3
const digestShown = 5

const buttons = ['evidence', 'ask', 'report'] as const

type BriefCommand = Extract<Command, { kind: 'brief' | 'digest' | 'latest' | 'brief-url' }>

/** Briefs on a topic, of the newest stories, or of one address. */
export async function briefCommand(deps: ConversationDeps, command: BriefCommand, place: Place): Promise<Reply> {
  if (command.kind === 'brief-url') return urlReply(deps, command.url, place)
  if (command.kind === 'latest') {
    const stories = await composeLatest(deps, briefsShown)
    const reply = makeReply({ cards: storyCards(stories), notes: sharedNotes(stories) })
    return storiesReply(deps, place, '/brief latest', stories, reply)
  }
  const limit = command.kind === 'brief' ? briefsShown : digestShown
  const { digest, stories } = await composeDigest(deps, command.topic, { limit, since: null })
  return storiesReply(deps, place, `/${command.kind} ${command.topic}`, stories, digestReply(digest, stories))
}

async function storiesReply(
  deps: ConversationDeps,
  place: Place,
  asked: string,
  stories: ShownStory[],
  reply: Reply,
): Promise<Reply> {
  const articles = shownArticles(stories)
  const lines = stories.flatMap(({ brief }) => articleWords(brief))
  const exchange = { asked, lines, articles, evidence: storyEvidence(stories) }
  const offered = stories.length === 0 ? null : await offer(deps, place, exchange, reply)
  if (offered !== null) return offered
  const { thread } = place
  if (thread !== null && articles.length > 0) await unlessFull(() => deps.store.threads.start(thread, articles))
  await rememberTurns(deps, place, { asked, lines, articles })
  if (stories.length > 0) return keepReply(deps, place, exchange, reply, [...buttons])
  return (await deps.store.articles.count()) === 0 ? firstRunReply(deps) : reply
}

/** What others in the channel would read too goes to its editors where it has any; null where it has none, or only the asker reads it. */
async function offer(deps: ConversationDeps, place: Place, exchange: Exchange, reply: Reply): Promise<Reply | null> {
  const { thread, asker } = place
  if (thread === null || (await deps.store.approvals.find(asker)) === undefined) return null
  const given = givenOf(deps, place, exchange, { ...reply, id: deps.newId(), actions: [...buttons] })
  const said = await offerToEditors(deps, { given, channel: asker.channel, by: null, under: thread.message })
  return said === null ? null : noticeReply(said)
}

async function urlReply(deps: ConversationDeps, url: string, place: Place): Promise<Reply> {
  if (!/^https?:\/\//i.test(url))
    throw new AppError('usage', `${url} is no http or https address. Only those are read.`)
  if (deps.web === null) throw new AppError('usage', 'Addresses are not read from here.')
  const article = await storeUrl(deps, deps.web, url)
  const stories = await writeBriefs(deps, await analyzeStored(deps.store, [article]))
  return storiesReply(deps, place, url, stories, makeReply({ cards: storyCards(stories) }))
}

async function storeUrl({ store }: ConversationDeps, web: Web, url: string): Promise<StoredArticle> {
  const result = await web.readUrl(url)
  if (result.kind === 'failed') throw new AppError('page-not-readable', result.error.message)
  if (result.kind === 'feed') {
    throw new AppError(
      'usage',
      `That is a feed with ${result.entries.length} entries, not an article. Follow it to get its news.`,
    )
  }
  const [saved] = await ingestArticles(store, [makeArticle(result.document)])
  const stored = saved && (await store.articles.find(saved.article))
  if (!stored) throw new AppError('page-not-readable', 'The article was read, but is not stored. Try again.')
  return stored
}
