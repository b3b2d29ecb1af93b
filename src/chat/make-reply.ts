import type { Reply, ReplyItem } from '../domain/reply.ts'

/** A reply of the parts that are given; what is left out is empty. */
export function makeReply(parts: Partial<Reply>): Reply {
  return { id: null, heading: null, cards: [], notes: [], actions: [], ...parts }
}

/** A reply of one plain sentence. */
export function noticeReply(text: string): Reply {
  return makeReply({ notes: [text] })
}

/** A reply of one card with one list. */
export function listReply(title: string, items: ReplyItem[], about: string[] = []): Reply {
  const sections = [{ kind: 'lines' as const, heading: null, items }]
  return makeReply({ cards: [{ title, url: null, about, sections, footer: null }] })
}
