import type { Reply } from '../domain/reply.ts'

/** The commands that every platform shares, and what to type in a thread. */
export function helpReply(): Reply {
  return {
    heading: 'What to type',
    cards: [],
    notes: [
      [
        '/brief immigration        the stories that fit best; "quoted words" stay together, -word leaves out',
        '/digest energy budget     what a digest on these words would hold now',
        '/ask who declined?        an answer in the words of the stored articles, or that they do not say',
        'and in the spring?        a question in a thread, about the stories above it',
        'who said that?            the source of what was just said',
        'show me the sentence      where it stands',
      ].join('\n'),
    ],
  }
}

/** A reply of one plain sentence. */
export function noticeReply(text: string): Reply {
  return { heading: null, cards: [], notes: [text] }
}
