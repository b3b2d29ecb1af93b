import type { Reply, ReplyItem } from '../domain/reply.ts'
import { withoutSchemes } from '../domain/shown-address.ts'
import type { Store } from '../domain/store.ts'
import type { StoredArticle } from '../domain/stored.ts'
import { findSpeakers, locateLines } from '../pipeline/locate-lines.ts'
import { listReply, noticeReply } from './make-reply.ts'

/** The stored sentences behind what was just said, each with its article and its number there. */
export function evidenceReply(said: string, articles: StoredArticle[]): Reply {
  const items = locateLines(said.split('\n'), articles).map(
    ({ sentence, number, article }): ReplyItem => ({
      label: null,
      text: withoutSchemes(sentence),
      source: article.value.title ?? 'untitled',
      marks: [number],
    }),
  )
  return itemsReply('Where it stands', items, 'What was just said is no longer stored.')
}

/** Who said what was just said, by the stored analysis; the article itself where nobody is named for it. */
export async function speakersReply(
  store: Pick<Store, 'analyses'>,
  said: string,
  articles: StoredArticle[],
): Promise<Reply> {
  const speakers = await findSpeakers(store, said.split('\n'), articles)
  const items = speakers.map(
    ({ line, source, description, number }): ReplyItem => ({
      label: null,
      text: withoutSchemes(
        source === null ? `The article says so in its own voice: “${line}”` : `${source}${description}: “${line}”`,
      ),
      source: null,
      marks: [number],
    }),
  )
  return itemsReply('Who said it', items, 'What was just said is no longer stored.')
}

function itemsReply(title: string, items: ReplyItem[], nothing: string): Reply {
  return items.length === 0 ? noticeReply(nothing) : listReply(title, items)
}
