import { expect, it } from 'vitest'
import { feedsReply } from '../../src/chat/feeds-reply.ts'
import type { StoredFeed } from '../../src/domain/feed.ts'

it('names a feed without making a link of what stands in its name', () => {
  const at = '2026-05-20T08:00:00Z'
  const feed: StoredFeed = {
    ...{ id: 'f', addedAt: at, url: 'https://harbor.example/rss', siteUrl: null, stopped: null },
    title: 'Harbor News https://evil.example/login',
    ...{ etag: null, lastModified: null, bodyHash: null, ttlSeconds: null, lastError: null },
    ...{ polledAt: null, succeededAt: null, failures: 0, dueAt: at, restUntil: at },
  }
  for (const isPublic of [true, false]) {
    const { cards } = feedsReply([feed], new Date(at), '/feeds add', { isPublic })
    const text = cards[0]?.sections[0]?.items[0]?.text ?? ''
    expect(text).toContain('Harbor News evil.example/login, ')
    expect(text).not.toContain('https://evil')
  }
})
