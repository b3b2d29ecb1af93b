import { AppError } from '../domain/app-error.ts'
import type { Command } from '../domain/command.ts'
import type { FeedReader, StoredFeed } from '../domain/feed.ts'
import type { Reply } from '../domain/reply.ts'
import { shownAddress } from '../domain/shown-address.ts'
import type { PollOutcome } from '../pipeline/feeds/commit-polls.ts'
import { findFeed, followFeed } from '../pipeline/feeds/follow-feed.ts'
import { pollFeeds } from '../pipeline/feeds/poll-feeds.ts'
import { prepareArticles } from '../pipeline/prepare-articles.ts'
import type { ConversationDeps, Place } from './conversation-deps.ts'
import { feedsReply, publicName } from './feeds-reply.ts'
import { noticeReply } from './make-reply.ts'
import { noteChange } from './note-change.ts'
import { mustBeAllowed, mustBeMember } from './permissions.ts'
import { starterFeeds } from './starter-feeds.ts'

type FeedCommand = Extract<Command, { kind: 'feeds' | 'add-feed' | 'remove-feed' | 'starter-feeds' }>

/** Lists, follows and leaves feeds. What is followed serves every channel. */
export async function feedCommand(deps: ConversationDeps, command: FeedCommand, place: Place): Promise<Reply> {
  const { store, now, wording } = deps
  if (command.kind === 'feeds') {
    mustBeMember(place.asker, 'the feeds')
    return feedsReply(await store.feeds.list(), now(), wording.addFeed, { isPublic: true })
  }
  mustBeAllowed(deps.policy, 'feeds', place.asker)
  switch (command.kind) {
    case 'add-feed':
      return addFeed(deps, command.address, place)
    case 'remove-feed':
      return removeFeed(deps, command.address, place)
    case 'starter-feeds':
      return addStarterFeeds(deps, place)
  }
}

async function addFeed(deps: ConversationDeps, address: string, place: Place): Promise<Reply> {
  if (address === '') throw new AppError('usage', `Say which feed: ${deps.wording.addFeed}`)
  if (deps.web === null) throw new AppError('usage', `Feeds are added with: ${deps.wording.addFeed}`)
  const reader = await deps.web.openFeedReader()
  const { feed, isNew, others } = await followFeed({ feeds: deps.store.feeds, reader }, address)
  if (!isNew) return noticeReply(`Already followed: ${publicName(feed)}`)
  await noteChange(deps, place.asker, `added the feed ${feed.url}`)
  const more = others.length === 0 ? [] : [`That site also offers: ${others.map(({ url }) => url).join(' · ')}`]
  return noticeReply([await firstPoll(deps, reader, feed), ...more].join('\n'))
}

async function firstPoll(deps: ConversationDeps, reader: FeedReader, feed: StoredFeed): Promise<string> {
  const outcomes: PollOutcome[] = []
  await pollFeeds(
    { ...deps, reader, prepare: async (articles) => prepareArticles(articles) },
    [feed],
    (one) => void outcomes.push(one),
  )
  const [outcome] = outcomes
  if (outcome === undefined) return `Now followed: ${publicName(feed)}.`
  if (outcome.error !== null) return `Now followed, but it cannot be read yet: ${outcome.error.message}`
  const count = outcome.added === 1 ? '1 article' : `${outcome.added} articles`
  return `Now followed: ${publicName(outcome.feed)}. ${count} to begin with; new ones come by themselves.`
}

async function removeFeed(deps: ConversationDeps, name: string, place: Place): Promise<Reply> {
  const feed = await feedCalled(deps, name)
  if (feed === undefined || !(await deps.store.feeds.remove(feed.id))) {
    throw new AppError('not-found', `No feed ${name} is followed. The list of feeds shows those that are.`)
  }
  await noteChange(deps, place.asker, `removed the feed ${feed.url}`)
  return noticeReply(`No longer followed: ${publicName(feed)}. Its articles stay stored.`)
}

/** By its address or id; or as the list names it, by its title or where it stands, if it is the only one. */
async function feedCalled({ store }: ConversationDeps, name: string): Promise<StoredFeed | undefined> {
  const typed = name.trim()
  const found = await findFeed(store.feeds, typed).catch((error: unknown) => {
    // A title may look like no address.
    if (error instanceof AppError && error.code === 'usage') return undefined
    throw error
  })
  if (found !== undefined) return found
  const sought = typed.replace(/^https?:\/\/|\/$/gi, '').toLowerCase()
  const called = (await store.feeds.list()).filter((feed) => {
    const host = URL.parse(feed.url)?.host ?? ''
    return [feed.title ?? '', host, shownAddress(feed.url), publicName(feed)].some(
      (one) => one.toLowerCase() === sought,
    )
  })
  if (called.length > 1)
    throw new AppError('usage', `${called.length} feeds are called ${typed}. Give an address or title.`)
  return called[0]
}

async function addStarterFeeds(deps: ConversationDeps, place: Place): Promise<Reply> {
  const added: string[] = []
  for (const feed of starterFeeds) if ((await deps.store.feeds.add(feed)).isNew) added.push(feed.title ?? feed.url)
  if (added.length === 0) return noticeReply('These feeds are followed already.')
  await noteChange(deps, place.asker, `added the first list of feeds: ${added.join(', ')}`)
  return noticeReply(`Now followed: ${added.join(', ')}. They are read within a few minutes.`)
}
