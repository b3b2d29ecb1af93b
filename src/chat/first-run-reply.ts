import type { Reply } from '../domain/reply.ts'
import type { ConversationDeps } from './conversation-deps.ts'
import { makeReply, noticeReply } from './make-reply.ts'
import { starterFeeds } from './starter-feeds.ts'

/** What a reader sees before anything is stored: how to begin, with one press where feeds can be followed from here. */
export async function firstRunReply({
  store,
  wording,
  web,
}: Pick<ConversationDeps, 'store' | 'wording' | 'web'>): Promise<Reply> {
  const feeds = await store.feeds.list()
  if (feeds.length > 0) {
    return noticeReply(
      'Nothing is stored yet: the feeds that are followed have not been read. Ask again in a few minutes.',
    )
  }
  const how = `Nothing is stored yet. Follow a feed: ${wording.addFeed}`
  if (web === null) return noticeReply(how)
  const names = starterFeeds.map(({ title, url }) => title ?? url)
  const notes = [how, `Or press the button to begin with these: ${names.join(', ')}.`]
  return makeReply({ notes, actions: ['starter-feeds'] })
}
